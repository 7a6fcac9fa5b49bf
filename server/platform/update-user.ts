import type { Input } from '#contract/endpoint.ts'
import type { updateUser as endpoint, User } from '#contract/platform/users.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import { refuseScopeWithoutDepartment } from './create-user.ts'
import { refuseUnknownDepartment } from './change-departments.ts'
import type { Tx } from './database.ts'
import { Refusal } from './errors.ts'
import { lockAdministrators, readUser, updateMembership } from './users.sql.ts'

type Body = Input<typeof endpoint>['body']

/** A firm must not be left without anyone who can manage it. */
async function refuseLastAdministrator(tx: Tx, tenantId: string, before: User, change: Omit<Body, 'version'>): Promise<void> {
  const leaves = (change.role !== undefined && change.role !== 'administrator') || change.disabled === true
  if (before.role !== 'administrator' || before.disabled || !leaves) return
  if ((await lockAdministrators(tx, tenantId)) <= 1) throw new Refusal('last_administrator')
}

/** Changes a person's place in the firm. Barring them takes effect with their next call: each call looks. */
export async function updateUser(ctx: Ctx, userId: string, { version, ...change }: Body): Promise<User> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const before = await readUser(tx, tenantId, userId)
    if (before === undefined) throw new Refusal('not_found')
    await refuseLastAdministrator(tx, tenantId, before, change)
    const { disabled, ...rest } = change
    const departmentId = rest.departmentId === undefined ? before.departmentId : rest.departmentId
    refuseScopeWithoutDepartment(rest.scope ?? before.scope, departmentId)
    if (rest.departmentId !== undefined) await refuseUnknownDepartment(tx, tenantId, departmentId, 'body.departmentId')
    const barred = disabled === undefined ? {} : { disabledAt: disabled ? ctx.now() : null }
    if (!(await updateMembership(tx, tenantId, userId, version, { ...rest, ...barred }))) throw new Refusal('stale')
    const after = (await readUser(tx, tenantId, userId)) ?? before
    await audit(tx, ctx, { action: 'update', entity: 'user', entityId: userId, before, after })
    return after
  })
}
