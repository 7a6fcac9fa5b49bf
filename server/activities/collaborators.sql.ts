import type { Tx } from '#server/platform/database.ts'

type Key = { readonly tenantId: string; readonly dyadId: string; readonly userId: string }

export async function readCollaborator(tx: Tx, key: Key): Promise<{ userId: string; mayWrite: boolean } | undefined> {
  return await tx
    .selectFrom('dyad_collaborator')
    .select(['user_id as userId', 'may_write as mayWrite'])
    .where('tenant_id', '=', key.tenantId)
    .where('dyad_id', '=', key.dyadId)
    .where('user_id', '=', key.userId)
    .executeTakeFirst()
}

export async function writeCollaborator(tx: Tx, row: Key & { mayWrite: boolean; authorId: string; at: Date }): Promise<void> {
  await tx
    .insertInto('dyad_collaborator')
    .values({
      tenant_id: row.tenantId,
      dyad_id: row.dyadId,
      user_id: row.userId,
      may_write: row.mayWrite,
      author_id: row.authorId,
      created_at: row.at,
    })
    .onConflict(conflict => conflict.columns(['tenant_id', 'dyad_id', 'user_id']).doUpdateSet({ may_write: row.mayWrite }))
    .execute()
}

export async function deleteCollaborator(tx: Tx, key: Key): Promise<void> {
  await tx
    .deleteFrom('dyad_collaborator')
    .where('tenant_id', '=', key.tenantId)
    .where('dyad_id', '=', key.dyadId)
    .where('user_id', '=', key.userId)
    .execute()
}
