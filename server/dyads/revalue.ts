import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'

/**
 * Asks for values and types to be computed anew, inside the transaction that changed what they rest on. Who computes them is a later room: the
 * app hands it in.
 */
export type Revalue = (jobs: Jobs, tx: Tx, actor: Actor, reason: 'evidence' | 'customers') => Promise<unknown>
