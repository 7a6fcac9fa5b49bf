import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** Open invitations of the demo that have no link yet: what its tables say instead of a hash is no hash. */
export async function readUnlinked(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('survey_invitation')
    .select('invitation_id as id')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'open')
    .where('token_hash', 'like', 'demo %')
    .execute()
  return rows.map(({ id }) => id)
}

export async function writeLinks(tx: Tx, tenantId: string, ids: readonly string[], hashes: readonly string[]): Promise<void> {
  await sql`
    update app.survey_invitation i set token_hash = given.hash from unnest(${[...ids]}::uuid[], ${[...hashes]}::text[]) as given (id, hash)
    where i.tenant_id = ${tenantId}::uuid and i.invitation_id = given.id`.execute(tx)
}
