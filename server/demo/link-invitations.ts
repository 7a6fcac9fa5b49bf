import type { Tx } from '#server/platform/database.ts'
import { hashOfToken, tokenOf } from '#server/relationships/survey-token.ts'
import { readUnlinked, writeLinks } from './links.sql.ts'

/** Gives the demo's open invitations the links that this installation makes, so that whoever copies one can answer. */
export async function linkInvitations(tx: Tx, tenantId: string, secret: string): Promise<void> {
  const ids = await readUnlinked(tx, tenantId)
  if (ids.length === 0) return
  const hashes = ids.map(id => hashOfToken(tokenOf(secret, tenantId, id)))
  await writeLinks(tx, tenantId, ids, hashes)
}
