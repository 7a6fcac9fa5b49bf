import type { SalesStage } from '#core/sales/opportunity.ts'
import type { Tx } from '#server/platform/database.ts'

export type StagesRow = { readonly version: number; readonly stages: readonly SalesStage[] }

export async function readNewestStages(tx: Tx, tenantId: string): Promise<StagesRow | undefined> {
  const row = await tx
    .selectFrom('opportunity_settings')
    .select(['version', 'stages'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, stages: row.stages as readonly SalesStage[] }
}

export async function insertStages(tx: Tx, row: StagesRow & { readonly tenantId: string; readonly authorId: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('opportunity_settings')
    .values({ tenant_id: row.tenantId, version: row.version, stages: JSON.stringify(row.stages), author_id: row.authorId })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
