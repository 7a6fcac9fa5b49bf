import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { wholeBook } from '#server/value/enqueue-wallets.ts'
import { addReason, findIdentifyJob, findValidateJob, holdWaiting, identifyKind, validateKind } from './jobs.sql.ts'

/** Why everything is computed anew; kept with the result. */
export type IdentifyReason =
  | 'import'
  | 'import_undone'
  | 'settings'
  | 'evidence'
  | 'override'
  | 'customers'
  | 'nightly'
  | 'asked'
  | 'demo'
  | 'order'
  | 'forecast'

/**
 * Asks for values, types and history to be computed anew, inside the transaction that changed what they rest on: the work begins after it is
 * committed, and not at all if it is rolled back. Where one is waiting already, that one does for both and tells both reasons. Answers the job's id.
 */
export async function enqueueIdentify(jobs: Jobs, tx: Tx, actor: Actor, reason: IdentifyReason): Promise<string> {
  const found = await findIdentifyJob(tx, actor.tenantId)
  const waiting = found === undefined ? undefined : await holdWaiting(tx, actor.tenantId, found)
  if (waiting === undefined)
    return await jobs.enqueue(tx, actor, { kind: identifyKind, data: { reason }, subject: { reason }, group: wholeBook })
  await addReason(tx, actor.tenantId, waiting, reason)
  return waiting
}

/** Asks for the forecast to be tested against the past, after what it rests on has changed. Where one is waiting already, that one does for both. */
export async function enqueueValidate(jobs: Jobs, tx: Tx, actor: Actor): Promise<string> {
  const found = await findValidateJob(tx, actor.tenantId)
  const waiting = found === undefined ? undefined : await holdWaiting(tx, actor.tenantId, found)
  return waiting ?? (await jobs.enqueue(tx, actor, { kind: validateKind, group: wholeBook }))
}
