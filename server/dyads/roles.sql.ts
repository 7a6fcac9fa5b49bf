import { sql } from 'kysely'
import type { PartyRole } from '#core/dyads/customer.ts'
import type { Tx } from '#server/platform/database.ts'

/** Items and deliveries of one party are counted to here. */
const counted = 1000

export type Side = { readonly orders: number; readonly netMinor: number; readonly lastOn: string | null }
export type NetRow = {
  readonly roles: PartyRole[]
  readonly from: string
  readonly to: string
  readonly sold: Side
  readonly bought: Side | null
  readonly items: number
  readonly deliveries: number
  readonly version: number
}

/** Both sides of a party over the twelve months to the day of the map (today where there is none), out of the rollups. Orders to it that are recorded nowhere are null. */
export async function readNet(tx: Tx, tenantId: string, dyadIds: readonly string[], partyId: string): Promise<NetRow | undefined> {
  const tenant = sql`${tenantId}::uuid`
  const party = sql`${partyId}::uuid`
  const sum = (
    dyads: ReturnType<typeof sql>,
  ) => sql`(select json_build_object('orders', coalesce(sum(r.orders), 0)::int, 'netMinor', coalesce(sum(r.net_sales_minor), 0)::bigint,
      'lastOn', max(r.day) filter (where r.orders > 0)) from dyad_day r where r.tenant_id = ${tenant} and r.dyad_id = any(${dyads}) and r.day > b.from_day and r.day <= b.to_day)`
  const { rows } = await sql<NetRow>`
    with t as (select coalesce((select g.as_of from generation g where g.tenant_id = ${tenant} and g.state = 'current'), current_date) as to_day),
      b as (select t.to_day, (t.to_day - interval '12 months')::date as from_day,
        array(select d.dyad_id from dyad d where d.tenant_id = ${tenant} and d.seller_id = ${party} and d.side = 'supply' and d.is_published and d.deleted_at is null) as supply from t)
    select array(select r.role from party_role r where r.tenant_id = ${tenant} and r.party_id = ${party} order by r.role) as roles, b.from_day as "from", b.to_day as "to",
      ${sum(sql`${[...dyadIds]}::uuid[]`)} as sold,
      case when exists (select 1 from dyad_day r where r.tenant_id = ${tenant} and r.dyad_id = any(b.supply) and r.orders > 0) then ${sum(sql`b.supply`)} end as bought,
      (select count(*)::int from (select 1 from item i where i.tenant_id = ${tenant} and i.supplier_id = ${party} limit ${counted}) n) as items,
      (select count(*)::int from (select 1 from delivery v where v.tenant_id = ${tenant} and v.carrier_id = ${party} limit ${counted}) n) as deliveries,
      (select d.version from dyad d where d.tenant_id = ${tenant} and d.dyad_id = ${dyadIds[0]}::uuid) as version
    from b`.execute(tx)
  return rows[0]
}

export async function writeRoles(tx: Tx, tenantId: string, partyId: string, roles: readonly PartyRole[]): Promise<void> {
  await sql`delete from party_role where tenant_id = ${tenantId}::uuid and party_id = ${partyId}::uuid and not (role = any(${[...roles]}::text[]))`.execute(
    tx,
  )
  await sql`insert into party_role (tenant_id, party_id, role) select ${tenantId}::uuid, ${partyId}::uuid, unnest(${[...roles]}::text[]) on conflict do nothing`.execute(
    tx,
  )
}

/** The dyad in which the party is the seller and we buy: made when it is first one to us. */
export async function ensureSupplyDyad(tx: Tx, tenantId: string, partyId: string, ownPartyId: string, newDyadId: string): Promise<void> {
  await sql`insert into dyad (tenant_id, dyad_id, seller_id, buyer_id, side)
    select ${tenantId}::uuid, ${newDyadId}::uuid, ${partyId}::uuid, ${ownPartyId}::uuid, 'supply'
    where not exists (select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.seller_id = ${partyId}::uuid and d.side = 'supply' and d.deleted_at is null)`.execute(
    tx,
  )
}

/** Takes the next version of a customer; false where it is no longer the one that was read. */
export async function takeDyadVersion(tx: Tx, tenantId: string, dyadId: string, version: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update dyad set version = version + 1, updated_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
