import { midRank } from '#core/numerics/order-statistics.ts'
import { type Basket, fillBasket, roomForBasket } from './categories.ts'
import { type Neighbourhood, type NeighbourhoodInput, neighbourhoods, upperQuartile } from './look-alikes.ts'

const gapIn = (basket: Basket, slot: number, quarter: number): number =>
  Math.max(0, Math.max(quarter, basket.prior[slot] as number) - (basket.own[slot] as number))

/** Without look-alikes only the dyad's own year before counts. */
const quarterIn = (search: Neighbourhood | null, slot: number): number =>
  search === null || search.found === 0 ? Number.NEGATIVE_INFINITY : upperQuartile(search, slot)

/** Sum over the categories of what look-alikes or the dyad itself, a year ago, bought more. Minor units of net sales. */
function gapsOf(basket: Basket, search: Neighbourhood | null): number {
  let sum = 0
  for (let k = 0; k < basket.count; k++) {
    const slot = basket.touched[k] as number
    sum += gapIn(basket, slot, quarterIn(search, slot))
  }
  for (let k = 0; search !== null && k < search.slotsInUse; k++) {
    const slot = search.salesSlots[k] as number
    if (basket.marked[slot] === 0) sum += Math.max(0, upperQuartile(search, slot))
  }
  return sum
}

/** Own net sales of a category in the last 12 months, and what more was reckoned possible. Minor units. */
export type SlotGap = { readonly own: number; readonly gap: number }

export type HeadroomInput = NeighbourhoodInput & {
  readonly margin: number
  /** What evidence makes of a dyad's gaps: answers e from their sum (NaN = unknown) and, by slot, own sales and gap. */
  readonly evidence?: ((dyad: number, gaps: number, bySlot: (slot: number) => SlotGap) => number) | undefined
}

/**
 * Expected extra contribution e of every dyad at a month-end, in minor units; NaN where nothing was bought in 24 months. The dyads of A(t) are
 * compared with their look-alikes, the others with their own months 13 to 24 alone. docs/methods/headroom.md
 */
export function expectedExtra(input: HeadroomInput): Float64Array {
  const { book, slots } = input
  const extra = new Float64Array(book.keys.length).fill(Number.NaN)
  const basket = roomForBasket(slots)
  for (const { dyad, near } of neighbourhoods(input, basket)) extra[dyad] = weighed(input, dyad, gapsOf(basket, near), basket, near)
  fillLapsed(input, extra, basket)
  return extra
}

function weighed(input: HeadroomInput, dyad: number, gaps: number, basket: Basket, search: Neighbourhood | null): number {
  if (input.evidence === undefined) return gaps * input.margin
  return input.evidence(dyad, gaps, slot => ({ own: basket.own[slot] as number, gap: gapIn(basket, slot, quarterIn(search, slot)) }))
}

/** Dyads without a sale in 12 months: known only if they bought in the 12 before (or evidence says so). */
function fillLapsed(input: HeadroomInput, extra: Float64Array, basket: Basket): void {
  const isActive = new Uint8Array(extra.length)
  for (const dyad of input.active) isActive[dyad] = 1
  for (let dyad = 0; dyad < extra.length; dyad++) {
    if (isActive[dyad] === 1) continue
    fillBasket(input.book, dyad, input.month, input.slots, basket)
    let bought = false
    for (let k = 0; k < basket.count; k++) bought ||= (basket.prior[basket.touched[k] as number] as number) > 0
    extra[dyad] = weighed(input, dyad, bought ? gapsOf(basket, null) : Number.NaN, basket, null)
  }
}

/** Headroom 0..100: mid-rank percentile of e among the dyads of A(t). NaN where e is, or where A(t) is empty. */
export function headroomOf(extra: Float64Array, active: Int32Array): Float32Array {
  const sorted = Float64Array.from(active, dyad => extra[dyad] as number)
    .filter(value => !Number.isNaN(value))
    .sort()
  return Float32Array.from(extra, value => (Number.isNaN(value) ? Number.NaN : midRank(sorted, value)))
}
