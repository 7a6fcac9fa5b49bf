import { lowerBound, midRank, sortFew } from '#core/numerics/order-statistics.ts'
import type { Book } from '#core/trade/book.ts'
import type { CivilMonth } from '#core/units/civil-day.ts'
import { type Basket, fillBasket, type Slots } from './categories.ts'

/** Look-alikes of a dyad, and how many of a sales quartile they are sought among. */
export const lookAlikes = 25
export const sampleSize = 2000
/** Cosines closer than this are equal: the digits below are the noise of adding up. */
const sameCosine = 1e-12

/** Look-alikes to be searched: their positive shares as unit vectors, by slot; and all their sums, by dyad. */
type Sample = {
  readonly dyads: Int32Array
  readonly postStart: Uint32Array
  readonly postAt: Uint16Array
  readonly postWeight: Float64Array
  readonly rowStart: Uint32Array
  readonly rowSlot: Int32Array
  readonly rowSales: Float64Array
}

/** Every member up to 2,000; above, every n-th of the quartile in the order of the book (a systematic sample). */
function drawn(members: Int32Array): Int32Array {
  if (members.length <= sampleSize) return members
  return Int32Array.from({ length: sampleSize }, (_, k) => members[Math.floor((k * members.length) / sampleSize)] as number)
}

/** Length of the vector of positive sums; 1 for an empty one. */
function lengthOf(basket: Basket): number {
  let squares = 0
  for (let k = 0; k < basket.count; k++) squares += Math.max(0, basket.own[basket.touched[k] as number] as number) ** 2
  return squares === 0 ? 1 : Math.sqrt(squares)
}

type SampleRows = { readonly slots: number[]; readonly sales: number[]; readonly weights: number[]; readonly start: Uint32Array }

function sampleRows(book: Book, dyads: Int32Array, month: CivilMonth, slots: Slots, basket: Basket): SampleRows {
  const rows: SampleRows = { slots: [], sales: [], weights: [], start: new Uint32Array(dyads.length + 1) }
  dyads.forEach((dyad, index) => {
    fillBasket(book, dyad, month, slots, basket)
    const length = lengthOf(basket)
    for (let k = 0; k < basket.count; k++) {
      const slot = basket.touched[k] as number
      const sales = basket.own[slot] as number
      if (sales === 0) continue
      rows.slots.push(slot)
      rows.sales.push(sales)
      rows.weights.push(Math.max(0, sales) / length)
    }
    rows.start[index + 1] = rows.slots.length
  })
  return rows
}

function sampleOf(book: Book, members: Int32Array, month: CivilMonth, slots: Slots, basket: Basket): Sample {
  const dyads = drawn(members)
  const rows = sampleRows(book, dyads, month, slots, basket)
  const postStart = new Uint32Array(slots.count + 1)
  rows.slots.forEach((slot, row) => {
    if ((rows.weights[row] as number) > 0) postStart[slot + 1] = (postStart[slot + 1] as number) + 1
  })
  for (let slot = 0; slot < slots.count; slot++) postStart[slot + 1] = (postStart[slot + 1] as number) + (postStart[slot] as number)
  const next = postStart.slice()
  const postAt = new Uint16Array(postStart[slots.count] as number)
  const postWeight = new Float64Array(postAt.length)
  for (let index = 0; index < dyads.length; index++) {
    for (let row = rows.start[index] as number; row < (rows.start[index + 1] as number); row++) {
      if ((rows.weights[row] as number) <= 0) continue
      const slot = rows.slots[row] as number
      const place = next[slot] as number
      next[slot] = place + 1
      postAt[place] = index
      postWeight[place] = rows.weights[row] as number
    }
  }
  return {
    dyads,
    postStart,
    postAt,
    postWeight,
    rowStart: rows.start,
    rowSlot: Int32Array.from(rows.slots),
    rowSales: Float64Array.from(rows.sales),
  }
}

/** The look-alikes found for one dyad, nearest first: how many, who, how near; and what they buy. Reused from dyad to dyad. */
export type Neighbourhood = {
  found: number
  readonly dyads: Int32Array
  readonly bestCosine: Float64Array
  /** Sales of the look-alikes by slot, `lookAlikes` places a slot; slots in use are listed. */
  readonly sales: Float64Array
  readonly salesCount: Uint8Array
  readonly salesSlots: Int32Array
  slotsInUse: number
}

/** Room for one search. */
type Search = Neighbourhood & { readonly cosine: Float64Array; readonly best: Int32Array }

const roomForSearch = (slots: Slots): Search => ({
  cosine: new Float64Array(sampleSize),
  best: new Int32Array(lookAlikes),
  dyads: new Int32Array(lookAlikes),
  bestCosine: new Float64Array(lookAlikes),
  found: 0,
  sales: new Float64Array(slots.count * lookAlikes),
  salesCount: new Uint8Array(slots.count),
  salesSlots: new Int32Array(slots.count),
  slotsInUse: 0,
})

function fillCosines(sample: Sample, basket: Basket, search: Search): void {
  const { cosine } = search
  const { postStart, postAt, postWeight } = sample
  cosine.fill(0, 0, sample.dyads.length)
  const length = lengthOf(basket)
  for (let k = 0; k < basket.count; k++) {
    const slot = basket.touched[k] as number
    const weight = (basket.own[slot] as number) / length
    if (weight <= 0) continue
    const end = postStart[slot + 1] as number
    for (let post = postStart[slot] as number; post < end; post++) {
      const at = postAt[post] as number
      cosine[at] = (cosine[at] as number) + weight * (postWeight[post] as number)
    }
  }
}

/** Keeps the 25 greatest cosines; as the sample runs in the order of the book, the earlier of two equals stays. */
function pickNearest(sample: Sample, dyad: number, search: Search): void {
  const { cosine, best, bestCosine } = search
  let found = 0
  let gate = Number.NEGATIVE_INFINITY
  for (let index = 0; index < sample.dyads.length; index++) {
    const value = cosine[index] as number
    if (value <= gate || sample.dyads[index] === dyad) continue
    let place = found < lookAlikes ? found++ : lookAlikes - 1
    for (; place > 0 && value > (bestCosine[place - 1] as number) + sameCosine; place--) {
      bestCosine[place] = bestCosine[place - 1] as number
      best[place] = best[place - 1] as number
    }
    bestCosine[place] = value
    best[place] = index
    if (found === lookAlikes) gate = (bestCosine[lookAlikes - 1] as number) + sameCosine
  }
  search.found = found
}

function gatherSales(sample: Sample, search: Search): void {
  const { sales, salesCount, salesSlots } = search
  for (let k = 0; k < search.slotsInUse; k++) salesCount[salesSlots[k] as number] = 0
  search.slotsInUse = 0
  for (let k = 0; k < search.found; k++) {
    const index = search.best[k] as number
    search.dyads[k] = sample.dyads[index] as number
    for (let row = sample.rowStart[index] as number; row < (sample.rowStart[index + 1] as number); row++) {
      const slot = sample.rowSlot[row] as number
      const count = salesCount[slot] as number
      if (count === 0) salesSlots[search.slotsInUse++] = slot
      sales[slot * lookAlikes + count] = sample.rowSales[row] as number
      salesCount[slot] = count + 1
    }
  }
}

/** P75 of the look-alikes' sales in a slot; who buys none of it counts with 0. Minor units. */
export const upperQuartile = (near: Neighbourhood, slot: number): number => salesQuantile(near, slot, 0.75)

/** How many of the look-alikes bought in a slot: net sales above zero. */
export function buyersAmong({ sales, salesCount }: Neighbourhood, slot: number): number {
  let buyers = 0
  const count = salesCount[slot] as number
  for (let k = 0; k < count; k++) if ((sales[slot * lookAlikes + k] as number) > 0) buyers++
  return buyers
}

/** A quantile (type 7) of the look-alikes' sales in a slot; who buys none of it counts with 0. Minor units; 0 without look-alikes. */
export function salesQuantile(search: Neighbourhood, slot: number, share: number): number {
  const { found } = search
  const count = search.salesCount[slot] as number
  const place = share * (found - 1)
  const low = Math.floor(place)
  if (count === 0) return 0
  const few = search.sales.subarray(slot * lookAlikes, slot * lookAlikes + count)
  sortFew(few, count)
  const negative = lowerBound(few, 0)
  const zeros = found - count
  const ranked = (rank: number): number =>
    rank < negative ? (few[rank] as number) : rank < negative + zeros ? 0 : (few[rank - zeros] as number)
  const at = ranked(low)
  return place === low ? at : at + (place - low) * (ranked(low + 1) - at)
}

/** The dyads of A(t) by sales quartile: mid-rank percentile of their 12-month net sales, in steps of 25. */
function quartiles(active: Int32Array, netSales: Float64Array): readonly Int32Array[] {
  const sorted = Float64Array.from(active, dyad => netSales[dyad] as number).sort()
  const quarter = Uint8Array.from(active, dyad => Math.min(3, Math.floor(midRank(sorted, netSales[dyad] as number) / 25)))
  return [0, 1, 2, 3].map(wanted => active.filter((_, index) => quarter[index] === wanted))
}

export type NeighbourhoodInput = {
  readonly book: Book
  readonly month: CivilMonth
  readonly slots: Slots
  /** Indices of A(t), ascending, and the 12-month net sales of all dyads. */
  readonly active: Int32Array
  readonly netSales: Float64Array
}

/** A dyad and its look-alikes, in room that the next one uses again. */
export type Placed = { readonly dyad: number; readonly near: Neighbourhood }

/**
 * Each dyad of A(t) with its look-alikes: those of its sales quartile with the nearest category shares by cosine; the basket is filled with its own
 * sales. Both are reused: read them before the next one. docs/methods/headroom.md
 */
export function* neighbourhoods({ book, month, slots, active, netSales }: NeighbourhoodInput, basket: Basket): Generator<Placed> {
  const search = roomForSearch(slots)
  for (const members of quartiles(active, netSales)) {
    const sample = sampleOf(book, members, month, slots, basket)
    for (const dyad of members) {
      fillBasket(book, dyad, month, slots, basket)
      fillCosines(sample, basket, search)
      pickNearest(sample, dyad, search)
      gatherSales(sample, search)
      yield { dyad, near: search }
    }
  }
}
