import { bookingOf } from '#core/strategy/play-steps.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { readDays } from './read-hygiene.ts'
import { demandRun, type RunWhole } from './read-run.ts'
import { cancelSteps, updateRun } from './run-steps.sql.ts'

/** Stops a run inside the caller's transaction: its open steps are cancelled, what was done of it is booked. Refuses one that has ended. */
export async function stopPlay(
  tx: Tx,
  ctx: Ctx,
  order: { readonly dyadId: string; readonly playRunId: string; readonly reason: string; readonly version: number },
) {
  const { playRunId, version } = order
  const dyad = await seeWritableDyad(tx, ctx, order.dyadId)
  const before = await demandRun(tx, ctx, dyad.all, playRunId)
  if (before.version !== version) throw new Refusal('stale')
  if (before.endedOn !== null)
    throw new Refusal('conflict', ['这次执行已经结束，不能再停止。', 'This run has ended already and cannot be stopped.'])
  const today = formatDay((await readDays(tx, ctx.tenantId, ctx.now())).today)
  await cancelSteps(tx, ctx.tenantId, playRunId, { now: ctx.now(), today, userId: ctx.userId })
  const states = before.stepRows.map(({ state }) => (state === 'open' ? ('cancelled' as const) : state))
  const change = { state: 'stopped', endedOn: today, outcome: order.reason.trim(), ...bookingOf(before, states) } as const
  if (!(await updateRun(tx, { tenantId: ctx.tenantId, playRunId, version }, change))) throw new Refusal('stale')
  await audit(tx, ctx, {
    action: 'update',
    entity: 'play_run',
    entityId: playRunId,
    dyadId: dyad.dyadId,
    before: { state: before.state },
    after: change,
  })
  return await demandRun(tx, ctx, dyad.all, playRunId)
}

export async function stopRun(ctx: Ctx, dyadId: string, playRunId: string, body: { reason: string; version: number }): Promise<RunWhole> {
  return await ctx.inTenant(tx => stopPlay(tx, ctx, { ...body, dyadId, playRunId }))
}
