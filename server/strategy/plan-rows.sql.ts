import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Plan, PlanOutcome } from '#contract/strategy/plan.ts'
import { may } from '#core/platform/access.ts'
import type { CapKey, PlanState } from '#core/strategy/plan-outcome.ts'
import { amongst, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

type Asker = Writer & { readonly tenantId: string }

/** Whose plans a person sees: their own, those of the departments in their data scope, or all of the firm. */
export function isSeenPlan({ scope, userId, departmentIds }: Asker): RawBuilder<SqlBool> {
  if (scope === 'all') return sql<SqlBool>`true`
  const own = sql<SqlBool>`p.author_id = ${userId}::uuid`
  return scope === 'own' ? own : sql<SqlBool>`(${own} or ${amongst(sql`p.department_id`, 'uuid', departmentIds)})`
}

export const anyPlan = sql<SqlBool>`true`
export const isPlanOf = (planId: string) => sql<SqlBool>`p.plan_id = ${planId}::uuid`

/** A job that ended without saying so took its plan with it: what was to be made failed, what was being started is accepted. */
const state = sql<PlanState>`case when p.state = 'computing' and coalesce(j.state, 'failed') in ('failed', 'cancelled') then 'failed'
  when p.state = 'accepting' and coalesce(j.state, 'done') in ('done', 'failed', 'cancelled') then 'accepted' else p.state end`

type Row = Omit<Plan, 'createdAt' | 'acceptedAt'> & { readonly createdAt: Date; readonly acceptedAt: Date | null }

/** The plans that a person sees, the newest first. */
export async function readPlans(tx: Tx, asker: Asker, condition: RawBuilder<SqlBool>, limit: number): Promise<Plan[]> {
  const mayManage = may(asker.role, 'customers.assign')
  const { rows } =
    await sql<Row>`select p.plan_id as "planId", p.name, p.starts_on as "startsOn", p.ends_on as "endsOn", p.money_minor as "moneyMinor", p.hours::float8 as hours,
      p.caps, p.must_serve as "mustServe", ${state} as state, p.job_id as "jobId", p.answer as outcome, p.as_of as "asOf", p.generation, e.name as "departmentName",
      u.name as "authorName", v.name as "acceptedByName", p.accepted_at as "acceptedAt", p.created_at as "createdAt", coalesce(c.started, 0) as started,
      coalesce(c.refused, 0) as refused,
      case when ${state} = 'accepted' then coalesce(c.waiting, 0) else 0 end as waiting, ${mayManage}::boolean as "mayManage", p.version
    from plan p left join job j on j.tenant_id = p.tenant_id and j.job_id = p.job_id
      left join identity."user" u on u.id = p.author_id left join identity."user" v on v.id = p.accepted_by
      left join department e on e.tenant_id = p.tenant_id and e.department_id = p.department_id
      left join lateral (select count(*) filter (where k.play_run_id is not null)::int as started, count(*) filter (where k.refusal is not null)::int as refused,
          count(*) filter (where k.standing = 'chosen' and k.play_run_id is null and k.refusal is null)::int as waiting
        from plan_choice k where k.tenant_id = p.tenant_id and k.plan_id = p.plan_id and p.accepted_at is not null) c on true
    where p.tenant_id = ${asker.tenantId}::uuid and p.deleted_at is null and ${isSeenPlan(asker)} and ${condition}
    order by p.created_at desc, p.plan_id limit ${limit}`.execute(tx)
  return rows.map(({ createdAt, acceptedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString() ?? null,
  }))
}

export type NewPlan = {
  readonly tenantId: string
  readonly planId: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly moneyMinor: number
  readonly hours: number
  readonly caps: readonly { readonly key: CapKey; readonly moneyMinor: number }[]
  readonly mustServe: readonly string[]
  readonly departmentId: string | null
  readonly authorId: string
}

export async function insertPlan(tx: Tx, row: NewPlan): Promise<void> {
  await sql`insert into plan (tenant_id, plan_id, name, starts_on, ends_on, money_minor, hours, caps, must_serve, department_id, author_id)
    values (${row.tenantId}::uuid, ${row.planId}::uuid, ${row.name}, ${row.startsOn}::date, ${row.endsOn}::date, ${row.moneyMinor}, ${row.hours},
      ${JSON.stringify(row.caps)}::jsonb, ${[...row.mustServe]}::uuid[], ${row.departmentId}::uuid, ${row.authorId}::uuid)`.execute(tx)
}

export async function noteJob(tx: Tx, tenantId: string, planId: string, jobId: string): Promise<void> {
  await sql`update plan set job_id = ${jobId}::uuid where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid`.execute(tx)
}

/** Takes hold of a plan until the transaction ends; its state as it is stored, undefined where there is none. */
export async function lockPlan(tx: Tx, tenantId: string, planId: string): Promise<{ state: PlanState; version: number } | undefined> {
  const { rows } = await sql<{ state: PlanState; version: number }>`select p.state, p.version from plan p
    where p.tenant_id = ${tenantId}::uuid and p.plan_id = ${planId}::uuid and p.deleted_at is null for update`.execute(tx)
  return rows[0]
}

type Made = { readonly outcome: PlanOutcome; readonly asOf: string; readonly generation: number | null }

/** Writes what came of a plan that waited for it. */
export async function finishPlan(tx: Tx, tenantId: string, planId: string, { outcome, asOf, generation }: Made): Promise<void> {
  await sql`update plan set state = 'draft', answer = ${JSON.stringify(outcome)}::jsonb, as_of = ${asOf}::date, generation = ${generation}, updated_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid and state = 'computing'`.execute(tx)
}

/** Marks a plan as accepted by a person, its plays about to start. */
export async function markAccepting(tx: Tx, tenantId: string, planId: string, userId: string, now: Date): Promise<void> {
  await sql`update plan set state = 'accepting', accepted_by = coalesce(accepted_by, ${userId}::uuid), accepted_at = coalesce(accepted_at, ${now.toISOString()}::timestamptz),
    version = version + 1, updated_at = statement_timestamp() where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid`.execute(tx)
}

export async function markAccepted(tx: Tx, tenantId: string, planId: string): Promise<void> {
  await sql`update plan set state = 'accepted', updated_at = statement_timestamp() where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid and state = 'accepting'`.execute(
    tx,
  )
}

export async function markRemoved(tx: Tx, tenantId: string, planId: string, now: Date): Promise<void> {
  await sql`update plan set deleted_at = ${now.toISOString()}::timestamptz, version = version + 1 where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid`.execute(
    tx,
  )
}

/** The number of the present calculation of values; null before the first. */
export async function readGeneration(tx: Tx, tenantId: string): Promise<number | null> {
  const { rows } = await sql<{ generation: number }>`select g.generation from generation g
    where g.tenant_id = ${tenantId}::uuid and g.state = 'current'`.execute(tx)
  return rows[0]?.generation ?? null
}
