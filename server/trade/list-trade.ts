import type { Input } from '#contract/endpoint.ts'
import type * as contract from '#contract/trade.ts'
import { readGroupDyads } from '#server/dyads/group-filter.sql.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { After, Subject } from './facts-seen.sql.ts'
import { readCosts, readPayments } from './money.sql.ts'
import {
  countDeliveries,
  readDeliveries,
  readDeliveriesOf,
  readLines,
  readOrderHead,
  readOrders,
  summariseDeliveries,
} from './orders.sql.ts'

const pageSize = 50

function afterOf(text: string | undefined): After | undefined {
  if (text === undefined) return undefined
  const [day, id] = readCursor(text, ['day', 'id'])
  return { day: String(day), id: String(id) }
}

/** One page of facts by day and id; `read` is asked for one row more than is shown. */
async function page<R>(
  ctx: Ctx,
  dyadId: string,
  asked: { readonly after?: string; readonly limit?: number; readonly wholeGroup?: boolean },
  read: (tx: Tx, subject: Subject, place: { after: After | undefined; limit: number }) => Promise<R[]>,
  key: (row: R) => readonly [day: string, id: string],
): Promise<{ rows: R[]; next: string | null }> {
  const limit = asked.limit ?? pageSize
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const all = asked.wholeGroup === true ? await readGroupDyads(tx, ctx, dyad.partyId) : dyad.all
    const rows = await read(tx, { tenantId: ctx.tenantId, all }, { after: afterOf(asked.after), limit: limit + 1 })
    const last = rows[limit - 1]
    return { rows: rows.slice(0, limit), next: rows.length > limit && last ? writeCursor(key(last)) : null }
  })
}

export function listOrders(ctx: Ctx, dyadId: string, query: Input<typeof contract.listOrders>['query']) {
  return page(
    ctx,
    dyadId,
    query,
    (tx, subject, place) => readOrders(tx, subject, { ...query, ...place }),
    row => [row.orderedOn, row.orderId],
  )
}

export function listPayments(ctx: Ctx, dyadId: string, query: Input<typeof contract.listPayments>['query']) {
  return page(
    ctx,
    dyadId,
    query,
    (tx, subject, place) => readPayments(tx, subject, { ...query, ...place }),
    row => [row.paidOn, row.paymentId],
  )
}

export function listCosts(ctx: Ctx, dyadId: string, query: Input<typeof contract.listCosts>['query']) {
  return page(
    ctx,
    dyadId,
    query,
    (tx, subject, place) => readCosts(tx, subject, { ...query, ...place }),
    row => [row.incurredOn, row.costId],
  )
}

/** Deliveries by page; the first brings how many there are, and how many promises were kept. */
export async function listDeliveries(ctx: Ctx, dyadId: string, query: Input<typeof contract.listDeliveries>['query']) {
  const read = await page(
    ctx,
    dyadId,
    query,
    (tx, subject, place) => readDeliveries(tx, subject, { ...query, ...place }),
    row => [row.day, row.deliveryId],
  )
  if (query.after !== undefined) return { ...read, total: null, summary: null }
  return await ctx.inTenant(async tx => {
    const { all } = await seeDyad(tx, ctx, dyadId)
    const subject = { tenantId: ctx.tenantId, all }
    const summary = await summariseDeliveries(tx, subject, query.to)
    return { ...read, total: await countDeliveries(tx, subject, query), summary: summary ?? null }
  })
}

/** One order with its lines, deliveries and the file that it came from. */
export async function readOrder(ctx: Ctx, dyadId: string, orderId: string) {
  return await ctx.inTenant(async tx => {
    const { all } = await seeDyad(tx, ctx, dyadId)
    const subject = { tenantId: ctx.tenantId, all }
    const order = await readOrderHead(tx, subject, orderId)
    if (order === undefined)
      throw new Refusal('not_found', [
        '找不到这张订单：它可能已随导入一起撤销。',
        'There is no such order: it may have gone when its import was undone.',
      ])
    const { fileName } = order
    return {
      order,
      lines: await readLines(tx, ctx.tenantId, order),
      deliveries: await readDeliveriesOf(tx, subject, order.number),
      fileName,
    }
  })
}
