import { sql } from 'kysely'
import type { BillingTitle, Site } from '#contract/dyads/address.ts'
import { foldCreditCode, isCreditCode } from '#core/dyads/credit-code.ts'
import { greatRegionOf } from '#core/dyads/party-site.ts'
import type { Tx } from '#server/platform/database.ts'
import type { KeptTable, Place } from './kept-rows.sql.ts'

export const siteTable: KeptTable = {
  table: 'party_site',
  parent: 'party_id',
  id: 'site_id',
  columns: {
    uses: ['uses', 'text[]'],
    isDefault: ['is_default', 'boolean'],
    name: ['name', 'text'],
    country: ['country', 'text'],
    region: ['region', 'text'],
    city: ['city', 'text'],
    address: ['address', 'text'],
    postalCode: ['postal_code', 'text'],
    receiver: ['receiver', 'text'],
    phone: ['phone', 'text'],
    phoneE164: ['phone_e164', 'text'],
    note: ['note', 'text'],
  },
}

const oneOf = (id: string | undefined, column: string) => (id === undefined ? sql`` : sql`and ${sql.ref(column)} = ${id}::uuid`)

/** Addresses of a company, defaults first. */
export async function readSites(tx: Tx, { tenantId, parents }: Place, id?: string): Promise<Site[]> {
  const { rows } = await sql<Omit<Site, 'greatRegion'>>`
    select s.site_id as "siteId", s.uses, s.is_default as "isDefault", s.name, s.country, s.region, s.city, s.address, s.postal_code as "postalCode",
      s.receiver, s.phone, s.phone_e164 as "phoneE164", s.note, s.version
    from party_site s
    where s.tenant_id = ${tenantId}::uuid and s.party_id = any(${[...parents]}::uuid[]) and s.deleted_at is null ${oneOf(id, 's.site_id')}
    order by s.is_default desc, s.site_id limit 500`.execute(tx)
  return rows.map(row => ({ ...row, greatRegion: greatRegionOf(row.region ?? '') ?? null }))
}

export const titleTable: KeptTable = {
  table: 'billing_title',
  parent: 'dyad_id',
  id: 'title_id',
  columns: {
    title: ['title', 'text'],
    taxId: ['tax_id', 'text'],
    bank: ['bank', 'text'],
    bankAccount: ['bank_account', 'text'],
    address: ['address', 'text'],
    phone: ['phone', 'text'],
    note: ['note', 'text'],
    isDefault: ['is_default', 'boolean'],
  },
}

/** Billing titles of a customer, the default first. */
export async function readBillingTitles(tx: Tx, { tenantId, parents }: Place, id?: string): Promise<BillingTitle[]> {
  const { rows } = await sql<Omit<BillingTitle, 'taxIdValid'>>`
    select t.title_id as "titleId", t.title, t.tax_id as "taxId", t.bank, t.bank_account as "bankAccount", t.address, t.phone, t.note,
      t.is_default as "isDefault", t.version
    from billing_title t
    where t.tenant_id = ${tenantId}::uuid and t.dyad_id = any(${[...parents]}::uuid[]) and t.deleted_at is null ${oneOf(id, 't.title_id')}
    order by t.is_default desc, t.title_id limit 200`.execute(tx)
  return rows.map(row => ({ ...row, taxIdValid: row.taxId === null ? null : isCreditCode(foldCreditCode(row.taxId)) }))
}
