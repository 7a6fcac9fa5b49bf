import type { previewTransfer as contract } from '#contract/activities/ownership.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { shareOut, sharesOf } from '#core/activities/transfer.ts'
import { isDepartment } from '#server/dyads/customer.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { poolOf } from './keep-pools.ts'
import { countFollowing } from './transfer-follow.sql.ts'
import { findReceivers, type From, isPerson, type Plan, readHanded } from './transfer.sql.ts'

type Body = Input<typeof contract>['body']

function demandOneSource({ fromUserId, fromDepartmentId }: Body): From {
  if ((fromUserId === undefined) === (fromDepartmentId === undefined))
    throw refuseField('body.fromUserId', [
      '请选择一位负责人或一个部门，二者选一',
      'choose one person or one department whose customers are handed over',
    ])
  return { userId: fromUserId ?? null, departmentId: fromDepartmentId ?? null }
}

function demandOneTarget({ receivers, poolId, toDepartmentId }: Body): void {
  if ([receivers, poolId, toDepartmentId].filter(each => each !== undefined).length !== 1)
    throw refuseField('body.receivers', [
      '请选择接收人、公海或部门中的一种',
      'choose either people, a pool or a department to hand over to',
    ])
}

async function refuseStrangers(tx: Tx, ctx: Ctx, from: From, plan: Plan): Promise<void> {
  const { tenantId } = ctx
  if (from.userId !== null && !(await isPerson(tx, tenantId, from.userId)))
    throw refuseField('body.fromUserId', ['公司里没有这个人', 'is nobody of the company'])
  if (from.departmentId !== null && !(await isDepartment(tx, tenantId, from.departmentId)))
    throw refuseField('body.fromDepartmentId', ['没有这个部门', 'is not a department of the company'])
  if (plan.toDepartmentId !== undefined && !(await isDepartment(tx, tenantId, plan.toDepartmentId)))
    throw refuseField('body.toDepartmentId', ['没有这个部门', 'is not a department of the company'])
  if (plan.poolId !== undefined) await poolOf(tx, ctx, plan.poolId)
  const found = plan.receivers === undefined ? [] : await findReceivers(tx, tenantId, plan.receivers)
  if (found.length < new Set(plan.receivers ?? []).size)
    throw refuseField('body.receivers', ['有接收人不是在职成员', 'names somebody who is not an active member of the company'])
  if (from.userId !== null && plan.receivers?.includes(from.userId))
    throw refuseField('body.receivers', ['不能移交给本人', 'must not hold the person whose customers are handed over'])
  if (from.departmentId !== null && plan.toDepartmentId === from.departmentId)
    throw refuseField('body.toDepartmentId', ['不能移交给同一个部门', 'must be another department'])
}

/** What is to be handed over and to whom, checked. */
export async function planOf(tx: Tx, ctx: Ctx, body: Body): Promise<{ from: From; plan: Plan }> {
  const from = demandOneSource(body)
  demandOneTarget(body)
  const { receivers, sharing, poolId, toDepartmentId } = body
  const plan: Plan =
    receivers === undefined ? { poolId, toDepartmentId } : { receivers: [...new Set(receivers)], sharing: sharing ?? 'by_value' }
  await refuseStrangers(tx, ctx, from, plan)
  return { from, plan }
}

/** What a transfer would do, before it is done. */
export async function previewTransfer(ctx: Ctx, body: Body): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const { from, plan } = await planOf(tx, ctx, body)
    const handed = await readHanded(tx, ctx, from)
    const staying = plan.poolId === undefined ? [] : handed.filter(each => each.isLocked)
    const moving = plan.poolId === undefined ? handed : handed.filter(each => !each.isLocked)
    const receivers = plan.receivers === undefined ? [] : await findReceivers(tx, ctx.tenantId, plan.receivers)
    const shares = receivers.length === 0 ? [] : sharesOf(moving, receivers, shareOut(moving, receivers, plan.sharing ?? 'by_value'))
    const following =
      from.userId === null || receivers.length === 0 ? { tasks: 0, opportunities: 0 } : await countFollowing(tx, ctx.tenantId, from.userId)
    return {
      customers: moving.length,
      valueMinor: moving.reduce((sum, each) => sum + each.valueMinor, 0),
      unvalued: moving.filter(each => !each.isValued).length,
      locked: staying.length,
      ...following,
      shares: shares.map((share, index) => ({ ...share, name: receivers[index]?.name ?? '' })),
    }
  })
}
