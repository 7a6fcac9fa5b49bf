import { sql } from 'kysely'
import type { Belief } from '#core/strategy/uplift.ts'
import type { Tx } from '#server/platform/database.ts'

/** Begins a measuring of a day; one of the same day is replaced. */
export async function replaceMeasuring(tx: Tx, tenantId: string, asOf: string, generation: number | null, answer: object): Promise<void> {
  await sql`delete from effect_run where tenant_id = ${tenantId}::uuid and as_of = ${asOf}::date`.execute(tx)
  await sql`insert into effect_run (tenant_id, as_of, generation, answer) values (${tenantId}::uuid, ${asOf}::date, ${generation}, ${JSON.stringify(answer)}::jsonb)`.execute(
    tx,
  )
}

export type NewMeasure = {
  readonly playId: string
  readonly playVersion: number
  readonly horizonMonths: number
  readonly share: Belief | null
  readonly minor: Belief | null
  readonly answer: object
}

export async function insertMeasures(tx: Tx, tenantId: string, asOf: string, measures: readonly NewMeasure[]): Promise<void> {
  if (measures.length === 0) return
  const rows = measures.map(({ playId, playVersion, horizonMonths, share, minor, answer }) => ({
    tenant_id: tenantId,
    as_of: asOf,
    play_id: playId,
    play_version: playVersion,
    horizon_months: horizonMonths,
    share_mean: share?.mean ?? null,
    share_sd: share?.sd ?? null,
    minor_mean: minor?.mean ?? null,
    minor_sd: minor?.sd ?? null,
    answer: JSON.stringify(answer),
  }))
  await tx
    .insertInto('effect_measure')
    .values(rows as never)
    .execute()
}

/** How often each play's comparison was looked at before a day. */
export async function countLooks(tx: Tx, tenantId: string, asOf: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ playId: string; looks: number }>`select m.play_id as "playId", count(*)::int as looks from effect_measure m
    where m.tenant_id = ${tenantId}::uuid and m.as_of < ${asOf}::date and m.answer -> 'offered' <> 'null'::jsonb group by 1`.execute(tx)
  return new Map(rows.map(({ playId, looks }) => [playId, looks]))
}

export type Measuring = { readonly asOf: string; readonly computedAt: Date; readonly answer: { readonly aa: object | null } }

export async function readNewestMeasuring(tx: Tx, tenantId: string): Promise<Measuring | undefined> {
  const { rows } = await sql<Measuring>`select r.as_of as "asOf", r.computed_at as "computedAt", r.answer from effect_run r
    where r.tenant_id = ${tenantId}::uuid order by r.as_of desc limit 1`.execute(tx)
  return rows[0]
}

export async function readMeasures(tx: Tx, tenantId: string, asOf: string): Promise<{ playId: string; answer: object }[]> {
  const { rows } = await sql<{ playId: string; answer: object }>`select m.play_id as "playId", m.answer from effect_measure m
    where m.tenant_id = ${tenantId}::uuid and m.as_of = ${asOf}::date`.execute(tx)
  return rows
}

export async function readCurrentGeneration(tx: Tx, tenantId: string): Promise<number | null> {
  const { rows } = await sql<{
    generation: number
  }>`select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'`.execute(tx)
  return rows[0]?.generation ?? null
}

/** Whether a job of the kind waits or runs. */
export async function findOpenMeasuring(tx: Tx, tenantId: string, kind: string): Promise<string | undefined> {
  const { rows } = await sql<{ jobId: string }>`select j.job_id as "jobId" from job j
    where j.tenant_id = ${tenantId}::uuid and j.kind = ${kind} and j.state in ('queued', 'running') order by j.created_at desc limit 1`.execute(
    tx,
  )
  return rows[0]?.jobId
}

/** Whether any motivator was ever started. */
export async function hasMeasurable(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from play_run r
    join play p on p.tenant_id = r.tenant_id and p.play_id = r.play_id and p.version = r.play_version
    where r.tenant_id = ${tenantId}::uuid and p.kind = 'motivator' and r.state <> 'planned') as found`.execute(tx)
  return rows[0]?.found ?? false
}
