import type { Tx } from '#server/platform/database.ts'
import { prolongRow } from './ownership.sql.ts'

type Dealt = { readonly tenantId: string; readonly dyadId: string }

/**
 * To be called in the transaction that records a follow-up, an opportunity or a deal with a customer: puts off the day on which it goes back to its
 * pool, recycle_at = min(claimed_at + 365 d, max(recycle_at, at + N of its type)) (DOMAIN section 5, docs/methods/public-pool.md). `at` is when it was
 * recorded. Does nothing for a customer that is not of a pool. One query.
 */
export async function prolongOwnership(tx: Tx, { tenantId, dyadId }: Dealt, at: Date): Promise<void> {
  await prolongRow(tx, tenantId, dyadId, at)
}
