import type { Input } from '#contract/endpoint.ts'
import type { SessionState, updateMe as endpoint } from '#contract/platform/session.ts'
import { audit } from './audit.ts'
import type { PersonCtx } from './context.ts'
import { inTenant } from './database.ts'
import { updateUserRecord } from './identity.sql.ts'
import { sessionOf } from './read-session.ts'

/** Changes what the person may change of themselves: name, language, theme, density. */
export async function updateMe(ctx: PersonCtx, body: Input<typeof endpoint>['body']): Promise<SessionState> {
  const { person, userId, membership } = ctx
  await updateUserRecord(ctx.db, userId, body, ctx.now())
  if (membership && body.name !== undefined && body.name !== person.name) {
    const who = { tenantId: membership.tenantId, userId }
    const deed = { action: 'update', entity: 'user', entityId: userId, before: { name: person.name }, after: { name: body.name } }
    await inTenant(ctx.db, who, tx => audit(tx, { ...ctx, ...who }, deed))
  }
  const language = body.language === undefined ? person.language : (body.language ?? undefined)
  return await sessionOf(ctx.platform, { ...person, ...body, language } as typeof person, membership)
}
