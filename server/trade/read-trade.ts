import type { listFacts as factsContract, listItems as itemsContract } from '#contract/trade.ts'
import type { Input } from '#contract/endpoint.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { type FactPlace, hasDeliveries, readFacts, sumFacts } from './facts.sql.ts'
import { readBought, readMonths, readOrderDays, readSources } from './summary.sql.ts'

const pageSize = 50

function placeOf(text: string | undefined): FactPlace | undefined {
  if (text === undefined) return undefined
  const [day, key] = readCursor(text, ['day', 'string'])
  return { day: String(day), key: String(key) }
}

/** The rows behind one part of a number; the first page brings what all of them come to. */
export async function listFacts(ctx: Ctx, dyadId: string, query: Input<typeof factsContract>['query']) {
  const { after, limit = pageSize, ...filter } = query
  return await ctx.inTenant(async tx => {
    const { all } = await seeDyad(tx, ctx, dyadId)
    const subject = { tenantId: ctx.tenantId, all }
    const deliveries = filter.part === 'delivery' ? await hasDeliveries(tx, ctx.tenantId) : true
    const rows = await readFacts(tx, subject, filter, deliveries, placeOf(after), limit + 1)
    const last = rows[limit - 1]
    const sum = after === undefined ? await sumFacts(tx, subject, filter, deliveries) : null
    return { rows: rows.slice(0, limit), next: rows.length > limit && last ? writeCursor([last.on, last.key]) : null, sum }
  })
}

const itemLimit = 100

/** What a customer buys, by item or category. */
export async function listItems(ctx: Ctx, dyadId: string, { by = 'item', to, limit = itemLimit }: Input<typeof itemsContract>['query']) {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { rows, firstMonth, lastMonth } = await readBought(tx, ctx.tenantId, dyad.dyadId, by, to)
    const others = rows.slice(limit)
    const sum = (of: (row: (typeof rows)[number]) => number) => others.reduce((total, row) => total + of(row), 0)
    const rest = { count: others.length, netMinor: sum(row => row.netMinor), beforeMinor: sum(row => row.beforeMinor) }
    return { rows: rows.slice(0, limit), rest, firstMonth, lastMonth }
  })
}

/** Months, order days, and which facts there are. */
export async function readTrade(ctx: Ctx, dyadId: string, to: string | undefined) {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { bookUntil, ...has } = await readSources(tx, { tenantId: ctx.tenantId, all: dyad.all })
    const months = await readMonths(tx, ctx.tenantId, dyad.dyadId, to)
    return { months, orderDays: await readOrderDays(tx, ctx.tenantId, dyad.dyadId, to), has, bookUntil }
  })
}
