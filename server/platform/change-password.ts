import { audit } from './audit.ts'
import type { PersonCtx } from './context.ts'
import { inTenant } from './database.ts'
import { refuseField } from './errors.ts'
import { endSessions, readPasswordHash, writePasswordHash } from './identity.sql.ts'
import { foldEmail, hashPassword, passwordFits } from './identity.ts'
import type { LoginLimit } from './login-limit.ts'

/** A password must not be the address it belongs to, nor one and the same letter. Its length is the contract's. */
export function refuseWeakPassword(password: string, email: string, path: string): void {
  if (foldEmail(password) === foldEmail(email)) throw refuseField(path, ['密码不能与邮箱相同', 'must not be the e-mail address'])
  if (new Set(password).size < 4)
    throw refuseField(path, ['密码过于简单，请使用至少 4 种不同的字符', 'is too simple: use at least four different characters'])
}

/** Takes a new password in exchange for the old one; every other session of the person ends. */
export async function changePassword(
  ctx: PersonCtx,
  limit: LoginLimit,
  body: { currentPassword: string; newPassword: string },
): Promise<{ done: true }> {
  const { person, userId, membership } = ctx
  refuseWeakPassword(body.newPassword, person.email, 'body.newPassword')
  limit.attempt(ctx.ip, foldEmail(person.email), ctx.now())
  const stored = await readPasswordHash(ctx.db, userId)
  if (stored === undefined || !(await passwordFits(stored, body.currentPassword)))
    throw refuseField('body.currentPassword', ['当前密码不正确', 'is not your current password'])
  limit.forgive(ctx.ip, foldEmail(person.email))
  await writePasswordHash(ctx.db, userId, await hashPassword(body.newPassword), ctx.now())
  await endSessions(ctx.db, userId, { except: person.sessionId })
  if (membership) {
    const who = { tenantId: membership.tenantId, userId }
    await inTenant(ctx.db, who, tx => audit(tx, { ...ctx, ...who }, { action: 'change_password', entity: 'user', entityId: userId }))
  }
  return { done: true }
}
