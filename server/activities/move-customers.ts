import type { assignCustomers as assignment, Moved, releaseCustomers as release } from '#contract/activities/pool.ts'
import type { Input } from '#contract/endpoint.ts'
import { inLanguage, type Words } from '#contract/platform/language.ts'
import { may } from '#core/platform/access.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { notify } from '#server/platform/notify.ts'
import { poolOf } from './keep-pools.ts'
import { giveToOwners, holdCustomers, putIntoPools, type Standing } from './ownership.sql.ts'
import { findReceivers } from './transfer.sql.ts'

const unseen: Words = [
  '所选客户中有的已找不到，或不在您的可见范围内，请刷新后重选。',
  'One of the customers is not there, or lies outside what you may see. Reload and choose again.',
]

type Judge = (customer: Standing) => Words | undefined

/** Parts the customers into those that may be moved and those that stay, each with its reason; `not_found` where one is not seen at all. */
async function judged(tx: Tx, ctx: Ctx, asked: readonly string[], judge: Judge): Promise<{ held: Standing[]; refused: Moved['refused'] }> {
  const ids = [...new Set(asked)]
  const found = new Map((await holdCustomers(tx, ctx, ids)).map(each => [each.dyadId, each]))
  const held: Standing[] = []
  const refused: Moved['refused'] = []
  for (const dyadId of ids) {
    const customer = found.get(dyadId)
    if (customer === undefined) throw new Refusal('not_found', unseen)
    const words = judge(customer)
    if (words === undefined) held.push(customer)
    else refused.push({ dyadId, message: inLanguage(words, ctx.language) })
  }
  return { held, refused }
}

async function auditMoves(
  tx: Tx,
  ctx: Ctx,
  action: 'release' | 'assign',
  held: readonly Standing[],
  afterOf: (customer: Standing) => object,
) {
  for (const customer of held) {
    const { dyadId, ownerId, poolId, departmentId } = customer
    await audit(tx, ctx, {
      action,
      entity: 'customer',
      entityId: dyadId,
      dyadId,
      before: { ownerId, poolId, departmentId },
      after: afterOf(customer),
    })
  }
}

const releasable =
  (ctx: Ctx, poolId: string | undefined): Judge =>
  ({ ownerId, poolId: inPool, isLocked, isWritable, poolBack }) => {
    if (inPool !== null) return ['该客户已在公海中。', 'It already lies in a pool.']
    if (ownerId !== ctx.userId && !(may(ctx.role, 'customers.assign') && isWritable))
      return ['您不是该客户的负责人，不能释放。', 'You do not own this customer: only its owner or a manager gives it up.']
    if (isLocked) return ['该客户已锁定，请先由经理解锁再释放。', 'This customer is locked. Have a manager unlock it first.']
    if (poolId === undefined && poolBack === null)
      return [
        '没有可放入的公海：请选择一个公海，或请管理员为该部门设置默认公海。',
        'There is no pool for it: choose one, or have an administrator set a default pool for its department.',
      ]
    return undefined
  }

/** Into a named pool one gives up customers only where one belongs to it; who assigns customers may name any. */
async function demandPool(tx: Tx, ctx: Ctx, poolId: string): Promise<void> {
  await poolOf(tx, ctx, poolId)
  if (!ctx.poolIds.includes(poolId) && !may(ctx.role, 'customers.assign'))
    throw refuseField('body.poolId', ['您不是这个公海的成员，请选择其他公海', 'is a pool that you do not belong to: choose another'])
}

/** Gives customers up to a pool. */
export async function releaseCustomers(ctx: Ctx, { dyadIds, poolId, reason }: Input<typeof release>['body']): Promise<Moved> {
  const { tenantId, userId } = ctx
  return await ctx.inTenant(async tx => {
    if (poolId !== undefined) await demandPool(tx, ctx, poolId)
    const { held, refused } = await judged(tx, ctx, dyadIds, releasable(ctx, poolId))
    const poolFor = (customer: Standing) => poolId ?? customer.poolBack ?? ''
    const ids = held.map(each => each.dyadId)
    const deed = { tenantId, authorId: userId, at: ctx.now(), reason: reason.trim(), kind: 'released', transferId: null } as const
    if (ids.length > 0) await putIntoPools(tx, { ...deed, dyadIds: ids, entryIds: ids.map(() => newId()), poolIds: held.map(poolFor) })
    await auditMoves(tx, ctx, 'release', held, customer => ({ ownerId: null, poolId: poolFor(customer), reason: deed.reason }))
    return { moved: ids, refused }
  })
}

const assignable =
  (ownerId: string): Judge =>
  customer => {
    if (!customer.isWritable)
      return ['您不能分配这位客户：它不在您管理的范围内。', 'You cannot assign this customer: it lies outside what you manage.']
    if (customer.ownerId === ownerId) return ['该客户已由此人负责。', 'It already belongs to this person.']
    if (customer.isLocked) return ['该客户已锁定在现负责人名下，请先解锁。', 'It is locked to its present owner. Unlock it first.']
    return undefined
  }

/** Assigns customers to a person. */
export async function assignCustomers(ctx: Ctx, { dyadIds, ownerId, reason }: Input<typeof assignment>['body']): Promise<Moved> {
  const { tenantId, userId } = ctx
  return await ctx.inTenant(async tx => {
    const [receiver] = await findReceivers(tx, tenantId, [ownerId])
    if (receiver === undefined) throw refuseField('body.ownerId', ['没有这位在职成员', 'is not an active member of the company'])
    const { held, refused } = await judged(tx, ctx, dyadIds, assignable(ownerId))
    const ids = held.map(each => each.dyadId)
    const departmentIds = ids.map(() => receiver.departmentId)
    const deed = { tenantId, authorId: userId, at: ctx.now(), reason: reason?.trim() ?? null, kind: 'assigned', transferId: null } as const
    if (ids.length > 0)
      await giveToOwners(tx, { ...deed, dyadIds: ids, entryIds: ids.map(() => newId()), ownerIds: ids.map(() => ownerId), departmentIds })
    if (ownerId !== userId) {
      const told = { userId: ownerId, kind: 'customer_assigned', args: { by: ctx.person.name } } as const
      await notify(
        tx,
        tenantId,
        ids.length > 5
          ? [{ ...told, kind: 'customers_received', args: { count: ids.length } }]
          : ids.map(dyadId => ({ ...told, dyadId, about: dyadId })),
      )
    }
    await auditMoves(tx, ctx, 'assign', held, () => ({ ownerId, poolId: null, reason: deed.reason }))
    return { moved: ids, refused }
  })
}
