import type { Found, search as contract } from '#contract/home.ts'
import type { CustomerRow } from '#contract/dyads/customer-list.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Language } from '#contract/platform/language.ts'
import { searchWordsOf } from '#core/dyads/search-words.ts'
import { listCustomers } from '#server/dyads/list-customers.ts'
import type { Ctx } from '#server/platform/context.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { e164Of } from '#server/platform/phone-numbers.ts'
import { searchRecords } from './search-records.sql.ts'
import { searchOthers } from './search.sql.ts'

const usual = 6

/** A customer by the name that a reader of the language knows it by. */
function customerFound({ dyadId, name, nameEn, code, region, city, standing }: CustomerRow, language: Language): Found {
  const title = language === 'en' && nameEn ? nameEn : name
  return { kind: 'customer', id: dyadId, dyadId, title, code, detail: city ?? region, type: standing?.type ?? null }
}

/** A number is looked for as such, however it was written; anything else is none. */
const numberIn = async (typed: string) => (/^[+\d\s()（）-]{7,30}$/.test(typed.normalize('NFKC')) ? await e164Of(typed) : null)

/** What the command palette finds: customers first, the largest contribution first among them. Four queries. */
export async function searchAll(ctx: Ctx, { q, limit = usual }: Input<typeof contract>['query']): Promise<{ rows: Found[] }> {
  if (searchWordsOf(q).words.length === 0) return { rows: [] }
  const phone = await numberIn(q)
  const { rows: customers } = await listCustomers(ctx, { q, limit, column: ['code', 'region', 'city', 'type'] })
  return await ctx.inTenant(async tx => {
    const policies = { contact: fieldsOf(ctx, 'contact'), customer: fieldsOf(ctx, 'customer') }
    const others = await searchOthers(tx, ctx, policies, q, phone, limit)
    return {
      rows: [...customers.map(customer => customerFound(customer, ctx.language)), ...others, ...(await searchRecords(tx, ctx, q, limit))],
    }
  })
}
