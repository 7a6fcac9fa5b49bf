import { sql } from 'kysely'
import { isWordless, patternOf, type SearchWords, searchWordsOf } from '#core/dyads/search-words.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Found, Searched } from './customer-filter.sql.ts'
import { rememberFrequent, wereFrequent } from './frequent-words.ts'

/** Beyond so many hits the list is walked and tested instead. */
const foundLimit = 1500

/** The piece of the tenant's id under which its entries stand in the search indexes (app.mark_of). */
export const markOf = (tenantId: string): string => tenantId.slice(-8)

/** What the search functions of the database are asked: grams of this tenant, patterns. */
export function searchTerms(tenantId: string, { words, grams }: SearchWords) {
  const mark = markOf(tenantId)
  return { grams: grams.map(gram => mark + gram), patterns: words.map(word => (word.length > 2 ? patternOf(word) : '%')) }
}

type Hit = { readonly dyad_id: string | null; readonly by: 'name' | 'code' }

/**
 * Finds customers by what was typed: by name, pinyin and initials of the buyer, or by code. One that was merged is found as its survivor.
 * Where names or codes are too many, nothing but that is answered of them: their relations are not looked up.
 */
export async function searchCustomers(tx: Tx, tenantId: string, typed: string | undefined): Promise<Searched> {
  if (isWordless(typed)) return { how: 'found', dyadIds: [] }
  const words = searchWordsOf(typed ?? '')
  if (words.words.length === 0) return { how: 'all' }
  const terms = searchTerms(tenantId, words)
  const frequent = wereFrequent(tenantId, words.words)
  const named = frequent
    ? sql`select null::uuid as party_id where false`
    : sql`select m.party_id from matching_parties(${terms.grams}::text[], ${terms.patterns}::text[], ${foundLimit + 1}) as m (party_id)`
  const { rows } = await sql<Hit>`
    with m as materialized (${named}),
      c as materialized (select c.dyad_id from matching_codes(${terms.grams}::text[], ${terms.patterns}::text[], ${foundLimit + 1}) as c (dyad_id)),
      hits as materialized (select (select count(*) from m) > ${foundLimit} as named, (select count(*) from c) > ${foundLimit} as coded)
    select coalesce(d.merged_into_id, d.dyad_id) as dyad_id, 'name' as by from m join dyad d on d.tenant_id = ${tenantId}::uuid and d.buyer_id = m.party_id
      where not (select named from hits)
    union
    select coalesce(k.current_id, c.dyad_id), 'code' from c left join dyad_current k on k.tenant_id = ${tenantId}::uuid and k.dyad_id = c.dyad_id
      where not (select coded from hits)
    union
    select null::uuid, 'name' from hits where named
    union
    select null::uuid, 'code' from hits where coded`.execute(tx)
  const are = { name: frequent, code: false }
  for (const { dyad_id, by } of rows) if (dyad_id === null) are[by] = true
  if (are.name) rememberFrequent(tenantId, words.words)
  const found = (by: Hit['by']): Found => (are[by] ? 'tested' : rows.flatMap(row => (row.by === by ? (row.dyad_id ?? []) : [])))
  const [byName, byCode] = [found('name'), found('code')]
  if (byName === 'tested' || byCode === 'tested') return { how: 'tested', words, byName, byCode }
  return { how: 'found', dyadIds: [...new Set([...byName, ...byCode])] }
}
