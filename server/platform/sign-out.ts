import { audit } from './audit.ts'
import type { OpenCtx } from './context.ts'
import { inTenant } from './database.ts'
import { endSessions } from './identity.sql.ts'
import { takeSessionCookies } from './security.ts'

/** Ends this session. Without one there is nothing to end, and that is fine. */
export async function signOut(ctx: OpenCtx): Promise<{ done: true }> {
  const { person, membership, platform, request, reply } = ctx
  if (person) await endSessions(ctx.db, person.userId, { sessionId: person.sessionId })
  if (person && membership) {
    const who = { tenantId: membership.tenantId, userId: person.userId }
    await inTenant(ctx.db, who, tx => audit(tx, { ...ctx, ...who }, { action: 'sign_out', entity: 'session', entityId: person.sessionId }))
  }
  takeSessionCookies(platform.config, request, reply)
  return { done: true }
}
