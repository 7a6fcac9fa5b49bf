import type { SessionState } from '#contract/platform/session.ts'
import type { PersonCtx } from './context.ts'
import { Refusal } from './errors.ts'
import { setSessionTenant } from './identity.sql.ts'
import { findMembership } from './membership.sql.ts'
import { sessionOf } from './read-session.ts'

/** Enters one of the person's own firms; any other is not there for them. */
export async function chooseTenant(ctx: PersonCtx, tenantId: string): Promise<SessionState> {
  const membership = await findMembership(ctx.db, tenantId, ctx.userId)
  if (membership === undefined) throw new Refusal('not_found')
  await setSessionTenant(ctx.db, ctx.person.sessionId, tenantId)
  return await sessionOf(ctx.platform, ctx.person, membership)
}
