import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { findWaitingWallets, walletsKind } from './wallet-jobs.sql.ts'

/** Jobs that hold a whole book in memory: one at a time. */
export const wholeBook = 'whole_book'

/**
 * Asks for all wallets to be reckoned anew, inside the transaction after which they are out of date. Where a reckoning waits already, that one
 * does for both. Answers the job's id.
 */
export async function enqueueWallets(jobs: Jobs, tx: Tx, actor: Actor): Promise<string> {
  return (await findWaitingWallets(tx, actor.tenantId)) ?? (await jobs.enqueue(tx, actor, { kind: walletsKind, group: wholeBook }))
}
