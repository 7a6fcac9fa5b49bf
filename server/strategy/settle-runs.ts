import { bookingOf, runStateOf } from '#core/strategy/play-steps.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import { readDays } from './read-hygiene.ts'
import { hasOtherOpen, lockRunsLeftBehind, lockRunsOfTasks, type RunToSettle, updateRun } from './run-steps.sql.ts'

const isOver = (state: string) => state === 'done' || state === 'stopped'

/** Brings one run to where its steps are: begun, ended with what it is booked with, or opened again. */
async function settleRun(tx: Tx, actor: Actor, run: RunToSettle, today: number): Promise<boolean> {
  const state = runStateOf(run.steps, parseDay(run.startedOn) ?? today, today)
  if (state === run.state) return false
  if (isOver(run.state) && (isOver(state) || (await hasOtherOpen(tx, actor.tenantId, run)))) return false
  const change = isOver(state)
    ? { state, endedOn: formatDay(today), ...bookingOf(run, run.steps) }
    : { state, ...(isOver(run.state) ? { endedOn: null } : {}) }
  await updateRun(tx, { tenantId: actor.tenantId, playRunId: run.playRunId }, change)
  const deed = { action: 'update', entity: 'play_run', entityId: run.playRunId, dyadId: run.dyadId } as const
  await audit(tx, actor, { ...deed, before: { state: run.state }, after: change })
  return true
}

/** To be called in the transaction that closes, opens, removes or restores tasks: the runs that these are steps of follow. */
export async function followTasks(tx: Tx, actor: Actor, now: Date, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return
  const runs = await lockRunsOfTasks(tx, actor.tenantId, taskIds)
  if (runs.length === 0) return
  const { today } = await readDays(tx, actor.tenantId, now)
  for (const run of runs) await settleRun(tx, actor, run, today)
}

/** Begins the planned runs whose day has come, and ends those whose steps were closed in another way. Answers how many. */
export async function settleLeftBehind(tx: Tx, actor: Actor, now: Date, limit: number): Promise<number> {
  const { today } = await readDays(tx, actor.tenantId, now)
  let settled = 0
  for (const run of await lockRunsLeftBehind(tx, actor.tenantId, formatDay(today), limit))
    if (await settleRun(tx, actor, run, today)) settled++
  return settled
}
