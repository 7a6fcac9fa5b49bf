import type { SessionState } from '#contract/platform/session.ts'
import { audit } from './audit.ts'
import type { OpenCtx } from './context.ts'
import { inTenant } from './database.ts'
import { Refusal } from './errors.ts'
import { removeExpiredSessions } from './identity.sql.ts'
import { findByPassword, findCaller, foldEmail, openSession } from './identity.ts'
import type { LoginLimit } from './login-limit.ts'
import { readOwnTenants } from './membership.sql.ts'
import { sessionOf } from './read-session.ts'
import { csrfOf, giveSessionCookies } from './security.ts'

/** Opens a session for this user, in their firm where there is but one, and gives the browser its cookies. */
export async function enter(ctx: OpenCtx, userId: string): Promise<SessionState> {
  const { platform, request, reply, ip, userAgent } = ctx
  const tenants = await readOwnTenants(ctx.db, userId)
  const tenantId = tenants.length === 1 ? (tenants[0]?.tenantId ?? null) : null
  const { token, sessionId } = await openSession(platform, { userId, tenantId, ip, userAgent })
  for (const tenant of tenants)
    await inTenant(ctx.db, { tenantId: tenant.tenantId, userId }, tx =>
      audit(tx, { ...ctx, tenantId: tenant.tenantId, userId }, { action: 'sign_in', entity: 'session', entityId: sessionId }),
    )
  giveSessionCookies(platform.config, request, reply, token, csrfOf(platform.secret, token))
  const caller = await findCaller(platform, token)
  if (caller === undefined) throw new Refusal('not_signed_in')
  return await sessionOf(platform, caller.person, caller.membership)
}

/** Who knows the password of an address comes in. Wrong address and wrong password look and cost the same. */
export async function signIn(ctx: OpenCtx, limit: LoginLimit, body: { email: string; password: string }): Promise<SessionState> {
  const email = foldEmail(body.email)
  limit.attempt(ctx.ip, email, ctx.now())
  const userId = await findByPassword(ctx.db, email, body.password)
  if (userId === undefined) {
    ctx.log.warn({ ip: ctx.ip, requestId: ctx.requestId }, 'sign-in refused')
    throw new Refusal('wrong_credentials')
  }
  limit.forgive(ctx.ip, email)
  await removeExpiredSessions(ctx.db, ctx.now())
  return await enter(ctx, userId)
}
