import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PlanChoice } from '#contract/strategy/plan.ts'
import type { CustomerType, PyramidTier } from '#core/segments/grid.ts'
import { type StrategyGroup, typesOf } from '#core/strategy/group.ts'
import type { PlanStanding } from '#core/strategy/plan-outcome.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

export type NewChoice = {
  readonly dyadId: string
  readonly standing: PlanStanding
  readonly playId: string | null
  readonly playVersion: number | null
  readonly customerType: CustomerType | null
  readonly tier: PyramidTier | null
  readonly contributionMinor: number | null
  readonly moneyMinor: number
  readonly hours: number
  readonly worthMinor: number
  readonly isDuty: boolean
  readonly isMust: boolean
  readonly needsCheck: boolean
  readonly options: PlanChoice['options']
  readonly reason: string | null
}

const atOnce = 1000

/** Writes what a plan chose instead of what it had chosen before. */
export async function writeChoices(tx: Tx, tenantId: string, planId: string, choices: readonly NewChoice[]): Promise<void> {
  await sql`delete from plan_choice where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid`.execute(tx)
  for (let k = 0; k < choices.length; k += atOnce) {
    const rows = JSON.stringify(choices.slice(k, k + atOnce))
    await sql`insert into plan_choice (tenant_id, dyad_id, plan_id, standing, play_id, play_version, customer_type, tier, contribution_minor, money_minor, hours, worth_minor,
        is_duty, is_must, needs_check, options, reason)
      select ${tenantId}::uuid, r."dyadId", ${planId}::uuid, r.standing, r."playId", r."playVersion", r."customerType", r.tier, r."contributionMinor", r."moneyMinor", r.hours,
        r."worthMinor", r."isDuty", r."isMust", r."needsCheck", r.options, r.reason
      from jsonb_to_recordset(${rows}::jsonb) r("dyadId" uuid, standing text, "playId" uuid, "playVersion" integer, "customerType" text, tier text, "contributionMinor" bigint,
        "moneyMinor" bigint, hours numeric, "worthMinor" bigint, "isDuty" boolean, "isMust" boolean, "needsCheck" boolean, options jsonb, reason text)`.execute(
      tx,
    )
  }
}

type Asker = Viewer & { readonly tenantId: string }

/** Choices of a plan with the customers as they are read now, those that the asker sees. */
const seen = (asker: Asker, planId: string) => sql`from plan_choice c
  left join dyad_current m on m.tenant_id = c.tenant_id and m.dyad_id = c.dyad_id
  join dyad d on d.tenant_id = c.tenant_id and d.dyad_id = case when m.current_id is null then c.dyad_id else m.current_id end
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  where c.tenant_id = ${asker.tenantId}::uuid and c.plan_id = ${planId}::uuid and ${visibleDyads(asker, 'd')}`

export type ChoiceQuery = {
  readonly standing?: PlanStanding | undefined
  readonly group?: StrategyGroup | 'unplaced' | undefined
  readonly refused?: boolean | undefined
  readonly after?: { readonly worth: number; readonly dyadId: string } | undefined
  readonly limit: number
}

function narrowed({ standing, group, refused, after }: ChoiceQuery): RawBuilder<SqlBool>[] {
  return [
    ...(standing === undefined ? [] : [sql<SqlBool>`c.standing = ${standing}`]),
    ...(group === 'unplaced' ? [sql<SqlBool>`c.customer_type is null`] : []),
    ...(group === undefined || group === 'unplaced' ? [] : [sql<SqlBool>`c.customer_type = any(${[...typesOf(group)]}::text[])`]),
    ...(refused === true ? [sql<SqlBool>`c.refusal is not null`] : []),
    ...(after === undefined
      ? []
      : [
          sql<SqlBool>`(c.worth_minor < ${after.worth}::bigint or (c.worth_minor = ${after.worth}::bigint and c.dyad_id > ${after.dyadId}::uuid))`,
        ]),
  ]
}

/** `rowId`: the customer that it was made for, before merges. */
type ListedChoice = { readonly rowId: string; readonly row: PlanChoice }

/** One page of choices, most worth first; a row more than asked for where there is one. */
export async function readChoices(tx: Tx, asker: Asker, planId: string, query: ChoiceQuery): Promise<ListedChoice[]> {
  const conditions = narrowed(query)
  const { rows } = await sql<
    PlanChoice & { readonly rowId: string }
  >`select c.dyad_id as "rowId", d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", c.standing, c.play_id as "playId",
      c.customer_type as "customerType", c.tier, c.contribution_minor as "contributionMinor", c.money_minor as "moneyMinor", c.hours::float8 as hours, c.worth_minor as "worthMinor",
      c.is_duty as "isDuty", c.is_must as "isMust", c.needs_check as "needsCheck", c.options, c.reason, c.play_run_id as "playRunId", c.refusal
    ${seen(asker, planId)} ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
    order by c.worth_minor desc, c.dyad_id limit ${query.limit + 1}`.execute(tx)
  return rows.map(({ rowId, ...row }) => ({ rowId, row }))
}

export type ChoiceToStart = { readonly rowId: string; readonly dyadId: string; readonly playId: string; readonly isDuty: boolean }

/** The choices of a plan that have not started, the next ones after a customer in the order of ids; each under the customer that it is read as now. */
export async function readUnstarted(
  tx: Tx,
  tenantId: string,
  planId: string,
  after: string | undefined,
  limit: number,
): Promise<ChoiceToStart[]> {
  const { rows } =
    await sql<ChoiceToStart>`select c.dyad_id as "rowId", coalesce(m.current_id, c.dyad_id) as "dyadId", c.play_id as "playId", c.is_duty as "isDuty"
    from plan_choice c left join dyad_current m on m.tenant_id = c.tenant_id and m.dyad_id = c.dyad_id
    where c.tenant_id = ${tenantId}::uuid and c.plan_id = ${planId}::uuid and c.standing = 'chosen' and c.play_run_id is null
      ${after === undefined ? sql`` : sql`and c.dyad_id > ${after}::uuid`} order by c.dyad_id limit ${limit}`.execute(tx)
  return rows
}

export async function countUnstarted(tx: Tx, tenantId: string, planId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from plan_choice c
    where c.tenant_id = ${tenantId}::uuid and c.plan_id = ${planId}::uuid and c.standing = 'chosen' and c.play_run_id is null`.execute(tx)
  return rows[0]?.n ?? 0
}

type Told = { readonly playRunId: string } | { readonly refusal: { readonly zh: string; readonly en: string } }

/** Writes down that a choice has started, or why it has not. */
export async function noteStart(tx: Tx, tenantId: string, planId: string, rowId: string, told: Told): Promise<void> {
  const run = 'playRunId' in told ? told.playRunId : null
  const refusal = 'refusal' in told ? JSON.stringify(told.refusal) : null
  await sql`update plan_choice set play_run_id = ${run}::uuid, refusal = ${refusal}::jsonb
    where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid and dyad_id = ${rowId}::uuid`.execute(tx)
}

/** Customers with a run open that an accepted plan started, with its plan; of some of them, or of all. */
export async function readPlanned(tx: Tx, tenantId: string, dyadId?: string): Promise<{ dyadId: string; planId: string | null }[]> {
  const { rows } = await sql<{
    dyadId: string
    planId: string | null
  }>`select coalesce(m.current_id, r.dyad_id) as "dyadId", r.source_id as "planId"
    from play_run r join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
      left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    where r.tenant_id = ${tenantId}::uuid and r.source = 'plan' and r.state in ('planned', 'running') and pl.kind = 'motivator'
      ${dyadId === undefined ? sql`` : sql`and coalesce(m.current_id, r.dyad_id) = ${dyadId}::uuid`}`.execute(tx)
  return rows
}

type Side = { readonly playId: string | null; readonly moneyMinor: number; readonly hours: number; readonly worthMinor: number }
export type Difference = {
  readonly dyadId: string
  readonly customerName: string
  readonly customerNameEn: string | null
  readonly one: Side | null
  readonly other: Side | null
}

const both = (asker: Asker, one: string, other: string) => sql`from
  (select d.dyad_id, p.name, p.name_en, c.play_id, c.money_minor, c.hours, c.worth_minor ${seen(asker, one)} and c.standing = 'chosen') a
  full join (select d.dyad_id, p.name, p.name_en, c.play_id, c.money_minor, c.hours, c.worth_minor ${seen(asker, other)} and c.standing = 'chosen') b on b.dyad_id = a.dyad_id`

const side = (alias: 'a' | 'b') => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`case when ${of('play_id')} is null then null else json_build_object('playId', ${of('play_id')}, 'moneyMinor', ${of('money_minor')}, 'hours', ${of('hours')}::float8, 'worthMinor', ${of('worth_minor')}) end`
}

/** The customers to whom two plans give something else, the largest difference of what is expected first. */
export async function readDifferences(tx: Tx, asker: Asker, one: string, other: string, limit: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`select coalesce(a.dyad_id, b.dyad_id) as "dyadId", coalesce(a.name, b.name) as "customerName",
      coalesce(a.name_en, b.name_en) as "customerNameEn", ${side('a')} as one, ${side('b')} as other
    ${both(asker, one, other)} where a.play_id is distinct from b.play_id
    order by abs(coalesce(a.worth_minor, 0) - coalesce(b.worth_minor, 0)) desc, 1 limit ${limit}`.execute(tx)
  return rows
}

export type DifferenceCounts = { readonly same: number; readonly onlyOne: number; readonly onlyOther: number; readonly otherPlay: number }

export async function countDifferences(tx: Tx, asker: Asker, one: string, other: string): Promise<DifferenceCounts> {
  const { rows } =
    await sql<DifferenceCounts>`select count(*) filter (where a.play_id = b.play_id)::int as same, count(*) filter (where b.play_id is null)::int as "onlyOne",
      count(*) filter (where a.play_id is null)::int as "onlyOther", count(*) filter (where a.play_id <> b.play_id)::int as "otherPlay"
    ${both(asker, one, other)}`.execute(tx)
  return rows[0] ?? { same: 0, onlyOne: 0, onlyOther: 0, otherPlay: 0 }
}
