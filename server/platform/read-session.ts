import { permissionsOf } from '#core/platform/access.ts'
import type { SessionState } from '#contract/platform/session.ts'
import { inTenant } from './database.ts'
import type { Membership, OpenCtx, Person, Platform } from './context.ts'
import { hasTenant } from './identity.sql.ts'
import { noteVisit, readOwnTenants } from './membership.sql.ts'

type Session = NonNullable<SessionState['session']>

async function placeOf(platform: Platform, person: Person, membership: Membership, tenants: Session['tenants']): Promise<Session['place']> {
  const { tenantId, role, scope, departmentId } = membership
  const tenant = tenants.find(own => own.tenantId === tenantId)
  if (tenant === undefined) return null
  const previous = await inTenant(platform.db, { tenantId, userId: person.userId }, tx =>
    noteVisit(tx, tenantId, person.userId, platform.now()),
  )
  return {
    tenant,
    role,
    scope,
    departmentId: departmentId ?? null,
    permissions: [...permissionsOf(role)],
    previousSeenAt: previous?.toISOString() ?? null,
  }
}

/** What the client needs to know of who is signed in and where they work. */
export async function sessionOf(platform: Platform, person: Person, membership: Membership | undefined): Promise<SessionState> {
  const tenants = await readOwnTenants(platform.db, person.userId)
  const { userId, name, email, language, theme, density } = person
  const user = { userId, name, email, language: language ?? null, theme, density } as Session['user']
  const place = membership === undefined ? null : await placeOf(platform, person, membership, tenants)
  return { firstRun: false, session: { sessionId: person.sessionId, user, tenants, place, csrf: person.csrf } }
}

export async function readSession(ctx: OpenCtx): Promise<SessionState> {
  if (ctx.person === undefined) return { firstRun: !(await hasTenant(ctx.db)), session: null }
  return await sessionOf(ctx.platform, ctx.person, ctx.membership)
}
