import { sql } from 'kysely'
import type { PartyRow } from '#contract/dyads/party.ts'
import type { Language } from '#contract/platform/language.ts'
import { type PartyRole, partyRoles } from '#core/dyads/customer.ts'
import { isWordless, searchWordsOf } from '#core/dyads/search-words.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { searchTerms } from './search-customers.sql.ts'

export type PartyFilter = {
  readonly role: PartyRole | undefined
  readonly typed: string | undefined
  readonly language: Language
  readonly viewer: Viewer
  readonly after: { readonly key: string; readonly partyId: string } | undefined
  readonly limit: number
}

/** Items and deliveries of one party are counted to here. */
const counted = 1000

const beyondCustomers = partyRoles.filter(role => role !== 'customer')

function foundBy(tenantId: string, typed: string | undefined) {
  if (isWordless(typed)) return sql`false`
  const words = searchWordsOf(typed ?? '')
  if (words.words.length === 0) return sql`true`
  const { grams, patterns } = searchTerms(tenantId, words)
  return sql`p.party_id in (select m.party_id from matching_parties(${grams}::text[], ${patterns}::text[], 5000) as m (party_id))`
}

/** Parties that supply, carry or distribute for us (or in one role), by name. They belong to the whole firm: data scopes are about customers. */
export async function readParties(tx: Tx, tenantId: string, filter: PartyFilter): Promise<(PartyRow & { sortKey: string })[]> {
  const key = filter.language === 'en' ? sql`p.sort_en` : sql`p.sort_zh`
  const wanted = filter.role === undefined ? beyondCustomers : [filter.role]
  const after = filter.after === undefined ? sql`true` : sql`(${key}, p.party_id) > (${filter.after.key}, ${filter.after.partyId}::uuid)`
  const { rows } = await sql<PartyRow & { sortKey: string }>`
    select p.party_id as "partyId", p.name, p.name_en as "nameEn", ${key} as "sortKey", p.country, p.region, p.city, p.phone, p.website,
      array(select r.role from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id order by r.role) as roles,
      (select d.dyad_id from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.side = 'supply' and d.is_published and d.deleted_at is null and d.merged_into_id is null
        and ${visibleDyads(filter.viewer, 'd')} order by d.dyad_id limit 1) as "supplyDyadId",
      (select min(d.code) from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.deleted_at is null) as code,
      (select c.name from contact c where c.tenant_id = p.tenant_id and c.party_id = p.party_id and c.deleted_at is null
        order by c.is_primary desc, c.contact_id limit 1) as "contactName",
      (select count(*)::int from (select 1 from item i where i.tenant_id = p.tenant_id and i.supplier_id = p.party_id limit ${counted}) n) as items,
      (select count(*)::int from (select 1 from delivery v where v.tenant_id = p.tenant_id and v.carrier_id = any(array(select m.party_id from party m where m.tenant_id = p.tenant_id and m.merged_into_id = p.party_id) || p.party_id) limit ${counted}) n) as deliveries
    from party p
    where p.tenant_id = ${tenantId}::uuid and p.deleted_at is null and p.merged_into_id is null
      and exists (select 1 from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id and r.role = any(${[...wanted]}::text[]))
      and exists (select 1 from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.is_published and d.deleted_at is null)
      and ${foundBy(tenantId, filter.typed)} and ${after}
    order by ${key}, p.party_id limit ${filter.limit}`.execute(tx)
  return rows
}
