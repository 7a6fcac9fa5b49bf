import type { Book } from '#core/trade/book.ts'
import { type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { moveSums, type RollingSums, startSums, sumsOf } from './rolling-sums.ts'
import type { ValuationSettings } from './settings.ts'
import { fillParts, roomForParts, summed, type Tariff, tariffOf, totalOf } from './valuation.ts'
import { endOfOrders, isMonthEnd, liesInBook, monthsBack, type OrderDays } from './window.ts'

/**
 * Customers lost, and customers lost in part: they still buy, but much less, or no longer what they used to. docs/methods/churn.md
 * outside: no order in the year before, so nothing to lose; kept: none of the others.
 */
export const churnStates = ['outside', 'kept', 'partial', 'churned'] as const

export type ChurnRules = {
  /** Churned when P(alive) is below this ... */
  readonly aliveBelow: number
  /** ... or silent for so many usual intervals and days (the rule of the lifecycle's end, docs/methods/lifecycle.md). */
  readonly intervals: number
  readonly days: number
  /** Partial when net sales fell by this share, or a category of at least `categoryShare` of the year before fell by `categoryFall`. */
  readonly fall: number
  readonly categoryFall: number
  readonly categoryShare: number
}

export const defaultChurnRules: ChurnRules = {
  aliveBelow: 0.2,
  intervals: 4,
  days: 180,
  fall: 0.25,
  categoryFall: 0.75,
  categoryShare: 0.1,
}

/** What the report is made from, one value a dyad: P(alive) at `at` (NaN = unknown) and the usual interval in days. */
export type ChurnInput = {
  readonly book: Book
  readonly orders: OrderDays
  readonly at: CivilDay
  readonly alive: ArrayLike<number>
  readonly usual: ArrayLike<number>
  readonly settings: ValuationSettings
  readonly rules: ChurnRules
}

/** A category that a customer buys much less of, or no more. Minor units. */
export type FallenCategory = { readonly dyad: number; readonly category: number; readonly before: number; readonly now: number }

export type ChurnTotals = {
  /** Customers with an order in the earlier window, and how many of them are lost, or lost in part. */
  readonly base: number
  readonly churned: number
  readonly partial: number
  /** Net sales and contribution of the earlier window that the later one lacks, over the churned and over the partly lost. Minor units. */
  readonly churnedSales: number
  readonly partialSales: number
  readonly churnedContribution: number | null
  readonly partialContribution: number | null
  /** Net sales of the base in the earlier window. */
  readonly baseSales: number
}

export type ChurnReport = {
  /** The later window is (middle, until], the earlier (from, middle], whole calendar months; `months` is their length. */
  readonly from: CivilDay
  readonly middle: CivilDay
  readonly until: CivilDay
  readonly months: 12 | 6
  /** Index into `churnStates`, one a dyad. */
  readonly state: Uint8Array
  /** Net sales and net contribution of both windows. Minor units; a contribution is NaN where the cost of goods is unknown. */
  readonly salesBefore: Float64Array
  readonly salesNow: Float64Array
  readonly contributionBefore: Float64Array
  readonly contributionNow: Float64Array
  /** By dyad; within one the greatest loss first. */
  readonly fallen: readonly FallenCategory[]
  readonly totals: ChurnTotals
}

/**
 * The report at the last whole month up to `at`: the last twelve months against the twelve before; six against six where the book is shorter;
 * undefined where it is shorter than that.
 */
export function churnOf(input: ChurnInput): ChurnReport | undefined {
  const until = isMonthEnd(input.at) ? input.at : lastDayOf(monthOf(input.at) - 1)
  const months = ([12, 6] as const).find(length => liesInBook(input.book, monthsBack(until, 2 * length)))
  if (months === undefined) return undefined
  const [from, middle] = [monthsBack(until, 2 * months), monthsBack(until, months)]
  const sums = startSums(input.book)
  const tariff = tariffOf(input.book, input.settings)
  const before = windowOf(input.book, sums, tariff, from, middle)
  const now = windowOf(input.book, sums, tariff, middle, until)
  const fallen = fallenCategories(input, monthOf(until), months)
  const state = statesOf(input, { before: before.orders, now: now.orders }, before.sales, now.sales, fallen)
  return {
    from,
    middle,
    until,
    months,
    state,
    salesBefore: before.sales,
    salesNow: now.sales,
    contributionBefore: before.contribution,
    contributionNow: now.contribution,
    fallen,
    totals: totalsOf(state, before, now),
  }
}

type Window = { readonly orders: Float64Array; readonly sales: Float64Array; readonly contribution: Float64Array }

const places = { sales: summed.indexOf('netSales'), orders: summed.indexOf('orders') }

function windowOf(book: Book, sums: RollingSums, tariff: Tariff, from: CivilDay, to: CivilDay): Window {
  moveSums(book, sums, from, to)
  const room = roomForParts()
  const count = book.keys.length
  const window = { orders: new Float64Array(count), sales: new Float64Array(count), contribution: new Float64Array(count) }
  for (let dyad = 0; dyad < count; dyad++) {
    const own = sumsOf(sums, dyad)
    window.sales[dyad] = own[places.sales] as number
    window.orders[dyad] = own[places.orders] as number
    fillParts(own, tariff, room)
    window.contribution[dyad] = totalOf(room)
  }
  return window
}

/** Is the customer lost at `at`? */
function isChurned({ orders, at, alive, usual, rules }: ChurnInput, dyad: number): boolean {
  const end = endOfOrders(orders, dyad, at)
  if (end === orders.start[dyad]) return false
  const silence = at - (orders.day[end - 1] as number)
  return (alive[dyad] as number) < rules.aliveBelow || (silence >= rules.days && silence > rules.intervals * (usual[dyad] as number))
}

function statesOf(
  input: ChurnInput,
  orders: { readonly before: Float64Array; readonly now: Float64Array },
  before: Float64Array,
  now: Float64Array,
  fallen: readonly FallenCategory[],
): Uint8Array {
  const hasFallen = new Uint8Array(before.length)
  for (const { dyad } of fallen) hasFallen[dyad] = 1
  return Uint8Array.from(before, (sales, dyad) => {
    if (orders.before[dyad] === 0) return churnStates.indexOf('outside')
    if (isChurned(input, dyad)) return churnStates.indexOf('churned')
    const isLess = sales > 0 && (now[dyad] as number) <= (1 - input.rules.fall) * sales
    const isPartial = (orders.now[dyad] as number) > 0 && (isLess || hasFallen[dyad] === 1)
    return churnStates.indexOf(isPartial ? 'partial' : 'kept')
  })
}

/** Categories of the earlier months that fell in the later ones, of every dyad. */
function fallenCategories({ book, rules }: ChurnInput, lastMonth: number, months: number): FallenCategory[] {
  const { start, key, month, netSales } = book.cells
  const fallen: FallenCategory[] = []
  const [middle, first] = [lastMonth - months, lastMonth - 2 * months]
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    const own: FallenCategory[] = []
    let [total, row] = [0, start[dyad] ?? 0]
    const end = start[dyad + 1] ?? 0
    while (row < end) {
      const category = key[row] as number
      let [before, now] = [0, 0]
      for (; row < end && key[row] === category; row++) {
        const when = month[row] as number
        if (when > lastMonth || when <= first) continue
        if (when > middle) now += netSales[row] as number
        else before += netSales[row] as number
      }
      total += Math.max(0, before)
      if (category >= 0 && before > 0 && now <= (1 - rules.categoryFall) * before) own.push({ dyad, category, before, now })
    }
    const heavy = own.filter(cell => cell.before >= rules.categoryShare * total)
    fallen.push(...heavy.sort((a, b) => b.before - b.now - (a.before - a.now)))
  }
  return fallen
}

function totalsOf(state: Uint8Array, before: Window, now: Window): ChurnTotals {
  const [partial, churned] = [churnStates.indexOf('partial'), churnStates.indexOf('churned')]
  const sums = { base: 0, baseSales: 0 }
  const lost = new Map([partial, churned].map(code => [code, { count: 0, sales: 0, contribution: 0 }]))
  state.forEach((code, dyad) => {
    if (code === 0) return
    sums.base++
    sums.baseSales += before.sales[dyad] as number
    const group = lost.get(code)
    if (!group) return
    group.count++
    group.sales += Math.max(0, (before.sales[dyad] as number) - (now.sales[dyad] as number))
    group.contribution += Math.max(0, (before.contribution[dyad] as number) - (now.contribution[dyad] as number))
  })
  const known = (value: number) => (Number.isNaN(value) ? null : value)
  const [part, gone] = [lost.get(partial), lost.get(churned)]
  return {
    ...sums,
    churned: gone?.count ?? 0,
    partial: part?.count ?? 0,
    churnedSales: gone?.sales ?? 0,
    partialSales: part?.sales ?? 0,
    churnedContribution: known(gone?.contribution ?? 0),
    partialContribution: known(part?.contribution ?? 0),
  }
}
