import { audit } from './audit.ts'
import { refuseWeakPassword } from './change-password.ts'
import type { Ctx } from './context.ts'
import { Refusal } from './errors.ts'
import { endSessions, writePasswordHash } from './identity.sql.ts'
import { hashPassword } from './identity.ts'
import { countMemberships } from './membership.sql.ts'
import { readUser } from './users.sql.ts'

/**
 * Gives a person a new password. Only where this firm is their one firm: an administrator of one firm must not come into another with a
 * password of their own making.
 */
export async function resetPassword(ctx: Ctx, userId: string, newPassword: string): Promise<{ done: true }> {
  const { tenantId } = ctx
  const user = await ctx.inTenant(tx => readUser(tx, tenantId, userId))
  if (user === undefined) throw new Refusal('not_found')
  refuseWeakPassword(newPassword, user.email, 'body.newPassword')
  if ((await countMemberships(ctx.db, userId)) > 1)
    throw new Refusal('forbidden', [
      '该用户还属于其他企业，只能由本人修改密码。',
      'This person belongs to another company too: only they themselves may change their password.',
    ])
  const passwordHash = await hashPassword(newPassword)
  await ctx.inTenant(async tx => {
    await writePasswordHash(tx, userId, passwordHash, ctx.now())
    await endSessions(tx, userId, userId === ctx.userId ? { except: ctx.person.sessionId } : {})
    await audit(tx, ctx, { action: 'reset_password', entity: 'user', entityId: userId })
  })
  return { done: true }
}
