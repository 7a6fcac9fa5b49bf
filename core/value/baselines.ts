import type { CivilDay } from '#core/units/civil-day.ts'
import { muOfNobody, ownMu, tenantMuOf } from './rhythm.ts'
import { endOfOrders, type OrderDays } from './window.ts'

/**
 * Rules without a model, which every model has to beat. From the simplest; `none` and `bookMean` are marks to measure by, never chosen.
 * ownRate: the customer's own orders per day so far; lastWindow: as many as in the last window of that length; hiatus: none after a silence of three usual
 * intervals, else the own rate (Wuebben and von Wangenheim 2008, J. Marketing 72(3), 82-93); bookMean: the same for all. docs/methods/baselines.md
 */
export const baselines = ['lastWindow', 'ownRate', 'hiatus', 'bookMean', 'none'] as const
export type Baseline = (typeof baselines)[number]

/** Usual intervals of silence after which the hiatus rule takes a customer for gone. */
export const hiatusIntervals = 3

/**
 * A book as it stood at the end of day `at`: for each customer the end of the order days up to then (`first < end` for all: those without an order are
 * left out), and the window looked forward and back, in days.
 */
export type Origin = {
  readonly at: CivilDay
  readonly horizon: number
  readonly orders: OrderDays
  /** Index into `orders` of each customer here. */
  readonly who: Uint32Array
  /** Position in `orders.day` after the last order up to `at`. */
  readonly end: Uint32Array
}

/** The customers with an order up to `at`. */
export function originAt(orders: OrderDays, at: CivilDay, horizon: number): Origin {
  const count = orders.start.length - 1
  const [who, end] = [new Uint32Array(count), new Uint32Array(count)]
  let known = 0
  for (let dyad = 0; dyad < count; dyad++) {
    const last = endOfOrders(orders, dyad, at)
    if (last === orders.start[dyad]) continue
    who[known] = dyad
    end[known++] = last
  }
  return { at, horizon, orders, who: who.slice(0, known), end: end.slice(0, known) }
}

/** The order days that were known at the origin, as a book of their own. */
export function knownOrders({ orders, who, end }: Origin): OrderDays {
  const start = new Uint32Array(who.length + 1)
  for (let i = 0; i < who.length; i++) {
    start[i + 1] = (start[i] as number) + (end[i] as number) - (orders.start[who[i] as number] as number)
  }
  const day = new Int32Array(start[who.length] as number)
  for (let i = 0; i < who.length; i++) {
    day.set(orders.day.subarray(orders.start[who[i] as number] as number, end[i] as number), start[i] as number)
  }
  return { start, day }
}

/** Order days in (at, at + horizon], one a customer: the truth a forecast is held to. */
export function actualOrders({ orders, who, end, at, horizon }: Origin): Int32Array {
  return Int32Array.from(who, (dyad, i) => {
    const border = orders.start[dyad + 1] as number
    let last = end[i] as number
    while (last < border && (orders.day[last] as number) <= at + horizon) last++
    return last - (end[i] as number)
  })
}

/** Expected orders of each customer in the horizon by a rule. docs/methods/baselines.md */
export function baselineOf(rule: Baseline, origin: Origin): Float64Array {
  switch (rule) {
    case 'ownRate':
      return ownRates(origin)
    case 'lastWindow':
      return lastWindow(origin)
    case 'hiatus':
      return hiatus(origin)
    case 'bookMean':
      return bookMean(origin)
    case 'none':
      return new Float64Array(origin.who.length)
  }
}

/**
 * Repeat orders over the days since the first order, times the horizon. Who is younger than the horizon is measured over one horizon, or two orders in
 * the first week would be a hundred a year.
 */
function ownRates({ orders, who, end, at, horizon }: Origin): Float64Array {
  return Float64Array.from(who, (dyad, i) => {
    const start = orders.start[dyad] as number
    const age = Math.max(at - (orders.day[start] as number), horizon)
    return (((end[i] as number) - start - 1) * horizon) / age
  })
}

/** All orders in (at - horizon, at], first ones too, as anyone would count them. */
function lastWindow({ orders, who, end, at, horizon }: Origin): Float64Array {
  return Float64Array.from(who, (dyad, i) => {
    const start = orders.start[dyad] as number
    let first = end[i] as number
    while (first > start && (orders.day[first - 1] as number) > at - horizon) first--
    return (end[i] as number) - first
  })
}

function hiatus(origin: Origin): Float64Array {
  const { orders, end, at } = origin
  const rates = ownRates(origin)
  const usual = usualIntervals(origin)
  for (let i = 0; i < rates.length; i++) {
    const silence = at - (orders.day[(end[i] as number) - 1] as number)
    if (silence > hiatusIntervals * (usual[i] as number)) rates[i] = 0
  }
  return rates
}

/** The orders of all in the last window, shared equally among the customers. */
function bookMean(origin: Origin): Float64Array {
  const last = lastWindow(origin)
  return new Float64Array(last.length).fill(last.reduce((sum, orders) => sum + orders, 0) / Math.max(1, last.length))
}

/** The usual interval of each customer (rhythm.ts), the book's median for those with fewer than two gaps. Days. */
export function usualIntervals({ orders, who, end }: Origin): Float64Array {
  const own = Float64Array.from(who, (dyad, i) => ownMu(orders, dyad, end[i] as number))
  const book = own.length === 0 ? muOfNobody : tenantMuOf(own)
  return own.map(mu => (Number.isNaN(mu) ? book : mu))
}
