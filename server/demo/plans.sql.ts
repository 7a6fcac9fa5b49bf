import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

type Past = {
  readonly planId: string
  readonly asOf: string
  readonly madeAt: string
  readonly acceptedAt: string
  readonly acceptedBy: string
}

/** A plan becomes one that was made and accepted before its quarter. */
export async function backdatePlan(tx: Tx, tenantId: string, { planId, asOf, madeAt, acceptedAt, acceptedBy }: Past): Promise<void> {
  await sql`update app.plan set state = 'accepted', as_of = ${asOf}::date, created_at = ${madeAt}::timestamptz, accepted_at = ${acceptedAt}::timestamptz,
      accepted_by = ${acceptedBy}::uuid, version = version + 1, updated_at = ${acceptedAt}::timestamptz
    where tenant_id = ${tenantId}::uuid and plan_id = ${planId}::uuid`.execute(tx)
}

/** Which run each choice of a plan has started. */
export async function linkRuns(
  tx: Tx,
  tenantId: string,
  planId: string,
  runs: readonly { readonly dyadId: string; readonly runId: string }[],
): Promise<void> {
  await sql`update app.plan_choice c set play_run_id = g."runId" from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as g ("dyadId" uuid, "runId" uuid)
    where c.tenant_id = ${tenantId}::uuid and c.plan_id = ${planId}::uuid and c.dyad_id = g."dyadId"`.execute(tx)
}
