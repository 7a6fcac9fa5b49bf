import type { Answer, Input } from '#contract/endpoint.ts'
import type * as contract from '#contract/relationships/bond.ts'
import type { RelationshipRow } from '#contract/relationships/bond.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import type { ListGroup } from '#server/platform/list-page.sql.ts'
import { type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import { enqueueInfer, isBehind } from './bond.jobs.ts'
import { findJobOf, inferKind, readRun, relationshipCondition, relationshipList, usualOrder } from './relationship-state.sql.ts'

type Query = Input<typeof contract.listRelationships>['query']

const pageSize = 50

async function requestOf(tx: Tx, ctx: Ctx, { q, filter, sort, direction, after, limit }: Query): Promise<ListRequest> {
  const { timeZone } = await readFirm(tx, ctx.tenantId)
  return {
    list: relationshipList,
    where: relationshipCondition(ctx, q),
    policy: fieldsOf(ctx, 'customer'),
    userId: ctx.userId,
    today: parseDay(dayIn(timeZone, ctx.now())) ?? 0,
    timeZone,
    dyad: 'd',
    filter,
    order: sort === undefined ? usualOrder : { column: sort, direction: direction ?? (sort === 'customer' ? 'asc' : 'desc') },
    after,
    limit: limit ?? pageSize,
  }
}

/** One page of all relationships as inferred last, within what the caller sees. */
export async function listRelationships(ctx: Ctx, query: Query): Promise<Answer<typeof contract.listRelationships>> {
  return await ctx.inTenant(async tx => {
    const page = await readList<RelationshipRow>(tx, await requestOf(tx, ctx, query))
    return { ...page, rows: [...page.rows] }
  })
}

export async function groupRelationships(
  ctx: Ctx,
  { by, ...query }: Query & { readonly by?: string | undefined },
): Promise<{ rows: ListGroup[] }> {
  return await ctx.inTenant(async tx => ({ rows: await readListGroups(tx, await requestOf(tx, ctx, query), by ?? 'form') }))
}

/** When all were inferred last; the first to ask after a new placement sets the job going, rather than wait for the next look. */
export async function readRelationshipRun(ctx: Ctx): Promise<Answer<typeof contract.readRelationshipRun>> {
  return await ctx.inTenant(async tx => {
    const { currency } = await readFirm(tx, ctx.tenantId)
    const { inferredAt, customers } = await readRun(tx, ctx.tenantId)
    const isOld = await isBehind(tx, ctx.tenantId, ctx.now())
    const jobId = isOld ? await enqueueInfer(ctx.jobs, tx, ctx) : await findJobOf(tx, ctx.tenantId, inferKind)
    return {
      inferredAt: inferredAt === null ? null : new Date(inferredAt).toISOString(),
      // How many customers the firm has is for those to know who see them all.
      customers: ctx.scope === 'all' ? customers : null,
      currency,
      jobId: jobId ?? null,
    }
  })
}

/** Infers all relationships anew when somebody asks for it. */
export async function inferRelationships(ctx: Ctx): Promise<{ jobId: string }> {
  return await ctx.inTenant(async tx => ({ jobId: await enqueueInfer(ctx.jobs, tx, ctx) }))
}
