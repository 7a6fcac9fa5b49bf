import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { defaultChurnRules } from '#core/value/churn.ts'
import type { ChurnKind } from '#core/value/future.ts'
import type { OrderDays } from '#core/value/window.ts'
import { endOfOrders, monthsBack } from '#core/value/window.ts'
import { never, type Run } from './run.ts'

/**
 * When customers were lost, month by month. Churned at a month-end: P(alive) under .2, or silent for 180 days and four usual intervals (the rules of
 * core/value/churn.ts). Partial: still buying, with net sales of the last twelve months a quarter or more below those of the twelve before. The loss is
 * the net contribution of the twelve months before it, less what is left. docs/methods/churn.md
 */
export type ChurnEvent = {
  readonly dyad: number
  readonly kind: ChurnKind
  /** The month-end that shows it first. */
  readonly on: CivilDay
  /** Net contribution of the twelve months before, and what of it went; NaN = unknown. Minor units. */
  readonly before: Minor
  readonly lost: Minor
  readonly reason: ChurnReason
  /** Found by the first run: lost before the history begins, which is no loss of that month. */
  readonly isOld: boolean
  /** The order with which it came back, or the month-end at which it was back near the level that it fell from; null = not yet. */
  returned: CivilDay | null
}

/** Why it counts as lost, for a sentence (churn-text.ts). */
export type ChurnReason = {
  readonly code: 'churned_unlikely' | 'churned_silent' | 'partial_sales'
  readonly args: Readonly<Record<string, number>>
}

/** Months that a loss is measured over, and so looked back on. */
const yearOfMonths = 12

/** Open losses and the last twelve month-ends: 200 bytes a dyad. */
export type ChurnKeeper = {
  readonly events: ChurnEvent[]
  /** Index into `events` of the open loss of each dyad, -1 = none. */
  readonly open: Int32Array
  /** Net sales and contributions of the latest month-ends, oldest first. */
  readonly past: { readonly day: CivilDay; readonly sales: Float64Array; readonly contribution: Float64Array }[]
}

export const startChurn = (dyads: number): ChurnKeeper => ({ events: [], open: new Int32Array(dyads).fill(-1), past: [] })

const isOpen = (keeper: ChurnKeeper, dyad: number): ChurnEvent | undefined => keeper.events[keeper.open[dyad] as number]

function reasonOf(run: Run, dyad: number): ChurnReason | undefined {
  const [alive, mu] = [run.alive[dyad] as number, run.mu[dyad] as number]
  const silence = run.day - (run.lastOrder[dyad] as number)
  const { aliveBelow, days, intervals } = defaultChurnRules
  if (alive < aliveBelow) return { code: 'churned_unlikely', args: { silence, mu, alive } }
  return silence >= days && silence > intervals * mu ? { code: 'churned_silent', args: { silence, mu } } : undefined
}

/** Net contribution of the twelve months up to the last order, by the month-end after it; of the oldest kept where that lies further back. */
function beforeLastOrder({ past }: ChurnKeeper, run: Run, dyad: number): Minor {
  const last = run.lastOrder[dyad] as number
  const then = past.find(({ day }) => day >= last)
  return (then ? then.contribution[dyad] : run.netContribution[dyad]) as number
}

function open(keeper: ChurnKeeper, event: ChurnEvent): void {
  keeper.open[event.dyad] = keeper.events.push(event) - 1
}

/** Takes in a run, the month-ends in their order and the as-of day last. Between month-ends losses are closed and churn is found, partial losses are not. */
export function noteChurn(keeper: ChurnKeeper, run: Run, orders: OrderDays): void {
  const yearAgo = keeper.past.find(({ day }) => day === monthsBack(run.day, yearOfMonths))
  for (let dyad = 0; dyad < keeper.open.length; dyad++) {
    if (run.lastOrder[dyad] === never) continue
    close(keeper, run, orders, dyad, yearAgo?.sales[dyad] ?? 0)
    find(keeper, run, dyad, run.month === null ? undefined : yearAgo)
  }
  if (run.month === null) return
  keeper.past.push({ day: run.day, sales: run.netSales, contribution: run.netContribution })
  if (keeper.past.length > yearOfMonths) keeper.past.shift()
}

/** After a year without a further fall a partial loss is the level that the customer has: it stands in the report, and is no news of today. */
function close(keeper: ChurnKeeper, run: Run, orders: OrderDays, dyad: number, salesYearAgo: number): void {
  const event = isOpen(keeper, dyad)
  if (event === undefined) return
  if (event.kind === 'partial') {
    if (run.month === null) return
    const now = run.netSales[dyad] as number
    if (!isLess(now, event.reason.args['before'] ?? 0)) event.returned = run.day
    else if (event.on > monthsBack(run.day, yearOfMonths) || isLess(now, salesYearAgo)) return
  } else {
    const next = endOfOrders(orders, dyad, event.on)
    if (next >= endOfOrders(orders, dyad, run.day)) return
    event.returned = orders.day[next] as number
  }
  keeper.open[dyad] = -1
}

const isLess = (now: number, before: number): boolean => before > 0 && now <= (1 - defaultChurnRules.fall) * before

function find(keeper: ChurnKeeper, run: Run, dyad: number, yearAgo: ChurnKeeper['past'][number] | undefined): void {
  const held = isOpen(keeper, dyad)
  if (held?.kind === 'churned') return
  const reason = reasonOf(run, dyad)
  if (reason) {
    const before = beforeLastOrder(keeper, run, dyad)
    return open(keeper, {
      dyad,
      kind: 'churned',
      on: run.day,
      before,
      lost: Math.max(0, before),
      reason,
      isOld: keeper.past.length === 0,
      returned: null,
    })
  }
  const [now, sales] = [run.netSales[dyad] as number, yearAgo?.sales[dyad] ?? 0]
  if (held || yearAgo === undefined || !isLess(now, sales) || (run.lastOrder[dyad] as number) <= yearAgo.day) return
  const before = yearAgo.contribution[dyad] as number
  const lost = Math.max(0, before - (run.netContribution[dyad] as number))
  open(keeper, {
    dyad,
    kind: 'partial',
    on: run.day,
    before,
    lost,
    reason: { code: 'partial_sales', args: { before: sales, now, fall: 1 - now / sales } },
    isOld: false,
    returned: null,
  })
}

/** The loss of a dyad that stands now; undefined where it is with us whole. */
export const openLossOf = (keeper: ChurnKeeper, dyad: number): ChurnEvent | undefined => isOpen(keeper, dyad)
