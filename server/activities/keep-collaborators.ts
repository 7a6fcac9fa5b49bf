import { may } from '#core/platform/access.ts'
import { isMember } from '#server/dyads/customer.sql.ts'
import { seeDyad, seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { notify } from '#server/platform/notify.ts'
import { deleteCollaborator, readCollaborator, writeCollaborator } from './collaborators.sql.ts'
import { readOwnershipRow } from './ownership-read.sql.ts'

/** Whom a customer is shared with is the owner's to say, or a manager's. */
async function demandShare(tx: Tx, ctx: Ctx, dyadId: string): Promise<void> {
  const row = await readOwnershipRow(tx, ctx.tenantId, ctx.poolIds, dyadId)
  if (row?.pool)
    throw new Refusal('conflict', [
      '公海中的客户没有协作人，请先领取或分配。',
      'A customer of a pool has nobody working along. Claim or assign it first.',
    ])
  if (row?.ownerId !== ctx.userId && !may(ctx.role, 'customers.assign'))
    throw new Refusal('forbidden', ['只有负责人或经理可以设置协作人。', 'Only its owner or a manager says who works along on a customer.'])
}

/** Lets a colleague work along, or changes whether they write. */
export async function keepCollaborator(ctx: Ctx, dyadId: string, userId: string, mayWrite: boolean): Promise<{ done: true }> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    await demandShare(tx, ctx, dyad.dyadId)
    if (!(await isMember(tx, tenantId, userId)))
      throw refuseField('params.userId', ['没有这位在职成员', 'is not an active member of the company'])
    const key = { tenantId, dyadId: dyad.dyadId, userId }
    const before = await readCollaborator(tx, key)
    await writeCollaborator(tx, { ...key, mayWrite, authorId: ctx.userId, at: ctx.now() })
    const told = { userId, kind: 'collaboration_begun', dyadId: dyad.dyadId, about: dyad.dyadId, args: { by: ctx.person.name } } as const
    if (before === undefined && userId !== ctx.userId) await notify(tx, tenantId, [told])
    await audit(tx, ctx, {
      action: before === undefined ? 'create' : 'update',
      entity: 'collaborator',
      entityId: userId,
      dyadId: dyad.dyadId,
      before,
      after: { userId, mayWrite },
    })
    return { done: true }
  })
}

/** Ends a colleague's work on a customer; everyone may end their own. */
export async function removeCollaborator(ctx: Ctx, dyadId: string, userId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = userId === ctx.userId ? await seeDyad(tx, ctx, dyadId) : await seeWritableDyad(tx, ctx, dyadId)
    if (userId !== ctx.userId) await demandShare(tx, ctx, dyad.dyadId)
    const key = { tenantId: ctx.tenantId, dyadId: dyad.dyadId, userId }
    const before = await readCollaborator(tx, key)
    if (before === undefined) throw new Refusal('not_found')
    await deleteCollaborator(tx, key)
    await audit(tx, ctx, { action: 'remove', entity: 'collaborator', entityId: userId, dyadId: dyad.dyadId, before })
    return { done: true }
  })
}
