import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'

/** What follows when tasks are closed, opened again or removed, in the same transaction. Who brought them about is a later room: the app hands it in. */
export type FollowTasks = (tx: Tx, actor: Actor, now: Date, taskIds: readonly string[]) => Promise<void>
