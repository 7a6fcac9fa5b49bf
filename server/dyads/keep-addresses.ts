import type { BillingTitle, Site } from '#contract/dyads/address.ts'
import type { Ctx } from '#server/platform/context.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { e164Of } from '#server/platform/phone-numbers.ts'
import { readBillingTitles, readSites, siteTable, titleTable } from './addresses.sql.ts'
import { addRow, changeRow, type Kind, listRows } from './keep-rows.ts'
import type { Values } from './kept-rows.sql.ts'

/** The number in E.164 is seen where its text is; an address whose region is hidden has no great region either. */
function uncovered(ctx: Ctx, site: Site): Site {
  const policy = fieldsOf(ctx, 'customer')
  const isCovered = (field: 'phone' | 'region') =>
    policy.rules.some(rule => rule.field === field && (rule.level === 'hidden' || rule.level === 'masked'))
  if (policy.rules.length === 0) return site
  return { ...site, phoneE164: isCovered('phone') ? null : site.phoneE164, greatRegion: isCovered('region') ? null : site.greatRegion }
}

/** Addresses stand under the rules on a customer's own address, place and phone. */
export const sites: Kind<Site> = {
  kept: siteTable,
  entity: 'site',
  guarded: 'customer',
  read: readSites,
  settle: async (_tx, _ctx, given, before) => {
    const isTouched = given['phone'] !== undefined || given['country'] !== undefined
    if (!isTouched) return {}
    const [phone, country] = [given['phone'] ?? (given['phone'] === null ? null : before?.phone), given['country'] ?? before?.country]
    return { phoneE164: await e164Of(phone as string | null, country as string | null) }
  },
}

export async function listSites(ctx: Ctx, dyadId: string): Promise<{ rows: Site[] }> {
  const { rows } = await listRows(ctx, sites, dyadId)
  return { rows: rows.map(row => uncovered(ctx, row)) }
}

export const addSite = async (ctx: Ctx, dyadId: string, body: Values): Promise<Site> =>
  uncovered(ctx, await addRow(ctx, sites, dyadId, body))

export const updateSite = async (ctx: Ctx, dyadId: string, siteId: string, body: Values & { readonly version: number }): Promise<Site> =>
  uncovered(ctx, await changeRow(ctx, sites, dyadId, siteId, body))

/** Billing titles stand under the rules on a customer's address and phone; the first of a customer is its default. */
export const billingTitles: Kind<BillingTitle> = {
  kept: titleTable,
  entity: 'billing_title',
  guarded: 'customer',
  read: readBillingTitles,
  settle: async (tx, ctx, _given, before, dyad) => {
    if (before !== undefined) return {}
    const others = await readBillingTitles(tx, { tenantId: ctx.tenantId, parents: dyad.all })
    return others.length === 0 ? { isDefault: true } : {}
  },
}
