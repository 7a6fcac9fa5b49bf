import type { Answer, Input } from '#contract/endpoint.ts'
import type * as contract from '#contract/relationships/alliance-list.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import { allianceCondition, allianceList, problemList } from './alliance-list.sql.ts'
import { readDays } from './read-hygiene.ts'

type Query = Input<typeof contract.listAlliances>['query']
type GroupQuery = Input<typeof contract.groupAlliances>['query']
type Groups = Answer<typeof contract.groupAlliances>
type Which = 'alliances' | 'problems'

const pageSize = 50
const usual = { alliances: 'startsOn', problems: 'foundOn' } as const

async function requestOf(tx: Tx, ctx: Ctx, which: Which, query: Query): Promise<ListRequest> {
  const { today, timeZone } = await readDays(tx, ctx.tenantId, ctx.now())
  const dyadIds = query.dyadId === undefined ? undefined : (await seeDyad(tx, ctx, query.dyadId)).all
  const day = formatDay(today)
  return {
    list: which === 'alliances' ? allianceList(ctx, day) : problemList(ctx, day),
    where: allianceCondition(ctx, { q: query.q, dyadIds, group: query.group }),
    policy: fieldsOf(ctx, 'customer'),
    userId: ctx.userId,
    today,
    timeZone,
    dyad: 'd',
    filter: query.filter,
    order: { column: query.sort ?? usual[which], direction: query.direction ?? (query.sort === undefined ? 'desc' : 'asc') },
    after: query.after,
    limit: query.limit ?? pageSize,
  }
}

/** One page of the alliances with customers that the caller sees. */
export async function listAlliances(ctx: Ctx, query: Query): Promise<Answer<typeof contract.listAlliances>> {
  return await ctx.inTenant(async tx => {
    const page = await readList<contract.AllianceRow>(tx, await requestOf(tx, ctx, 'alliances', query))
    return { ...page, rows: [...page.rows] }
  })
}

/** One page of the problems solved together with customers that the caller sees. */
export async function listProblems(ctx: Ctx, query: Query): Promise<Answer<typeof contract.listJointProblems>> {
  return await ctx.inTenant(async tx => {
    const page = await readList<contract.JointProblemRow>(tx, await requestOf(tx, ctx, 'problems', query))
    return { ...page, rows: [...page.rows] }
  })
}

const groupsOf = async (ctx: Ctx, which: Which, by: string, query: Query): Promise<Groups> =>
  await ctx.inTenant(async tx => ({ rows: await readListGroups(tx, await requestOf(tx, ctx, which, query), by) }))

export const groupAlliances = (ctx: Ctx, { by = 'state', ...query }: GroupQuery): Promise<Groups> => groupsOf(ctx, 'alliances', by, query)
export const groupProblems = (ctx: Ctx, { by = 'standing', ...query }: GroupQuery): Promise<Groups> => groupsOf(ctx, 'problems', by, query)
