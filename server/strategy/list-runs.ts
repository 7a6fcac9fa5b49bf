import type { Answer, Input } from '#contract/endpoint.ts'
import type { groupPlayRuns as groupContract, listPlayRuns as contract, PlayRun } from '#contract/strategy/play-run.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import { readDays } from './read-hygiene.ts'
import { runCondition, runList } from './run-list.sql.ts'

type Query = Omit<Input<typeof contract>['query'], 'own'>

const pageSize = 50

async function requestOf(tx: Tx, ctx: Ctx, query: Query): Promise<ListRequest> {
  const { today, timeZone } = await readDays(tx, ctx.tenantId, ctx.now())
  const dyadIds = query.dyadId === undefined ? undefined : (await seeDyad(tx, ctx, query.dyadId)).all
  return {
    list: runList(ctx),
    where: runCondition(ctx, { q: query.q, dyadIds, group: query.group }),
    policy: fieldsOf(ctx, 'customer'),
    userId: ctx.userId,
    today,
    timeZone,
    dyad: 'd',
    filter: query.filter,
    order: { column: query.sort ?? 'startedOn', direction: query.direction ?? (query.sort === undefined ? 'desc' : 'asc') },
    after: query.after,
    limit: query.limit ?? pageSize,
  }
}

const answered = ({ createdAt, ...row }: Omit<PlayRun, 'createdAt'> & { createdAt: Date }): PlayRun => ({
  ...row,
  createdAt: createdAt.toISOString(),
})

/** One page of the plays at work with customers that the caller sees. */
export async function listRuns(ctx: Ctx, query: Query): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const { rows, next, total } = await readList<Omit<PlayRun, 'createdAt'> & { createdAt: Date }>(tx, await requestOf(tx, ctx, query))
    return { rows: rows.map(answered), next, total }
  })
}

export async function groupRuns(
  ctx: Ctx,
  { by = 'state', ...query }: Input<typeof groupContract>['query'],
): Promise<Answer<typeof groupContract>> {
  return await ctx.inTenant(async tx => ({ rows: await readListGroups(tx, await requestOf(tx, ctx, query), by) }))
}
