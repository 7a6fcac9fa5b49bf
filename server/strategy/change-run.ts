import type { Input } from '#contract/endpoint.ts'
import type { changePlayRun as contract } from '#contract/strategy/play-run.ts'
import { refuseUnknownAssignee } from '#server/activities/task-answer.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { demandRun, type RunWhole } from './read-run.ts'
import { updateRun } from './run-steps.sql.ts'

/** Writes down what a run did cost and what came of it, also after its end; nobody else must have changed it since it was read. */
export async function changeRun(
  ctx: Ctx,
  dyadId: string,
  playRunId: string,
  { version, ...given }: Input<typeof contract>['body'],
): Promise<RunWhole> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const before = await demandRun(tx, ctx, dyad.all, playRunId)
    await refuseUnknownAssignee(tx, ctx.tenantId, given.ownerId, 'ownerId')
    const change = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => value !== undefined && value !== before[name as keyof RunWhole]),
    ) as Omit<typeof given, never>
    if (before.version !== version) throw new Refusal('stale')
    if (Object.keys(change).length === 0) return before
    if (!(await updateRun(tx, { tenantId: ctx.tenantId, playRunId, version }, change))) throw new Refusal('stale')
    const was = Object.fromEntries(Object.keys(change).map(name => [name, before[name as keyof RunWhole]]))
    await audit(tx, ctx, { action: 'update', entity: 'play_run', entityId: playRunId, dyadId: dyad.dyadId, before: was, after: change })
    return await demandRun(tx, ctx, dyad.all, playRunId)
  })
}
