import type { Notice } from '#core/platform/notice.ts'
import type { Tx } from './database.ts'
import { newId } from './ids.ts'
import { insertNotices } from './notifications.sql.ts'

/** Tells people something, in the transaction that does it. What they have not yet read is not told them twice. Answers how many were told. */
export async function notify(tx: Tx, tenantId: string, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0
  return await insertNotices(
    tx,
    tenantId,
    notices.map(notice => ({ ...notice, notificationId: newId() })),
  )
}
