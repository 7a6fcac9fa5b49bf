import { sql } from 'kysely'
import type { Supplier } from '#contract/dyads/supplier.ts'
import { type Hold } from '#core/platform/field-policy.ts'
import { holdOf, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { isCustomer } from './customer-filter.sql.ts'

export type SupplierRow = Omit<Supplier, 'bought' | 'sold' | 'from' | 'to' | 'items' | 'deliveries'> & {
  readonly hold: Hold
  readonly customerHold: Hold | null
}

const contacts = sql`coalesce((select json_agg(json_build_object('contactId', c.contact_id, 'name', c.name, 'title', c.title, 'department', c.department, 'phone', c.phone, 'email', c.email,
      'language', c.language, 'isPrimary', c.is_primary, 'note', c.note, 'version', c.version)
    order by c.is_primary desc, c.pinyin, c.contact_id)
  from contact c join party q on q.tenant_id = c.tenant_id and q.party_id = c.party_id
  where c.tenant_id = d.tenant_id and c.deleted_at is null and c.ended_on is null and (q.party_id = p.party_id or q.merged_into_id = p.party_id)), '[]')`

/** A supplier within what the person sees; one that was merged away is found as its survivor. */
export async function findSupplier(tx: Tx, tenantId: string, viewer: Writer, dyadId: string): Promise<SupplierRow | undefined> {
  const { rows } = await sql<SupplierRow>`
    select d.dyad_id as "dyadId", p.party_id as "partyId", p.name, p.name_en as "nameEn", d.code,
      array(select r.role from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id order by r.role) as roles,
      p.country, p.region, p.city, p.address, p.phone, p.email, p.website, p.note, d.owner_id as "ownerId", coalesce(u.name, d.owner_text) as "ownerName",
      ${contacts} as contacts, own.dyad_id as "customerDyadId", own.hold as "customerHold", d.created_at as "createdAt", d.version, ${holdOf(viewer, 'd')} as hold,
      coalesce(${writableDyads(viewer, 'd')}, false) as "mayWrite"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.seller_id
    left join identity."user" u on u.id = d.owner_id
    left join lateral (select c.dyad_id, ${holdOf(viewer, 'c')} as hold from dyad c where c.tenant_id = d.tenant_id and c.buyer_id = d.seller_id and c.side = 'sale' and not c.is_anonymous
      and c.is_published and c.deleted_at is null and c.merged_into_id is null and ${visibleDyads(viewer, 'c')} order by c.dyad_id limit 1) own on true
    where d.tenant_id = ${tenantId}::uuid and d.side = 'supply' and d.is_published and d.deleted_at is null and d.merged_into_id is null and ${visibleDyads(viewer, 'd')}
      and d.dyad_id = coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid)`.execute(
    tx,
  )
  return rows[0]
}

/** Ids under which the orders of a customer stand: its own and those merged into it. */
export async function readDyadsOf(tx: Tx, tenantId: string, dyadId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select m.dyad_id as id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.current_id = ${dyadId}::uuid`.execute(tx)
  return [dyadId, ...rows.map(row => row.id)]
}

/** A party with the key of this name that sells to us already. */
export async function findSupplierNamed(tx: Tx, tenantId: string, nameKey: string): Promise<{ dyadId: string; name: string } | undefined> {
  const { rows } = await sql<{ dyadId: string; name: string }>`select d.dyad_id as "dyadId", p.name from party p
    join dyad d on d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.side = 'supply' and d.is_published and d.deleted_at is null and d.merged_into_id is null
    where p.tenant_id = ${tenantId}::uuid and p.name_key = ${nameKey} and p.deleted_at is null and p.merged_into_id is null limit 1`.execute(
    tx,
  )
  return rows[0]
}

/** A customer with the key of this name that the person sees: it becomes a supplier by its roles. */
export async function findCustomerNamed(
  tx: Tx,
  tenantId: string,
  viewer: Writer,
  nameKey: string,
): Promise<{ dyadId: string; name: string } | undefined> {
  const { rows } = await sql<{ dyadId: string; name: string }>`select d.dyad_id as "dyadId", p.name from party p
    join dyad d on d.tenant_id = p.tenant_id and d.buyer_id = p.party_id
    where p.tenant_id = ${tenantId}::uuid and p.name_key = ${nameKey} and p.deleted_at is null and ${isCustomer(tenantId)} and ${visibleDyads(viewer, 'd')} limit 1`.execute(
    tx,
  )
  return rows[0]
}

/** Keys by which imports find a supplier; answers whether its code, where it has one, is its own now. */
export async function claimSupplierKeys(
  tx: Tx,
  { tenantId, partyId, dyadId }: { readonly tenantId: string; readonly partyId: string; readonly dyadId: string },
  keys: readonly { readonly kind: 'supplier_name' | 'supplier_code'; readonly key: string }[],
): Promise<boolean> {
  for (const { kind, key } of keys)
    await sql`insert into business_key (tenant_id, kind, key, dyad_id, entity_id) values (${tenantId}::uuid, ${kind}, ${key}, ${dyadId}::uuid, ${partyId}::uuid) on conflict do nothing`.execute(
      tx,
    )
  const code = keys.find(({ kind }) => kind === 'supplier_code')
  if (code === undefined) return true
  const { rows } = await sql<{
    id: string
  }>`select dyad_id as id from business_key where tenant_id = ${tenantId}::uuid and kind = ${code.kind} and key = ${code.key}`.execute(tx)
  return rows[0]?.id === dyadId
}

/** Whether a relation is one in which we buy. */
export async function isSupplyDyad(tx: Tx, tenantId: string, dyadId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid and d.side = 'supply'`.execute(tx)
  return rows.length > 0
}
