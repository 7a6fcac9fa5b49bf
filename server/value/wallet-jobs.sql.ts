import type { Tx } from '#server/platform/database.ts'

export const walletsKind = 'wallets'

/** A reckoning that has not begun; held until the transaction ends, so that it begins only after what it has to see. */
export async function findWaitingWallets(tx: Tx, tenantId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('job')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', walletsKind)
    .where('state', '=', 'queued')
    .where('cancel_requested', '=', false)
    .orderBy('job_id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row?.job_id
}

/** What comes before a reckoning and ends by asking for one: the recalculation of values and types. */
const kindBefore = 'identify'

/** A reckoning that waits or runs, or a recalculation that one will follow; the newest. */
export async function findWalletsJob(tx: Tx, tenantId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('job')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('kind', 'in', [walletsKind, kindBefore])
    .where('state', 'in', ['queued', 'running'])
    .orderBy('job_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.job_id
}
