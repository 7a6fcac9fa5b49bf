import type { Answer } from '#contract/endpoint.ts'
import type { readValue as endpoint } from '#contract/value/valuation.ts'
import type { Book, Sources } from '#core/trade/book.ts'
import { type CivilDay, firstDayOf, formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { muOfNobody, rhythmOf } from '#core/value/rhythm.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { fillParts, roomForParts, sumsBetween, summed, tariffOf, totalOf, type Valuation, valuate } from '#core/value/valuation.ts'
import { liesInBook, monthsBack, orderDaysOf } from '#core/value/window.ts'
import type { Ctx } from '#server/platform/context.ts'
import { inTenantClient } from '#server/platform/database.ts'
import { todayIn } from './as-of.ts'
import { demandCustomer } from './demand-customer.ts'
import { findSettings } from './find-settings.ts'
import { readBook } from './read-book.ts'
import { findFirmBook } from './value-book.sql.ts'

const nothing: Sources = {
  cost: false,
  deliveries: false,
  payments: false,
  freight: false,
  rebates: false,
  claims: false,
  visits: false,
  calls: false,
  complaints: false,
}

const written = ({ from, to, ...rest }: Valuation) => ({
  ...rest,
  from: formatDay(from),
  to: formatDay(to),
  parts: [...rest.parts],
  unknown: [...rest.unknown],
})

/** Each month from the customer's first fact to a day: what it bought and brought in that month alone. */
function monthsOf(book: Book, settings: ValuationSettings, to: CivilDay) {
  const first = book.days.day[0]
  if (first === undefined) return []
  const tariff = tariffOf(book, settings)
  const room = roomForParts()
  const ordersAt = summed.indexOf('orders')
  return Array.from({ length: Math.max(0, monthOf(to) - monthOf(first) + 1) }, (_, index) => {
    const month = monthOf(first) + index
    const sums = sumsBetween(book, 0, lastDayOf(month - 1), Math.min(lastDayOf(month), to))
    fillParts(sums, tariff, room)
    const total = totalOf(room)
    const netContribution = Number.isNaN(total) ? null : total + 0
    return {
      month: formatDay(firstDayOf(month)),
      netSales: (room.amount[0] as number) + 0,
      netContribution,
      orders: sums[ordersAt] as number,
    }
  })
}

function rhythmAnswer(book: Book, to: CivilDay, tenantMu: number) {
  const rhythm = rhythmOf(book, orderDaysOf(book), 0, to, tenantMu)
  const day = (value: CivilDay | null) => (value === null ? null : formatDay(value))
  return { ...rhythm, gaps: [...rhythm.gaps], firstOrder: day(rhythm.firstOrder), lastOrder: day(rhythm.lastOrder) }
}

/** What the firm's book says of itself, and the settings of today, for one customer that this person may see. */
async function readGround(ctx: Ctx, dyadId: string, to: string | undefined) {
  return await ctx.inTenant(async tx => {
    await demandCustomer(tx, ctx, dyadId)
    const { settings, timeZone } = await findSettings(tx, ctx.tenantId)
    const firm = await findFirmBook(tx, ctx.tenantId)
    const asOf = firm === undefined ? todayIn(timeZone, ctx.now()) : (parseDay(firm.asOf) ?? 0)
    const until = to === undefined ? asOf : (parseDay(to) ?? asOf)
    const from = firm?.firstFact ? (parseDay(firm.firstFact) ?? until) : until
    return {
      settings,
      asOf,
      until,
      from,
      sources: (firm?.sources as Sources | undefined) ?? nothing,
      tenantMu: firm?.tenantMu ?? muOfNobody,
    }
  })
}

/** What a customer brought in the 12 months to a day, part by part, with the year before, every month and the rhythm of its orders. */
export async function readValue(ctx: Ctx, dyadId: string, to: string | undefined): Promise<Answer<typeof endpoint>> {
  const { settings, asOf, until, from, sources, tenantMu } = await readGround(ctx, dyadId, to)
  const { tenantId, userId } = ctx
  const one = { dyadId, sources, from, until }
  const { book } = await inTenantClient(ctx.platform.pool, { tenantId, userId }, client =>
    readBook(client, { tenantId, now: ctx.now(), one }),
  )
  const [yearAgo, twoYearsAgo] = [monthsBack(until, 12), monthsBack(until, 24)]
  return {
    dyadId,
    currency: book.currency,
    settingsVersion: settings.version,
    asOf: formatDay(asOf),
    now: written(valuate(book, 0, yearAgo, until, settings)),
    before: liesInBook(book, twoYearsAgo) ? written(valuate(book, 0, twoYearsAgo, yearAgo, settings)) : null,
    months: monthsOf(book, settings, until),
    rhythm: rhythmAnswer(book, until, tenantMu),
  }
}
