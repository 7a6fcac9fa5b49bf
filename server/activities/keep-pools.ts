import type { createPool as creation, Pool, updatePool as change } from '#contract/activities/pool.ts'
import type { Input } from '#contract/endpoint.ts'
import { may } from '#core/platform/access.ts'
import { poolDefaults } from '#core/activities/pool.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import {
  countPool,
  insertPool,
  markPoolRemoved,
  movePool,
  type PoolRow,
  readPools,
  strangersOf,
  updatePoolRow,
  writeMembers,
} from './pools.sql.ts'

/** The pools that a person sees: those they belong to, and every one for who assigns customers or manages the settings. */
export async function listPools(ctx: Ctx): Promise<{ rows: Pool[] }> {
  const all = may(ctx.role, 'customers.assign') || may(ctx.role, 'settings.manage')
  return { rows: await ctx.inTenant(tx => readPools(tx, ctx, ctx.now(), all ? 'all' : 'own')) }
}

/** The pool under this id, whoever belongs to it; `not_found` where there is none. */
export async function poolOf(tx: Tx, ctx: Ctx, poolId: string): Promise<Pool> {
  const [pool] = await readPools(tx, ctx, ctx.now(), { poolId })
  if (pool === undefined)
    throw new Refusal('not_found', ['找不到这个公海，可能已被删除。', 'There is no such pool: it may have been removed.'])
  return pool
}

async function refuseStrangers(tx: Tx, tenantId: string, members: Pool['members']): Promise<void> {
  if ((await strangersOf(tx, tenantId, members)).length > 0)
    throw refuseField('body.members', ['有成员不是本公司的部门或人员', 'names a department or person that is not of the company'])
}

async function refuseSameName(tx: Tx, ctx: Ctx, { poolId, name }: Pick<PoolRow, 'poolId' | 'name'>): Promise<void> {
  const twin = (await readPools(tx, ctx, ctx.now(), 'all')).find(pool => pool.name === name && pool.poolId !== poolId)
  if (twin) throw new Refusal('already_exists', ['已有同名的公海，请换一个名称。', 'There is already a pool of this name. Choose another.'])
}

const kept = ({ waiting: _w, isMember: _i, claimedToday: _c, owned: _o, ...rules }: Pool) => rules

export async function createPool(ctx: Ctx, { members = [], ...body }: Input<typeof creation>['body']): Promise<Pool> {
  const { tenantId } = ctx
  const poolId = newId()
  return await ctx.inTenant(async tx => {
    const isFirst = (await readPools(tx, ctx, ctx.now(), 'all')).length === 0
    const row: PoolRow = {
      ...poolDefaults,
      note: null,
      isOpen: members.length === 0,
      isDefault: isFirst,
      ...body,
      poolId,
      name: body.name.trim(),
    }
    await refuseStrangers(tx, tenantId, members)
    await refuseSameName(tx, ctx, row)
    await insertPool(tx, tenantId, row)
    await writeMembers(tx, tenantId, poolId, members)
    const after = await poolOf(tx, ctx, poolId)
    await audit(tx, ctx, { action: 'create', entity: 'pool', entityId: poolId, after: kept(after) })
    return after
  })
}

export async function updatePool(ctx: Ctx, poolId: string, { version, members, ...body }: Input<typeof change>['body']): Promise<Pool> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const before = await poolOf(tx, ctx, poolId)
    const row: PoolRow = { ...before, ...body, name: (body.name ?? before.name).trim() }
    await refuseSameName(tx, ctx, row)
    if (members !== undefined) await refuseStrangers(tx, tenantId, members)
    if (!(await updatePoolRow(tx, tenantId, row, version))) throw new Refusal('stale')
    if (members !== undefined) await writeMembers(tx, tenantId, poolId, members)
    const after = await poolOf(tx, ctx, poolId)
    await audit(tx, ctx, { action: 'update', entity: 'pool', entityId: poolId, before: kept(before), after: kept(after) })
    return after
  })
}

/** Removes a pool that is empty, or moves what belongs to it to another one first. */
export async function removePool(ctx: Ctx, poolId: string, moveTo: string | undefined): Promise<{ done: true }> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const before = await poolOf(tx, ctx, poolId)
    const count = await countPool(tx, tenantId, poolId)
    if (moveTo === poolId) throw refuseField('body.moveTo', ['请另选一个公海', 'must be another pool'])
    if (moveTo !== undefined) await poolOf(tx, ctx, moveTo)
    else if (count > 0)
      throw new Refusal('conflict', [
        `该公海中或来自该公海的客户还有 ${count} 个，请选择把它们移到哪个公海后再删除。`,
        `${count} customers wait in this pool or came from it. Choose the pool to move them to, then remove it.`,
      ])
    const moved = moveTo === undefined ? 0 : await movePool(tx, tenantId, poolId, moveTo)
    await markPoolRemoved(tx, tenantId, poolId)
    await audit(tx, ctx, {
      action: 'remove',
      entity: 'pool',
      entityId: poolId,
      before: kept(before),
      after: { moveTo: moveTo ?? null },
      count: moved,
    })
    return { done: true }
  })
}
