import { minimise } from '#core/numerics/minimise.ts'
import { type CivilDay, dateOf } from '#core/units/civil-day.ts'
import { type PurchaseStatistics, statisticsOf } from './purchase-statistics.ts'
import { endOfOrders, type OrderDays } from './window.ts'

/**
 * Operational time: a clock that runs fast in months when customers order much and slow in others, so that on it every customer's rate is steady. The
 * models are fitted on it and a horizon is turned into it. docs/methods/operational-time.md
 */
export type OperationalTime = {
  readonly from: CivilDay
  readonly until: CivilDay
  /** Rate of each month of the year, January first, geometric mean 1; all 1 where the book is too short for a season. */
  readonly season: Float64Array
  readonly seasonKnown: boolean
  /** Growth of a live customer's orders, ln a year (.1 = about a tenth more each year), and its standard error. */
  readonly growth: number
  readonly growthError: number
  /** Operational days since `from` at the end of each day from `from - 1` on. One operational day is a mean day of (from, until]. */
  readonly clock: Float64Array
}

/** Shortest books for a season and for growth, in days, and the fewest inner orders for either. */
export const daysForSeason = 730
export const daysForGrowth = 270
const fewestInner = 100

/** Standard deviations of the weak priors: ln of a month's factor, and growth a year. */
const priorOfMonth = 0.25
const priorOfGrowth = 0.35

/** After `until` the growth dies away with this time constant, in years: what grew for two years rarely grows on for five (Gardner and McKenzie 1985). */
const growthFades = 0.5
/** Days kept beyond `until`. */
const reach = 731

const daysOfYear = 365.25
const ln = Math.log

/**
 * The clock of a book, from orders in [from, until]. Within one customer, given its first and last order, the orders between fall where the clock runs
 * fast, whatever the customer's rate and however it ends: so neither new nor lost customers pass for growth. Season and growth maximise that conditional
 * likelihood under weak priors; the counts' overdispersion widens them. A book that is too short, or too small, keeps the calendar.
 */
export function operationalTimeOf(orders: OrderDays, from: CivilDay, until: CivilDay): OperationalTime {
  const spans = spansOf(orders, from, until)
  const seasonKnown = until - from + 1 >= daysForSeason
  const calendar = { season: new Float64Array(12).fill(1), seasonKnown: false, growth: 0, growthError: Number.POSITIVE_INFINITY }
  if (until - from + 1 < daysForGrowth || spans.inner < fewestInner) return clockOf(from, until, calendar)
  const first = fitted(spans, seasonKnown, 1)
  const second = fitted(spans, seasonKnown, overdispersion(spans, first))
  return clockOf(from, until, { ...read(second.at, seasonKnown), seasonKnown, growthError: second.growthError })
}

/** What the likelihood needs: days from `from`, counted from 0. */
type Spans = {
  readonly days: number
  readonly month: Uint8Array
  /** Years from the middle of the book. */
  readonly years: Float64Array
  /** Inner orders on each day. */
  readonly counts: Float64Array
  readonly first: Int32Array
  readonly last: Int32Array
  readonly weight: Float64Array
  readonly inner: number
}

function spansOf(orders: OrderDays, from: CivilDay, until: CivilDay): Spans {
  const days = until - from + 1
  const counts = new Float64Array(days)
  const [first, last, weight]: [number[], number[], number[]] = [[], [], []]
  let inner = 0
  for (let who = 0; who + 1 < orders.start.length; who++) {
    const start = orders.start[who] as number
    let end = orders.start[who + 1] as number
    while (end > start && (orders.day[end - 1] as number) > until) end--
    if (end - start < 3) continue
    for (let row = start + 1; row < end - 1; row++) {
      const day = (orders.day[row] as number) - from
      counts[day] = (counts[day] as number) + 1
    }
    first.push((orders.day[start] as number) - from)
    last.push((orders.day[end - 1] as number) - from)
    weight.push(end - start - 2)
    inner += end - start - 2
  }
  const month = Uint8Array.from({ length: days }, (_, day) => dateOf(from + day).month - 1)
  const years = Float64Array.from({ length: days }, (_, day) => (day - days / 2) / daysOfYear)
  return {
    days,
    month,
    years,
    counts,
    first: Int32Array.from(first),
    last: Int32Array.from(last),
    weight: Float64Array.from(weight),
    inner,
  }
}

/** Parameters: growth, then, where the season is known, ln of the twelve factors. */
function read(at: Float64Array, seasonKnown: boolean) {
  const season = new Float64Array(12).fill(1)
  if (seasonKnown) {
    const mean = at.subarray(1).reduce((sum, value) => sum + value, 0) / 12
    for (let m = 0; m < 12; m++) season[m] = Math.exp((at[m + 1] as number) - mean)
  }
  return { season, growth: at[0] as number }
}

function ratesOf({ days, month, years }: Spans, at: Float64Array): Float64Array {
  const rates = new Float64Array(days)
  const hasSeason = at.length > 1
  for (let day = 0; day < days; day++) {
    rates[day] = Math.exp((at[0] as number) * (years[day] as number) + (hasSeason ? (at[1 + (month[day] as number)] as number) : 0))
  }
  return rates
}

/**
 * Exposure of each day: sum over the customers whose span covers it of (inner orders) / (clock run in the span). With it the counts are Poisson with mean
 * rate x exposure (Breslow's form of the conditional likelihood). Also gives the sum of (inner orders) x ln(clock run).
 */
function exposuresOf(spans: Spans, rates: Float64Array, exposures: Float64Array): number {
  const { days, first, last, weight } = spans
  const run = new Float64Array(days + 1)
  for (let day = 0; day < days; day++) run[day + 1] = (run[day] as number) + (rates[day] as number)
  exposures.fill(0)
  let logs = 0
  for (let i = 0; i < first.length; i++) {
    const [begin, end, inner] = [(first[i] as number) + 1, last[i] as number, weight[i] as number]
    const length = (run[end] as number) - (run[begin] as number)
    logs += inner * ln(length)
    exposures[begin] = (exposures[begin] as number) + inner / length
    exposures[end] = (exposures[end] as number) - inner / length
  }
  for (let day = 1; day < days; day++) exposures[day] = (exposures[day] as number) + (exposures[day - 1] as number)
  return logs
}

/** Minus the conditional log-likelihood over its dispersion, with the priors; its gradient. */
function objective(spans: Spans, dispersion: number, exposures: Float64Array) {
  return (at: Float64Array, gradient: Float64Array): number => {
    const rates = ratesOf(spans, at)
    let value = exposuresOf(spans, rates, exposures)
    gradient.fill(0)
    for (let day = 0; day < spans.days; day++) {
      const count = spans.counts[day] as number
      const off = (rates[day] as number) * (exposures[day] as number) - count
      if (count > 0) value -= count * ln(rates[day] as number)
      gradient[0] = (gradient[0] as number) + off * (spans.years[day] as number)
      const place = 1 + (spans.month[day] as number)
      if (place < at.length) gradient[place] = (gradient[place] as number) + off
    }
    value /= dispersion
    for (let p = 0; p < at.length; p++) {
      const precision = 1 / (p === 0 ? priorOfGrowth : priorOfMonth) ** 2
      gradient[p] = (gradient[p] as number) / dispersion + precision * (at[p] as number)
      value += (precision * (at[p] as number) ** 2) / 2
    }
    return value
  }
}

type Fitted = { readonly at: Float64Array; readonly growthError: number }

function fitted(spans: Spans, seasonKnown: boolean, dispersion: number): Fitted {
  const exposures = new Float64Array(spans.days + 1)
  const value = objective(spans, dispersion, exposures)
  const { at } = minimise(value, new Float64Array(seasonKnown ? 13 : 1), { tolerance: 1e-4, maxIterations: 60 })
  return { at, growthError: 1 / Math.sqrt(curvatureOfGrowth(value, at)) }
}

function curvatureOfGrowth(value: (at: Float64Array, gradient: Float64Array) => number, at: Float64Array): number {
  const step = 1e-3
  const slopes = [-step, step].map(move => {
    const [there, gradient] = [at.slice(), new Float64Array(at.length)]
    there[0] = (there[0] as number) + move
    value(there, gradient)
    return gradient[0] as number
  })
  return ((slopes[1] as number) - (slopes[0] as number)) / (2 * step)
}

/** Pearson's chi-square of the counts of four weeks over their degrees of freedom, at least 1: customers share good and bad weeks. */
function overdispersion(spans: Spans, { at }: Fitted): number {
  const rates = ratesOf(spans, at)
  const exposures = new Float64Array(spans.days + 1)
  exposuresOf(spans, rates, exposures)
  let [sum, periods] = [0, 0]
  for (let begin = 0; begin < spans.days; begin += 28) {
    let [expected, count] = [0, 0]
    for (let day = begin; day < Math.min(spans.days, begin + 28); day++) {
      expected += (rates[day] as number) * (exposures[day] as number)
      count += spans.counts[day] as number
    }
    if (expected < 1) continue
    sum += (count - expected) ** 2 / expected
    periods++
  }
  return Math.max(1, sum / Math.max(1, periods - at.length))
}

type Course = Pick<OperationalTime, 'season' | 'seasonKnown' | 'growth' | 'growthError'>

function clockOf(from: CivilDay, until: CivilDay, course: Course): OperationalTime {
  const days = until - from + 1
  const clock = new Float64Array(days + reach + 1)
  for (let day = 0; day < days + reach; day++) clock[day + 1] = (clock[day] as number) + rateAt(from, until, course, from + day)
  const scale = days / (clock[days] as number)
  for (let day = 0; day < clock.length; day++) clock[day] = (clock[day] as number) * scale
  return { from, until, ...course, clock }
}

function rateAt(from: CivilDay, until: CivilDay, { season, growth }: Course, day: CivilDay): number {
  const years = (Math.min(day, until) - from) / daysOfYear
  const ahead = Math.max(0, day - until) / daysOfYear
  return (season[dateOf(day).month - 1] as number) * Math.exp(growth * (years + growthFades * (1 - Math.exp(-ahead / growthFades))))
}

/** Operational days from `from` to the end of a day. Beyond the two years kept after `until` the last year's pace goes on. */
export function operationalDay({ from, clock }: OperationalTime, day: CivilDay): number {
  const place = day - from + 1
  if (place <= 0) return place
  const last = clock.length - 1
  if (place <= last) return clock[place] as number
  const yearsPace = ((clock[last] as number) - (clock[last - 365] as number)) / 365
  return (clock[last] as number) + (place - last) * yearsPace
}

/** A horizon of so many days after `from`, in operational days: what a model fitted on operational time takes as its horizon. */
export function operationalHorizon(time: OperationalTime, from: CivilDay, days: number): number {
  return operationalDay(time, from + days) - operationalDay(time, from)
}

/**
 * Statistics on the clock, in operational days, of every customer with an order up to `until`: the customers and their order are those of `statisticsOf`
 * (purchase-statistics.ts). A model fitted to them forecasts with `operationalHorizon`.
 */
export function operationalStatistics(time: OperationalTime, orders: OrderDays, until: CivilDay): PurchaseStatistics {
  const { statistics, dyads } = statisticsOf(orders, until, 1)
  const [recency, age, lnGaps] = [new Float64Array(dyads.length), new Float64Array(dyads.length), new Float64Array(dyads.length)]
  const end = operationalDay(time, until)
  for (let i = 0; i < dyads.length; i++) {
    const first = orders.start[dyads[i] as number] as number
    const last = endOfOrders(orders, dyads[i] as number, until)
    const begin = operationalDay(time, orders.day[first] as number)
    let before = begin
    for (let row = first + 1; row < last; row++) {
      const day = operationalDay(time, orders.day[row] as number)
      if (day > before) lnGaps[i] = (lnGaps[i] as number) + ln(day - before)
      before = day
    }
    recency[i] = before - begin
    age[i] = end - begin
  }
  return { ...statistics, recency, age, lnGaps }
}
