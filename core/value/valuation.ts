import type { Book } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { type Minor, toMinor } from '#core/units/money.ts'
import { type ActivityKind, activityKinds, rateOf, type ValuationSettings } from './settings.ts'
import { rowsBetween } from './window.ts'

export const valueStates = ['measured', 'estimated', 'unknown'] as const
export type ValueState = (typeof valueStates)[number]

/** The parts of the net contribution in the order in which they are shown. */
export const valueParts = ['netSales', 'costOfGoods', 'rebates', 'claims', 'freight', ...activityKinds, 'financing'] as const
export type ValuePart = (typeof valueParts)[number]

/**
 * One part: its signed effect on the contribution (sales +, costs -), what it was counted on and the rate. Cost of goods: quantity = net sales without
 * a known cost, rate = the share of cost taken for them. Financing: quantity = days outstanding, rate a year. null = unknown.
 */
export type PartValue = {
  readonly part: ValuePart
  readonly amount: Minor | null
  readonly quantity: number | null
  readonly rate: number | null
  readonly state: ValueState
}

export type Valuation = {
  readonly from: CivilDay
  readonly to: CivilDay
  readonly parts: readonly PartValue[]
  /** Sum of the parts that are known; null where the whole is unknown. */
  readonly total: Minor | null
  /** The worst state of the parts used. */
  readonly state: ValueState
  /** Parts that nothing is known about: left out of the total, never taken for zero. */
  readonly unknown: readonly ValuePart[]
}

/** The day columns that a valuation sums up, in the order of a `Sums` array. */
export const summed = [
  'netSales',
  'knownCost',
  'salesOfKnownCost',
  'rebates',
  'claims',
  'freight',
  'orders',
  'lines',
  'deliveries',
  'rushDeliveries',
  'visits',
  'calls',
  'complaints',
  'returns',
  'creditNotes',
  'paid',
  'paidDays',
] as const
export type Summed = (typeof summed)[number]

/** Sums over a window, one for each of `summed`. */
export type Sums = Float64Array
const at = Object.fromEntries(summed.map((column, index) => [column, index])) as Record<Summed, number>

/** What the parts need to know beside the sums: which sources the book has, and the rates in its currency. */
export type Tariff = {
  readonly settings: ValuationSettings
  readonly known: Readonly<Record<ValuePart, boolean>>
  /** By kind, in the order of `activityKinds`: is it counted at all, its rate (NaN = unknown), the index of the sum that it multiplies. */
  readonly counted: readonly boolean[]
  readonly rates: Float64Array
  readonly counts: Uint8Array
}

const quantityOf: Readonly<Record<ActivityKind, Summed>> = {
  order: 'orders',
  line: 'lines',
  delivery: 'deliveries',
  rushDelivery: 'rushDeliveries',
  visit: 'visits',
  call: 'calls',
  complaint: 'complaints',
  return: 'returns',
  creditNote: 'creditNotes',
}

/** Rates and sources for a book. Without delivery facts each order counts as one delivery. */
export function tariffOf(book: Book, settings: ValuationSettings): Tariff {
  const { sources, days } = book
  const rate = (kind: ActivityKind) => rateOf(settings, kind, book.currency)
  const filled = (column: Summed) => days[column].length === days.day.length
  const columns = activityKinds.map(kind => (kind === 'delivery' && !sources.deliveries ? 'orders' : quantityOf[kind]))
  const sourceOf = { rushDelivery: sources.deliveries, visit: sources.visits, call: sources.calls, complaint: sources.complaints }
  const counted = activityKinds.map(
    (kind, index) => filled(columns[index] as Summed) && ((sourceOf as Partial<Record<ActivityKind, boolean>>)[kind] ?? true),
  )
  const known = {
    ...Object.fromEntries(activityKinds.map((kind, index) => [kind, counted[index] === true && rate(kind) !== null])),
    netSales: true,
    costOfGoods: true,
    rebates: sources.rebates,
    claims: sources.claims,
    freight: sources.freight,
    financing: true,
  } as Record<ValuePart, boolean>
  return {
    settings,
    known,
    counted,
    rates: Float64Array.from(activityKinds, kind => rate(kind) ?? Number.NaN),
    counts: Uint8Array.from(columns, column => at[column]),
  }
}

/** Days outstanding of a window: by payments where there are any, else the default. */
function daysOutstanding(sums: Sums, settings: ValuationSettings): number {
  const paid = sums[at.paid] as number
  return paid > 0 ? (sums[at.paidDays] as number) / paid : settings.daysOutstandingDefault
}

const firstActivity = valueParts.indexOf('order')
const financingPart = valueParts.indexOf('financing')
const { measured, estimated, unknown } = { measured: 0, estimated: 1, unknown: 2 } as const

/** Room for the parts of one valuation: signed amounts (minor units) and state codes, in the order of `valueParts`. */
export type Parts = { readonly amount: Float64Array; readonly state: Uint8Array }
export const roomForParts = (): Parts => ({ amount: new Float64Array(valueParts.length), state: new Uint8Array(valueParts.length) })

function fillGoods(sums: Sums, margin: number | null, parts: Parts): void {
  const rest = (sums[at.netSales] as number) - (sums[at.salesOfKnownCost] as number)
  parts.amount[0] = toMinor(sums[at.netSales] as number)
  parts.state[0] = measured
  parts.amount[1] = rest !== 0 && margin === null ? 0 : -toMinor((sums[at.knownCost] as number) + (1 - (margin ?? 0)) * rest)
  parts.state[1] = rest === 0 ? measured : margin === null ? unknown : estimated
}

function fillKnownCosts(sums: Sums, tariff: Tariff, parts: Parts): void {
  for (let part = 2; part < firstActivity; part++) {
    const name = valueParts[part] as 'rebates' | 'claims' | 'freight'
    parts.amount[part] = tariff.known[name] ? -toMinor(sums[at[name]] as number) : 0
    parts.state[part] = tariff.known[name] ? measured : unknown
  }
}

function fillActivities(sums: Sums, tariff: Tariff, parts: Parts): void {
  for (let kind = 0; kind < activityKinds.length; kind++) {
    const part = firstActivity + kind
    const quantity = sums[tariff.counts[kind] as number] as number
    const isKnown = tariff.known[valueParts[part] as ValuePart]
    parts.amount[part] = isKnown ? -toMinor(quantity * (tariff.rates[kind] as number)) : 0
    parts.state[part] = !isKnown ? unknown : quantity === 0 ? measured : estimated
  }
}

function fillFinancing(sums: Sums, settings: ValuationSettings, parts: Parts): void {
  const base = Math.max(0, sums[at.netSales] as number) * settings.financingRate
  parts.amount[financingPart] = -toMinor((base * daysOutstanding(sums, settings)) / 365)
  parts.state[financingPart] = base === 0 || (sums[at.paid] as number) > 0 ? measured : estimated
}

/**
 * All parts of the net contribution of a window into `parts`. Source: cost to serve by activity (Kaplan & Cooper 1998, "Cost & Effect"); the
 * rules are docs/methods/net-contribution.md.
 */
export function fillParts(sums: Sums, tariff: Tariff, parts: Parts): void {
  fillGoods(sums, tariff.settings.margin, parts)
  fillKnownCosts(sums, tariff, parts)
  fillActivities(sums, tariff, parts)
  fillFinancing(sums, tariff.settings, parts)
}

/** Sum of the known parts, NaN where the cost of goods is unknown: then the whole is. */
export function totalOf(parts: Parts): number {
  if (parts.state[1] === unknown) return Number.NaN
  let total = 0
  for (let part = 0; part < parts.amount.length; part++) total += parts.amount[part] as number
  return total
}

/** Code of the worst state among the parts used. */
export function stateOf(parts: Parts): number {
  if (parts.state[1] === unknown) return unknown
  let worst: number = measured
  for (let part = 0; part < parts.state.length; part++) if (parts.state[part] === estimated) worst = estimated
  return worst
}

/** Sums of a dyad's rows in (from, to]. */
export function sumsBetween(book: Book, dyad: number, from: CivilDay, to: CivilDay): Sums {
  const sums = new Float64Array(summed.length)
  const [first, end] = rowsBetween(book, dyad, from, to)
  summed.forEach((column, index) => {
    const values = book.days[column]
    for (let row = first; row < end && values.length > 0; row++) sums[index] = (sums[index] as number) + (values[row] as number)
  })
  return sums
}

function quantityAndRate(part: ValuePart, sums: Sums, tariff: Tariff): readonly [number | null, number | null] {
  const kind = activityKinds.indexOf(part as ActivityKind)
  if (kind >= 0) {
    const rate = tariff.rates[kind] as number
    const count = sums[tariff.counts[kind] as number] as number
    return [tariff.counted[kind] ? count : null, Number.isNaN(rate) ? null : rate]
  }
  if (part === 'financing') return [daysOutstanding(sums, tariff.settings), tariff.settings.financingRate]
  if (part !== 'costOfGoods') return [null, null]
  const { margin } = tariff.settings
  return [(sums[at.netSales] as number) - (sums[at.salesOfKnownCost] as number), margin === null ? null : 1 - margin]
}

/** The net contribution of a dyad over (from, to], opened to its parts. Minor units. docs/methods/net-contribution.md */
export function valuate(book: Book, dyad: number, from: CivilDay, to: CivilDay, settings: ValuationSettings): Valuation {
  const tariff = tariffOf(book, settings)
  const sums = sumsBetween(book, dyad, from, to)
  const room = roomForParts()
  fillParts(sums, tariff, room)
  const parts = valueParts.map((part, index): PartValue => {
    const state = valueStates[room.state[index] as number] ?? 'unknown'
    const [quantity, rate] = quantityAndRate(part, sums, tariff)
    const amount = state === 'unknown' ? null : (room.amount[index] as number) + 0
    return { part, amount, quantity, rate, state }
  })
  const total = totalOf(room)
  const missing = parts.filter(part => part.state === 'unknown').map(part => part.part)
  return {
    from,
    to,
    parts,
    total: Number.isNaN(total) ? null : total + 0,
    state: valueStates[stateOf(room)] ?? 'unknown',
    unknown: missing,
  }
}
