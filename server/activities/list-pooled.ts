import type { listPooled as contract, PooledCustomer, Resting } from '#contract/activities/pool.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { shown } from '#core/platform/field-policy.ts'
import type { Filter } from '#core/platform/list-filter.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { searchCustomers } from '#server/dyads/search-customers.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readList } from '#server/platform/read-list.ts'
import { demandMember } from './claim-customers.ts'
import { poolOf } from './keep-pools.ts'
import { pooledList, readResting, waitingIn } from './pooled.sql.ts'
import { readLocalDay } from './ownership-read.sql.ts'

type Query = Input<typeof contract>['query']

/** The filters of the bar, and the filter that was built by hand, in one. */
function filterOf({ type, why, lastOwner, filter }: Query): string | undefined {
  const bar: Filter[] = Object.entries({ type, why, lastOwner }).flatMap(([column, value]) =>
    value === undefined || value.length === 0 ? [] : [{ column, is: 'in' as const, value }],
  )
  if (bar.length === 0) return filter
  const whole: string[] = [...bar.map(each => JSON.stringify(each)), ...(filter === undefined ? [] : [filter])]
  return `{"all":[${whole.join(',')}]}`
}

async function pageOf(tx: Tx, ctx: Ctx, poolId: string, query: Query) {
  const { today, timeZone } = await readLocalDay(tx, ctx.tenantId, ctx.now())
  const policy = fieldsOf(ctx, 'customer')
  const { sort = 'pooledAt', direction = sort === 'name' ? 'asc' : 'desc', after, limit = 50 } = query
  const where = waitingIn(ctx.tenantId, poolId, await searchCustomers(tx, ctx.tenantId, query.q))
  const request = { list: pooledList, where, policy, userId: ctx.userId, today: parseDay(today) ?? 0, timeZone, dyad: 'd' }
  const page = await readList<PooledCustomer>(tx, { ...request, filter: filterOf(query), order: { column: sort, direction }, after, limit })
  return { ...page, rows: page.rows.map(row => shown(policy, row, 'unclaimed')) }
}

/** One page of what waits in a pool, for its members. */
export async function listPooled(ctx: Ctx, poolId: string, query: Query): Promise<Answer<typeof contract>> {
  demandMember(ctx, poolId)
  return await ctx.inTenant(async tx => {
    if (!ctx.poolIds.includes(poolId)) await poolOf(tx, ctx, poolId)
    return await pageOf(tx, ctx, poolId, query)
  })
}

/** The caller's own customers that are soon taken back. */
export async function listResting(ctx: Ctx): Promise<{ rows: Resting[] }> {
  return { rows: await ctx.inTenant(tx => readResting(tx, ctx.tenantId, ctx.userId, ctx.now())) }
}
