import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import type { Cuts } from '#contract/segments/map.ts'
import type { Band, CustomerType, PyramidTier } from '#core/segments/grid.ts'
import { type Asker, customerCondition } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export type Generation = {
  readonly generation: number
  readonly asOf: string
  readonly currency: string
  readonly settingsVersion: number
  readonly settings: unknown
  readonly sources: unknown
  readonly firstFact: string | null
  readonly computedAt: Date
}

/** The generation that readers see; undefined before the first. */
export async function findGeneration(tx: Tx, tenantId: string): Promise<Generation | undefined> {
  return await tx
    .selectFrom('generation')
    .select([
      'generation',
      'as_of as asOf',
      'currency',
      'settings_version as settingsVersion',
      'settings',
      'sources',
      'first_fact as firstFact',
    ])
    .select(eb => eb.fn.coalesce('finished_at', 'created_at').as('computedAt'))
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'current')
    .executeTakeFirst()
}

export async function readGenerations(tx: Tx, tenantId: string) {
  return await tx
    .selectFrom('generation as g')
    .leftJoin('identity.user as u', 'u.id', 'g.author_id')
    .select([
      'g.generation',
      'g.state',
      'g.as_of',
      'g.settings_version',
      'g.reason',
      'u.name as author',
      'g.customers',
      'g.placed',
      'g.created_at',
    ])
    .where('g.tenant_id', '=', tenantId)
    .where('g.state', '<>', 'writing')
    .orderBy('g.generation', 'desc')
    .execute()
}

const runColumns = [
  'as_of as asOf',
  'kind',
  'is_short_window as shortWindow',
  'is_provisional as provisional',
  'ranked',
  'cuts',
  'counts',
] as const

/** All days of a generation, the oldest first. */
export async function readRuns(tx: Tx, tenantId: string, generation: number) {
  return await tx
    .selectFrom('classification_run')
    .select(runColumns)
    .select('tenant_mu as tenantMu')
    .where('tenant_id', '=', tenantId)
    .where('generation', '=', generation)
    .orderBy('as_of')
    .execute()
}

/** The run of a day: that very one, or the last before it; without a day the newest. Undefined before the first. */
export async function findRun(tx: Tx, tenantId: string, generation: number, day?: string) {
  let query = tx
    .selectFrom('classification_run')
    .select(runColumns)
    .select('tenant_mu as tenantMu')
    .where('tenant_id', '=', tenantId)
    .where('generation', '=', generation)
    .orderBy('as_of', 'desc')
    .limit(1)
  if (day !== undefined) query = query.where('as_of', '<=', day)
  const row = await query.executeTakeFirst()
  return row === undefined ? undefined : { ...row, cuts: row.cuts as Cuts }
}

export async function hasFacts(tx: Tx, tenantId: string): Promise<boolean> {
  const row = await tx.selectFrom('dyad_day').select('day').where('tenant_id', '=', tenantId).limit(1).executeTakeFirst()
  return row !== undefined
}

/**
 * For reads that join whole runs: right after a recalculation the planner may still take a table for empty, and would then go through a run once for
 * each customer.
 */
export async function joinWhole(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(tx)
}

/** What is looked at: who asks, the day shown, the day compared, the filters. */
export type View = {
  readonly asker: Asker
  readonly generation: number
  readonly asOf: string
  readonly compare: string | undefined
  readonly filters: CustomerQuery & { readonly moved?: boolean | undefined }
  /** What must hold of tags and own fields, compiled. */
  readonly condition?: RawBuilder<SqlBool> | undefined
  readonly english: boolean
}

const placeOf = (view: View, day: string | undefined, alias: string) =>
  sql`left join app.classification ${sql.ref(alias)} on ${sql.ref(`${alias}.tenant_id`)} = d.tenant_id and ${sql.ref(`${alias}.dyad_id`)} = d.dyad_id
    and ${sql.ref(`${alias}.generation`)} = ${view.generation} and ${sql.ref(`${alias}.as_of`)} = ${day ?? null}::date`

/** Customers under the filters with their place on the day shown (s) and on the day compared (b). */
export function placedFrom(view: View): RawBuilder<unknown> {
  const { moved, ...filters } = view.filters
  const hasMoved =
    moved === undefined ? sql`` : moved ? sql`and s.type is distinct from b.type` : sql`and s.type is not distinct from b.type`
  return sql`from app.dyad d
    join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    ${placeOf(view, view.asOf, 's')}
    ${placeOf(view, view.compare, 'b')}
    where ${customerCondition(view.asker, filters, { how: 'all' })} ${hasMoved} ${view.condition === undefined ? sql`` : sql`and ${view.condition}`}`
}

export const nameOf = (english: boolean): RawBuilder<string> => (english ? sql`coalesce(nullif(p.name_en, ''), p.name)` : sql`p.name`)

export type Group = {
  readonly type: CustomerType | null
  readonly tier: PyramidTier | null
  readonly was: CustomerType | null
  readonly wasTier: PyramidTier | null
  readonly move: string | null
  readonly count: number
  readonly value: number
  readonly sales: number
  readonly valueBefore: number
}

/** Counts and money by place now and then: cells, pyramid and flows all come from it. */
export async function readGroups(tx: Tx, view: View): Promise<Group[]> {
  const { rows } = await sql<Group>`select s.type, s.tier, b.type as was, b.tier as "wasTier", count(*)::int as count,
      coalesce(sum(s.net_contribution_minor) filter (where s.type is not null), 0)::bigint as value,
      coalesce(sum(s.net_sales_minor) filter (where s.type is not null), 0)::bigint as sales,
      coalesce(sum(b.net_contribution_minor) filter (where b.type is not null), 0)::bigint as "valueBefore"
    ${placedFrom(view)} group by 1, 2, 3, 4`.execute(tx)
  return rows
}

export type ReturnGroup = Pick<Group, 'type' | 'was' | 'count' | 'value' | 'valueBefore'>

/** Of those who stand elsewhere than on the day compared: who is back at a type that a downgrade of the last 12 months took from them. */
export async function readReturnGroups(tx: Tx, view: View): Promise<ReturnGroup[]> {
  const { rows } = await sql<ReturnGroup>`select s.type, b.type as was, count(*)::int as count,
      coalesce(sum(s.net_contribution_minor), 0)::bigint as value, coalesce(sum(b.net_contribution_minor), 0)::bigint as "valueBefore"
    ${placedFrom(view)} and s.type is distinct from b.type and exists (
      select 1 from app.classification c where c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id and c.generation = ${view.generation}
        and c.move = 'downgrade' and c.from_type = s.type and c.as_of <= ${view.asOf}::date
        and c.as_of > (${view.asOf}::date + 1 - interval '12 months')::date - 1)
    group by 1, 2`.execute(tx)
  return rows
}

/** How many customers this person may see at all. */
export async function countVisible(tx: Tx, asker: Asker): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from app.dyad d
    join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join app.customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where ${customerCondition(asker, {}, { how: 'all' })}`.execute(tx)
  return rows[0]?.count ?? 0
}

export type Point = {
  readonly id: string
  readonly name: string
  readonly current: number | null
  readonly potential: number | null
  readonly value: number | null
  readonly sales: number
  readonly type: CustomerType
  readonly was: CustomerType | null
  readonly wasCurrent: number | null
  readonly wasPotential: number | null
  /** Where the next run may move it to; both null where it stands firm. */
  readonly nextCurrent: Band | null
  readonly nextPotential: Band | null
  readonly stage: string | null
  readonly flags: number
  /** Null where the dots are not coloured by a field. */
  readonly colour: number | null
}

/** The dots: customers that are placed, the largest contribution first, at most so many; `colour`: what each has of a field, a number. */
export async function readPoints(tx: Tx, view: View, limit: number, colour: RawBuilder<number | null> = sql`null::int`): Promise<Point[]> {
  const { rows } = await sql<Point>`select d.dyad_id as id, ${nameOf(view.english)} as name, s.current_score as current, s.potential,
      s.net_contribution_minor as value, s.net_sales_minor as sales, s.type, b.type as was, b.current_score as "wasCurrent", b.potential as "wasPotential",
      case when s.pending_potential_band is null and s.pending_current_band is null then null else coalesce(s.pending_current_band, s.current_band) end as "nextCurrent",
      case when s.pending_potential_band is null and s.pending_current_band is null then null else coalesce(s.pending_potential_band, s.potential_band) end as "nextPotential",
      s.stage, s.is_provisional::int + 2 * s.is_overridden::int + 4 * s.is_below_zero::int + 8 * s.is_dormant::int as flags, ${colour} as colour
    ${placedFrom(view)} and s.type is not null
    order by s.net_contribution_minor desc nulls last, d.dyad_id limit ${limit}`.execute(tx)
  return rows
}

/** The place of the first of some conditions that holds, -1 where none does. */
export function firstOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<number> {
  const cases = conditions.map((holds, at) => sql`when ${holds} then ${sql.lit(at)}`)
  return sql<number>`case ${sql.join(cases, sql` `)} else -1 end`
}

export type Square = { readonly column: number; readonly row: number; readonly type: CustomerType; readonly count: number }

/** How many placed customers stand in each square of a raster over both scores, the first `skipped` by contribution left out: they are dots. */
export async function readRaster(tx: Tx, view: View, squares: number, skipped: number): Promise<Square[]> {
  const { rows } = await sql<Square>`select
      least(${squares} - 1, floor(coalesce(f.current_score, 0) * ${squares} / 100))::int as column,
      least(${squares} - 1, floor(coalesce(f.potential, 0) * ${squares} / 100))::int as row, f.type, count(*)::int as count
    from (select s.current_score, s.potential, s.type ${placedFrom(view)} and s.type is not null
      order by s.net_contribution_minor desc nulls last, d.dyad_id offset ${skipped}) f
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}
