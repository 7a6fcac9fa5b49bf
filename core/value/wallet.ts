import { upperBound } from '#core/numerics/order-statistics.ts'
import type { Book } from '#core/trade/book.ts'
import { type CivilDay, type CivilMonth, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { type Minor, toMinor } from '#core/units/money.ts'
import { type Basket, fillBasket, roomForBasket, type Slots, slotsAt, startCategories } from './categories.ts'
import { type LapsedCategory, lapsedCategories } from './lapsed-categories.ts'
import { buyersAmong, type Neighbourhood, neighbourhoods, salesQuantile } from './look-alikes.ts'
import type { WalletAttribute, WalletProfile } from './wallet-features.ts'
import {
  type CategoryModel,
  expectWallet,
  fittedCustomers,
  fitWallets,
  leastCustomers,
  mostCategories,
  roomForWallet,
  walletQuantiles,
  type WalletRoom,
} from './wallet-model.ts'
import { isMonthEnd, rowsBetween } from './window.ts'

/** What an expected spend rests on: the regression, the look-alikes alone (too few buyers for a regression), or the customer's own year before. */
export const walletBases = ['regression', 'look_alikes', 'year_before'] as const
export type WalletBasis = (typeof walletBases)[number]

/** One category of one customer. Own net sales of 12 months and of the 12 before; the range of the expected; minor units a year. */
export type WalletRow = {
  readonly key: string
  readonly own: Minor
  readonly before: Minor
  readonly low: Minor
  readonly middle: Minor
  readonly high: Minor
  readonly basis: WalletBasis
  /** How many of the look-alikes buy it; months of the 12 with a purchase of anything else. */
  readonly buyers: number
  readonly monthsOutside: number
  readonly lapsed: LapsedCategory | undefined
}

/** A customer's wallet as reckoned: nobody's word, confidence C. `dyad`, `lookAlikes`: places in the book; the nearest first. */
export type CustomerWallet = {
  readonly dyad: number
  readonly profile: WalletProfile
  readonly lookAlikes: readonly number[]
  readonly rows: readonly WalletRow[]
}

/** How much could be judged: by regressions, by look-alikes alone (under 20 customers), or nothing (under 6: nobody is like anybody). */
export const walletMethods = ['regression', 'look_alikes', 'none'] as const
export type WalletMethod = (typeof walletMethods)[number]
const leastToCompare = 6

export type WalletInput = {
  readonly book: Book
  /** By dyad. */
  readonly attributesOf: (dyad: number) => Readonly<Record<WalletAttribute, string | null>>
}

/** The ground that all wallets of a book stand on. Twelve calendar months that end with `month`. */
export type WalletGround = {
  readonly book: Book
  readonly month: CivilMonth
  readonly slots: Slots
  readonly active: Int32Array
  readonly netSales: Float64Array
  readonly method: WalletMethod
  /** Categories (or items) that stand for themselves, the largest first. */
  readonly keys: readonly string[]
  readonly models: readonly CategoryModel[]
  readonly profileOf: (dyad: number, basket: Basket) => WalletProfile
}

/** Rows of a category that a customer never bought: at most so many, and none under this share of all it buys. */
const [mostNew, leastShare] = [5, 0.005]

/** The last whole month up to a day: a wallet is a measure of whole months. */
export const walletMonth = (until: CivilDay): CivilMonth => (isMonthEnd(until) ? monthOf(until) : monthOf(until) - 1)

function hasOrdered(book: Book, dyad: number, from: CivilDay, to: CivilDay): boolean {
  const [first, end] = rowsBetween(book, dyad, from, to)
  for (let row = first; row < end; row++) if (book.days.orders[row]) return true
  return false
}

function tenureOf(book: Book, dyad: number, month: CivilMonth): number {
  const first = book.days.start[dyad] as number
  return first === book.days.start[dyad + 1] ? 0 : Math.max(0, month + 1 - monthOf(book.days.day[first] as number))
}

/** Net sales of the 12 months by slot, all dyads together, and of each dyad. */
function sumSales({ cells, keys }: Book, month: CivilMonth, slots: Slots) {
  const bySlot = new Float64Array(slots.count)
  const byDyad = new Float64Array(keys.length)
  for (let dyad = 0; dyad < keys.length; dyad++) {
    for (let row = cells.start[dyad] as number; row < (cells.start[dyad + 1] as number); row++) {
      const age = month - (cells.month[row] as number)
      if (age < 0 || age >= 12) continue
      const key = cells.key[row] as number
      const slot = key < 0 ? slots.other : (slots.slotOf[key] as number)
      bySlot[slot] = (bySlot[slot] as number) + (cells.netSales[row] as number)
      byDyad[dyad] = (byDyad[dyad] as number) + (cells.netSales[row] as number)
    }
  }
  return { bySlot, byDyad }
}

/** Text of each slot's key; the slot of all others has none. */
function keysBySlot({ cells }: Book, slots: Slots): readonly (string | undefined)[] {
  const texts = Array.from({ length: slots.count }, (): string | undefined => undefined)
  cells.keys.forEach((text, key) => {
    const slot = slots.slotOf[key] as number
    if (slot !== slots.other) texts[slot] = text
  })
  return texts
}

/** The months of the 12 in which a dyad bought anything of a slot, one bit a month, by slot. */
function monthsBought({ cells }: Book, dyad: number, month: CivilMonth, slots: Slots): ReadonlyMap<number, number> {
  const bits = new Map<number, number>()
  for (let row = cells.start[dyad] as number; row < (cells.start[dyad + 1] as number); row++) {
    const age = month - (cells.month[row] as number)
    if (age < 0 || age >= 12 || (cells.netSales[row] as number) <= 0) continue
    const key = cells.key[row] as number
    const slot = key < 0 ? slots.other : (slots.slotOf[key] as number)
    bits.set(slot, (bits.get(slot) ?? 0) | (1 << age))
  }
  return bits
}

function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

type Places = ReadonlyMap<string, number>

function profiler({ book, attributesOf }: WalletInput, month: CivilMonth, slots: Slots, slotOf: Places, netSales: Float64Array) {
  return (dyad: number, basket: Basket): WalletProfile => {
    const bought = monthsBought(book, dyad, month, slots)
    const monthsOutside = (key: string): number => {
      let bits = 0
      for (const [slot, months] of bought) if (slot !== slotOf.get(key)) bits |= months
      return countBits(bits)
    }
    return {
      total: netSales[dyad] as number,
      salesIn: key => basket.own[slotOf.get(key) ?? -1] ?? 0,
      tenureMonths: tenureOf(book, dyad, month),
      monthsOutside,
      attributes: attributesOf(dyad),
    }
  }
}

/** A profile that stays when the basket is filled anew. */
function kept(profile: WalletProfile, basket: Basket, slotOf: Places): WalletProfile {
  const own = basket.own.slice()
  return { ...profile, salesIn: key => own[slotOf.get(key) ?? -1] ?? 0 }
}

/** Counts, fits and remembers what every wallet of the book is judged by. Memory: the sample alone, however large the book. */
export function groundWallets(input: WalletInput): WalletGround {
  const { book } = input
  const month = walletMonth(book.until)
  const slots = slotsAt(startCategories(book), month)
  const { bySlot, byDyad: netSales } = sumSales(book, month, slots)
  const texts = keysBySlot(book, slots)
  const slotOf = new Map(texts.flatMap((text, slot) => (text === undefined ? [] : [[text, slot] as const])))
  const keys = [...slotOf.keys()]
    .filter(key => (bySlot[slotOf.get(key) as number] as number) > 0)
    .toSorted((a, b) => (bySlot[slotOf.get(b) as number] as number) - (bySlot[slotOf.get(a) as number] as number) || (a < b ? -1 : 1))
    .slice(0, mostCategories)
  const [from, to] = [lastDayOf(month - 12), lastDayOf(month)]
  const active = Int32Array.from(book.keys.keys()).filter(dyad => hasOrdered(book, dyad, from, to))
  const profileOf = profiler(input, month, slots, slotOf, netSales)
  const basket = roomForBasket(slots)
  const size = Math.min(active.length, fittedCustomers)
  const sample = Array.from({ length: size }, (_, k) => active[Math.floor((k * active.length) / size)] as number)
  const profiles = sample.map(dyad => {
    fillBasket(book, dyad, month, slots, basket)
    return kept(profileOf(dyad, basket), basket, slotOf)
  })
  const method =
    keys.length === 0 || active.length < leastToCompare ? 'none' : active.length < leastCustomers ? 'look_alikes' : 'regression'
  const models = method === 'regression' ? fitWallets(profiles, keys) : []
  return { book, month, slots, active, netSales, method, keys, models, profileOf }
}

/** Everything that stays the same from customer to customer. */
type Judge = {
  readonly ground: WalletGround
  readonly slotOf: Places
  readonly modelOf: ReadonlyMap<string, CategoryModel>
  readonly basket: Basket
  readonly room: WalletRoom
}

function expected(judge: Judge, key: string, slot: number, profile: WalletProfile, near: Neighbourhood | undefined) {
  const model = near === undefined ? undefined : judge.modelOf.get(key)
  if (model !== undefined) {
    const [low = 0, middle = 0, high = 0] = expectWallet(model, profile, judge.room)
    return { basis: 'regression' as const, low, middle, high }
  }
  const [low = 0, middle = 0, high = 0] =
    near === undefined ? [] : walletQuantiles.map(share => Math.max(0, salesQuantile(near, slot, share)))
  return { basis: near === undefined ? ('year_before' as const) : ('look_alikes' as const), low, middle, high }
}

/** A wallet holds at least what we sell into it; what was bought the year before can be bought again. */
function rowOf(
  judge: Judge,
  key: string,
  profile: WalletProfile,
  near: Neighbourhood | undefined,
  lapsed: LapsedCategory | undefined,
): WalletRow {
  const slot = judge.slotOf.get(key) as number
  const own = judge.basket.own[slot] as number
  const before = judge.basket.prior[slot] as number
  const reckoned = expected(judge, key, slot, profile, near)
  const least = Math.max(0, own)
  const middle = Math.max(least, before, reckoned.middle)
  const [from, to] = [Math.max(least, Math.min(reckoned.low, middle)), Math.max(middle, reckoned.high)]
  return {
    key,
    own: toMinor(own),
    before: toMinor(before),
    low: toMinor(reckoned.basis === 'year_before' ? middle : from),
    middle: toMinor(middle),
    high: toMinor(to),
    basis: before > reckoned.middle && before > least ? 'year_before' : reckoned.basis,
    buyers: near === undefined ? 0 : buyersAmong(near, slot),
    monthsOutside: profile.monthsOutside(key),
    lapsed,
  }
}

/** Rows that say something: what is or was bought, what has lapsed, and the greatest of what is not bought. */
function rowsOf(judge: Judge, profile: WalletProfile, dyad: number, near: Neighbourhood | undefined): readonly WalletRow[] {
  const { ground, basket } = judge
  const lapsed = new Map(lapsedCategories(ground.book, dyad, ground.month, ground.slots).map(one => [one.slot, one]))
  const told: WalletRow[] = []
  const others: WalletRow[] = []
  for (const key of ground.keys) {
    const slot = judge.slotOf.get(key) as number
    const isTold = basket.own[slot] !== 0 || (basket.prior[slot] as number) > 0 || lapsed.has(slot)
    if (!isTold && near === undefined) continue
    const row = rowOf(judge, key, profile, near, lapsed.get(slot))
    if (isTold) told.push(row)
    else if (row.middle > 0 && row.middle >= leastShare * profile.total) others.push(row)
  }
  return told.concat(others.toSorted((a, b) => b.middle - a.middle).slice(0, mostNew))
}

/**
 * The wallet of each customer that has something to tell: those with an order in 12 months with their look-alikes, then those without one by
 * their own year before alone. One after another, so that memory does not grow with the book. docs/methods/wallet-share.md
 */
export function* walletsOf(ground: WalletGround): Generator<CustomerWallet> {
  const { book, month, slots, active, method, models, profileOf } = ground
  const basket = roomForBasket(slots)
  const slotOf = new Map(keysBySlot(book, slots).flatMap((text, slot) => (text === undefined ? [] : [[text, slot] as const])))
  const judge: Judge = { ground, slotOf, modelOf: new Map(models.map(model => [model.key, model])), basket, room: roomForWallet() }
  for (const { dyad, near } of method === 'none' ? [] : neighbourhoods(ground, basket)) {
    const profile = profileOf(dyad, basket)
    const rows = rowsOf(judge, profile, dyad, near)
    if (rows.length > 0) yield { dyad, profile, lookAlikes: Array.from(near.dyads.subarray(0, near.found)), rows }
  }
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    const at = upperBound(active, dyad)
    if (method !== 'none' && at > 0 && active[at - 1] === dyad) continue
    fillBasket(book, dyad, month, slots, basket)
    const profile = profileOf(dyad, basket)
    const rows = rowsOf(judge, profile, dyad, undefined)
    if (rows.length > 0) yield { dyad, profile, lookAlikes: [], rows }
  }
}
