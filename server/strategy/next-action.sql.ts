import { sql } from 'kysely'
import type { StepKind } from '#core/strategy/play.ts'
import type { Tx } from '#server/platform/database.ts'

export type OpenStepRow = {
  readonly dyadId: string
  readonly playRunId: string
  readonly playId: string
  readonly title: string
  readonly channel: StepKind | null
  readonly dueOn: string
}

/** The open step of plays at work that is due first with each customer, up to a day; of one customer, or of all. */
export async function readOpenSteps(tx: Tx, tenantId: string, until: string, dyadId?: string): Promise<OpenStepRow[]> {
  const current = sql`coalesce(m.current_id, r.dyad_id)`
  const { rows } =
    await sql<OpenStepRow>`select distinct on (${current}) ${current} as "dyadId", r.play_run_id as "playRunId", r.play_id as "playId", k.title,
      pl.steps -> k.source_step::int ->> 'kind' as channel, k.due_on as "dueOn"
    from task k join play_run r on r.tenant_id = k.tenant_id and r.play_run_id = k.source_id and r.state in ('planned', 'running')
      join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
      left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    where k.tenant_id = ${tenantId}::uuid and k.source = 'play_run' and k.state = 'open' and k.deleted_at is null and k.due_on <= ${until}::date
      ${dyadId === undefined ? sql`` : sql`and ${current} = ${dyadId}::uuid`}
    order by ${current}, k.due_on, k.task_id`.execute(tx)
  return rows
}
