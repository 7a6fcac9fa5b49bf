import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import type { NameKeys } from '#server/platform/name-keys.ts'
import { enterDyad, followDyads, indexParties } from '#server/platform/search-entry.sql.ts'

/** Columns of the party and of the dyad by the names of the contract. */
export const partyColumns = {
  partyKind: 'kind',
  name: 'name',
  nameEn: 'name_en',
  shortName: 'short_name',
  uscc: 'uscc',
  usccReason: 'uscc_reason',
  country: 'country',
  region: 'region',
  city: 'city',
  address: 'address',
  postalCode: 'postal_code',
  phone: 'phone',
  email: 'email',
  website: 'website',
  industry: 'industry',
  note: 'note',
} as const

export const dyadColumns = {
  code: 'code',
  customerKind: 'customer_kind',
  ownerId: 'owner_id',
  departmentId: 'department_id',
  paymentTermsDays: 'payment_terms_days',
  since: 'since',
  endNoticedOn: 'end_noticed_on',
  contractEndsOn: 'contract_ends_on',
  isProjectBuyer: 'is_project_buyer',
} as const

export type Change = { readonly [K in keyof typeof partyColumns | keyof typeof dyadColumns]?: string | number | boolean | null | undefined }

function columnsOf(change: Change, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const given = Object.entries(change).filter(([name, value]) => name in names && value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [names[name], value]))
}

const keyColumns = (keys: NameKeys) => ({ name_key: keys.nameKey, pinyin: keys.pinyin, initials: keys.initials })

export type NewCustomer = {
  readonly tenantId: string
  readonly partyId: string
  readonly dyadId: string
  readonly ownPartyId: string
  readonly authorId: string
  readonly name: string
  readonly keys: NameKeys
  /** The phone of the change as E.164, null where it is no number. */
  readonly e164: string | null
}

export async function insertCustomer(tx: Tx, row: NewCustomer, change: Change): Promise<void> {
  const { tenantId, partyId, dyadId } = row
  const party = { tenant_id: tenantId, party_id: partyId, name: row.name, ...keyColumns(row.keys), ...columnsOf(change, partyColumns) }
  const phone = typeof change.phone === 'string' ? { phone_e164: row.e164, phone_read: change.phone } : {}
  await tx
    .with('added', db => db.insertInto('party').values({ ...party, ...phone }))
    .insertInto('party_role')
    .values({ tenant_id: tenantId, party_id: partyId, role: 'customer' })
    .execute()
  await tx
    .insertInto('dyad')
    .values({
      tenant_id: tenantId,
      dyad_id: dyadId,
      seller_id: row.ownPartyId,
      buyer_id: partyId,
      side: 'sale',
      author_id: row.authorId,
      ...columnsOf(change, dyadColumns),
    })
    .execute()
  await enterDyad(tx, tenantId, dyadId)
}

/** What customers are searched by, and what tells who sees them. */
const searched = ['name', 'nameEn', 'shortName', 'code', 'ownerId', 'departmentId'] as const

export type Target = { readonly tenantId: string; readonly dyadId: string; readonly partyId: string }

/** Writes where the version is still the one that was read; answers whether it was. The dyad's version stands for the whole record. */
export async function updateCustomerRow(
  tx: Tx,
  target: Target,
  version: number,
  change: Change,
  keys: NameKeys | undefined,
): Promise<boolean> {
  const result = await tx
    .updateTable('dyad')
    .set({ ...columnsOf(change, dyadColumns), version: version + 1, updated_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', target.tenantId)
    .where('dyad_id', '=', target.dyadId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return false
  await updateParty(tx, target, change, keys)
  if (searched.some(name => change[name] !== undefined)) await indexParties(tx, target.tenantId, [target.partyId])
  return true
}

async function updateParty(tx: Tx, target: Target, change: Change, keys: NameKeys | undefined): Promise<void> {
  const party = columnsOf(change, partyColumns)
  if (Object.keys(party).length === 0) return
  await tx
    .updateTable('party')
    .set(eb => ({ ...party, ...(keys ? keyColumns(keys) : {}), version: eb('version', '+', 1), updated_at: sql`statement_timestamp()` }))
    .where('tenant_id', '=', target.tenantId)
    .where('party_id', '=', target.partyId)
    .execute()
}

/** Marks a customer as removed where the version is still the one that was read, and gives its keys back. */
export async function markRemoved(tx: Tx, target: Target, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('dyad')
    .set({ deleted_at: sql`statement_timestamp()`, version: version + 1 })
    .where('tenant_id', '=', target.tenantId)
    .where('dyad_id', '=', target.dyadId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return false
  await sql`delete from business_key where tenant_id = ${target.tenantId}::uuid and (dyad_id = ${target.dyadId}::uuid
    or (kind = 'party_uscc' and entity_id = ${target.partyId}::uuid and not exists (
      select 1 from dyad d where d.tenant_id = ${target.tenantId}::uuid and d.dyad_id <> ${target.dyadId}::uuid
        and (d.buyer_id = ${target.partyId}::uuid or d.seller_id = ${target.partyId}::uuid) and d.deleted_at is null)))`.execute(tx)
  await sql`delete from customer_standing where tenant_id = ${target.tenantId}::uuid and dyad_id = ${target.dyadId}::uuid`.execute(tx)
  await followDyads(tx, target.tenantId, [target.dyadId])
  return true
}

type Key = {
  readonly tenantId: string
  readonly kind: 'customer_code' | 'party_uscc'
  readonly key: string
  readonly dyadId: string | null
  readonly entityId: string
}

/** Claims a key; false where another record holds it. */
export async function claimKey(tx: Tx, { tenantId, kind, key, dyadId, entityId }: Key): Promise<boolean> {
  const { numInsertedOrUpdatedRows: claimed } = await tx
    .insertInto('business_key')
    .values({ tenant_id: tenantId, kind, key, dyad_id: dyadId, entity_id: entityId })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  if (claimed === 1n) return true
  const holder = await tx
    .selectFrom('business_key')
    .select(['dyad_id', 'entity_id'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()
  return holder !== undefined && (kind === 'party_uscc' ? holder.entity_id === entityId : holder.dyad_id === dyadId)
}

export async function releaseKey(tx: Tx, { tenantId, kind, key, entityId }: Omit<Key, 'dyadId'>): Promise<void> {
  await tx
    .deleteFrom('business_key')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('entity_id', '=', entityId)
    .execute()
}
