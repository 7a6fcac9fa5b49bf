import { sql } from 'kysely'
import { type Asker, isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** Whether this person may see this customer. */
export async function findVisibleCustomer(tx: Tx, asker: Asker, dyadId: string): Promise<boolean> {
  const { rows } = await sql<{ dyad_id: string }>`select d.dyad_id from app.dyad d
    where ${isCustomer(asker.tenantId)} and d.dyad_id = ${dyadId}::uuid and ${visibleDyads(asker, 'd')}`.execute(tx)
  return rows.length > 0
}
