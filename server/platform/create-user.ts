import type { Input } from '#contract/endpoint.ts'
import type { createUser as endpoint, User } from '#contract/platform/users.ts'
import { type Actor, audit } from './audit.ts'
import { refuseWeakPassword } from './change-password.ts'
import type { Ctx } from './context.ts'
import { refuseUnknownDepartment } from './change-departments.ts'
import { Refusal, refuseField } from './errors.ts'
import { findAccount, writeUser } from './identity.sql.ts'
import { foldEmail, hashPassword } from './identity.ts'
import { newId } from './ids.ts'
import { readUser, writeMembership } from './users.sql.ts'

type Body = Input<typeof endpoint>['body']

/** A department's scope needs a department. */
export function refuseScopeWithoutDepartment(scope: string, departmentId: string | null): void {
  if (departmentId === null && (scope === 'department' || scope === 'department_tree'))
    throw refuseField('body.departmentId', ['数据范围为“本部门”时必须选择部门', 'is required where the data scope is a department'])
}

/** Adds a person to the firm; one who has an account already (in another firm) keeps their name and password. */
export async function createUser(ctx: Actor & Pick<Ctx, 'inTenant'>, body: Body): Promise<User> {
  const email = foldEmail(body.email)
  refuseWeakPassword(body.password, email, 'body.password')
  const { tenantId } = ctx
  const { role, scope, departmentId = null, title = null } = body
  refuseScopeWithoutDepartment(scope, departmentId)
  const passwordHash = await hashPassword(body.password)
  return await ctx.inTenant(async tx => {
    await refuseUnknownDepartment(tx, tenantId, departmentId, 'body.departmentId')
    const known = await findAccount(tx, email)
    const userId = known?.userId ?? newId()
    if (known && (await readUser(tx, tenantId, userId)))
      throw new Refusal(
        'already_exists',
        ['该邮箱已是本企业用户。', 'There is already a person with this e-mail address in the company.'],
        {
          fields: [{ path: 'body.email', words: ['该邮箱已被使用', 'is in use already'] }],
        },
      )
    if (!known)
      await writeUser(tx, { userId, accountId: newId(), name: body.name.trim(), email, language: body.language ?? null, passwordHash })
    await writeMembership(tx, { tenantId, userId, role, scope, departmentId, title })
    const user = await readUser(tx, tenantId, userId)
    if (user === undefined) throw new Error('the new user is not there')
    await audit(tx, ctx, { action: 'create', entity: 'user', entityId: userId, after: user })
    return user
  })
}
