import type { Answer, Input } from '#contract/endpoint.ts'
import type { ChurnedCustomer, ChurnPeriod, listChurned as listEndpoint, readChurn as endpoint } from '#contract/segments/churn.ts'
import { churnDefinitions } from '#core/segments/churn-text.ts'
import { type CivilDay, firstDayOf, formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { askerOf } from '#server/value/demand-customer.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import { type After, type ChurnedRow, type Losses, readActive, readChurned, readLosses, readMonthEnds, readReturns } from './churn.sql.ts'
import { churnTold } from './future-answer.ts'
import { findGeneration, joinWhole } from './map.sql.ts'

const day = (text: string): CivilDay => parseDay(text) ?? 0

type Facts = {
  readonly losses: readonly Losses[]
  readonly returns: readonly { readonly period: string; readonly customers: number }[]
  readonly active: ReadonlyMap<string, number>
}

function periodOf(from: CivilDay, to: CivilDay, { losses, returns, active }: Facts): ChurnPeriod {
  const name = formatDay(from)
  const gone = (kind: Losses['kind']) => {
    const found = losses.find(loss => loss.period === name && loss.kind === kind)
    return { customers: found?.customers ?? 0, lostMinor: found?.lostMinor ?? 0 }
  }
  const churned = gone('churned')
  const before = active.get(formatDay(from - 1)) ?? firstKnown(active, from, to)
  const returned = returns.find(({ period }) => period === name)?.customers ?? 0
  const rate = before > 0 ? churned.customers / before : null
  return { from: name, to: formatDay(to), active: before, churned, partial: gone('partial'), returned, rate }
}

/** The history may begin within the period: then those count who were there at its first month-end. */
function firstKnown(active: Facts['active'], from: CivilDay, to: CivilDay): number {
  const [first] = active
  return first !== undefined && first[0] >= formatDay(from) && first[0] <= formatDay(to) ? first[1] : 0
}

/** Every month or quarter of the history, the oldest first; the first run only shows who is there. */
function periodsOf(ends: readonly string[], by: 'month' | 'quarter', facts: Facts): ChurnPeriod[] {
  const [first, last] = [ends[0], ends.at(-1)]
  if (first === undefined || last === undefined) return []
  const step = by === 'month' ? 1 : 3
  const start = monthOf(day(first)) + 1
  const periods: ChurnPeriod[] = []
  for (let month = start - (((start % step) + step) % step); month <= monthOf(day(last)); month += step)
    periods.push(periodOf(firstDayOf(month), lastDayOf(month + step - 1), facts))
  return periods
}

/** Customers lost, wholly and in part, by month or quarter, with the net contribution a year that went with them. */
export async function readChurn(ctx: Ctx, query: Input<typeof endpoint>['query']): Promise<Answer<typeof endpoint>> {
  const { by = 'month', moved: _, ...filters } = query
  const asker = askerOf(ctx)
  return await ctx.inTenant(async tx => {
    const { currency } = await readBaseCurrency(tx, ctx.tenantId)
    const definition = churnDefinitions.map(code => churnTold({ code, args: {} }, currency))
    const found = await findGeneration(tx, ctx.tenantId)
    if (found === undefined) return { periods: [], currency, asOf: null, definition }
    await joinWhole(tx)
    const { generation, asOf } = found
    const active = new Map((await readActive(tx, asker, filters, generation)).map(row => [row.asOf, row.customers]))
    const losses = await readLosses(tx, asker, filters, generation, by)
    const returns = await readReturns(tx, asker, filters, generation, by)
    const ends = await readMonthEnds(tx, ctx.tenantId, generation)
    return { periods: periodsOf(ends, by, { losses, returns, active }), currency, asOf, definition }
  })
}

const pageSize = 50

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const [lost, dyadId, on] = readCursor(cursor, ['number', 'id', 'day'])
  return { lost: Number(lost ?? 0), dyadId: String(dyadId), on: String(on) }
}

function shown({ reason, ...row }: ChurnedRow, currency: string): ChurnedCustomer {
  return { ...row, because: churnTold(reason as Parameters<typeof churnTold>[0], currency) }
}

/** Customers that were lost in a time, the largest loss first. */
export async function listChurned(ctx: Ctx, query: Input<typeof listEndpoint>['query']): Promise<Answer<typeof listEndpoint>> {
  const { from, to, kind, stillGone, after, limit = pageSize, moved: _, ...filters } = query
  return await ctx.inTenant(async tx => {
    const { currency } = await readBaseCurrency(tx, ctx.tenantId)
    const found = await findGeneration(tx, ctx.tenantId)
    if (found === undefined) return { rows: [], next: null, currency }
    const place = { from, to, kind, stillGone, after: afterOf(after), limit: limit + 1, english: ctx.language === 'en' }
    const rows = await readChurned(tx, askerOf(ctx), filters, found.generation, place)
    const last = rows[limit - 1]
    const next = rows.length > limit && last ? writeCursor([last.lostMinor ?? 0, last.dyadId, last.on]) : null
    return { rows: rows.slice(0, limit).map(row => shown(row, currency)), next, currency }
  })
}
