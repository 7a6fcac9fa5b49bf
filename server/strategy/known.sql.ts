import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerType, LifecycleStage, PyramidTier } from '#core/segments/grid.ts'
import { holdOf, type Viewer, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

export type StandingRow = {
  readonly dyadId: string
  readonly type: CustomerType | null
  readonly stage: LifecycleStage | null
  readonly tier: PyramidTier | null
  readonly lastOrder: string | null
  readonly alive: number | null
  readonly headroom: number | null
  readonly warning: boolean
  readonly contributionMinor: number | null
  readonly clvMinor: number | null
  readonly tags: readonly string[]
  readonly openConcern: boolean
  readonly ownerId: string | null
}

/** The customers (`d`: app.dyad) whose plays this person may start. */
export const startableDyads = (who: Writer) => sql<SqlBool>`${visibleDyads(who, 'd')} and ${writableDyads(who, 'd')}`

/** The customers (`d`: app.dyad) that this person owns or works on. */
export const heldDyads = (who: Viewer) => sql<SqlBool>`${visibleDyads(who, 'd')} and ${holdOf(who, 'd')} = 'mine'`

const hasOpenConcern = sql`exists (select 1 from concern c where c.tenant_id = d.tenant_id and c.deleted_at is null and c.resolved_at is null
  and (c.dyad_id = d.dyad_id or c.dyad_id = any(array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id)))
  and (c.import_id is null or exists (select 1 from import i where i.tenant_id = c.tenant_id and i.import_id = c.import_id and i.state = 'published')))`

/** What the map says of customers (`d`: app.dyad), as far as a start condition asks for it. */
export async function readStandings(tx: Tx, tenantId: string, condition: RawBuilder<SqlBool>): Promise<StandingRow[]> {
  const { rows } =
    await sql<StandingRow>`select d.dyad_id as "dyadId", s.type, s.stage, s.tier, s.last_order as "lastOrder", s.p_alive::float8 as alive, s.headroom::float8 as headroom,
      s.warning is not null as warning, s.net_contribution_minor as "contributionMinor", s.clv_minor as "clvMinor", d.tags, ${hasOpenConcern} as "openConcern", d.owner_id as "ownerId"
    from dyad d left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous and ${condition}`.execute(
      tx,
    )
  return rows
}

export const isOneOf = (dyadIds: readonly string[]) => sql<SqlBool>`d.dyad_id = any(${[...dyadIds]}::uuid[])`

/** The names of customers by their dyad. */
export async function readPartyNames(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly nameEn: string | null }>> {
  const { rows } = await sql<{
    dyadId: string
    name: string
    nameEn: string | null
  }>`select d.dyad_id as "dyadId", p.name, p.name_en as "nameEn"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id where d.tenant_id = ${tenantId}::uuid and ${isOneOf(dyadIds)}`.execute(
    tx,
  )
  return new Map(rows.map(({ dyadId, ...names }) => [dyadId, names]))
}

/** How many of these customers a condition on app.dyad (`d`) selects. */
export async function countCustomers(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
  condition: RawBuilder<SqlBool>,
): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from dyad d where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.is_published
    and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous and ${isOneOf(dyadIds)} and ${condition}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** How many customers the firm has, whoever may see them. */
export async function countAllCustomers(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from dyad d where d.tenant_id = ${tenantId}::uuid and d.side = 'sale'
    and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous`.execute(tx)
  return rows[0]?.n ?? 0
}
