import type { Tx } from './database.ts'

export async function readPreferences(tx: Tx, tenantId: string, userId: string): Promise<Record<string, unknown>> {
  const rows = await tx
    .selectFrom('preference')
    .select(['name', 'value'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .orderBy('name')
    .execute()
  return Object.fromEntries(rows.map(row => [row.name, row.value]))
}

export async function writePreference(tx: Tx, tenantId: string, userId: string, name: string, value: unknown, now: Date): Promise<void> {
  const text = JSON.stringify(value)
  await tx
    .insertInto('preference')
    .values({ tenant_id: tenantId, user_id: userId, name, value: text, updated_at: now })
    .onConflict(conflict => conflict.columns(['tenant_id', 'user_id', 'name']).doUpdateSet({ value: text, updated_at: now }))
    .execute()
}

export async function removePreference(tx: Tx, tenantId: string, userId: string, name: string): Promise<void> {
  await tx.deleteFrom('preference').where('tenant_id', '=', tenantId).where('user_id', '=', userId).where('name', '=', name).execute()
}
