import type { Tx } from '#server/platform/database.ts'
import { numbersOf } from '#server/platform/phone-numbers.ts'
import { type Holder, readUnread, writeNumbers } from './phones.sql.ts'

/** Reads a number as E.164 in the transaction that wrote its text; `phone` undefined: it was not written. */
export async function settlePhone(tx: Tx, tenantId: string, holder: Holder, id: string, phone: unknown): Promise<void> {
  if (phone === undefined) return
  const rows = await readUnread(tx, tenantId, holder, 1, id)
  const [number] = await numbersOf(rows)
  await writeNumbers(
    tx,
    tenantId,
    holder,
    rows.map(row => ({ ...row, e164: number ?? null })),
  )
}
