import { freePages, newPages } from '#core/numerics/pages.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { OrderDays } from './window.ts'

/** What a log of purchases comes to: the order days of every customer, and what was spent. Customers without an order have no days. */
export type PurchaseLog = {
  readonly orders: OrderDays
  /** Money of all orders of a customer, and of those of its first day, in the log's currency. */
  readonly spend: Float64Array
  readonly firstSpend: Float64Array
  /** Lines that were taken. */
  readonly lines: number
}

export type PurchaseLogBuilder = {
  /** Adds a line of an order (never a return): `amount` >= 0. Lines may come in any order. */
  readonly add: (customer: number, day: CivilDay, amount: number) => void
  /** The first `count` lines of columns, their amounts in hundredths: whole numbers below 2^31. */
  readonly addMany: (customers: Int32Array, days: Int32Array, hundredths: Int32Array, count: number) => void
  /** Merges the lines of each customer and day, for customers 0 to `customers - 1`. The builder is empty afterwards. */
  readonly finish: (customers: number) => PurchaseLog
}

/** Customers are dealt out in runs of so many, so that each run is sorted within the processor's own memory. */
const runBits = 14
const runSize = 1 << runBits
/** A line is one number: its customer within the run above, days since `earliest` below. */
const dayBits = 17
const dayMask = (1 << dayBits) - 1
/** 1 January 1900: with 17 bits, days up to the year 2258 are held. */
const earliest = -25_567

/** Lines lie in blocks, each of one run, chained; blocks lie in slabs. */
const blockBits = 12
const blockRows = 1 << blockBits
const slabBits = 19
const slabRows = 1 << slabBits
const slabMask = slabRows - 1

type State = {
  keys: Int32Array[]
  /** Hundredths; below zero = the place, -1 - k, in `wide`. */
  amounts: Int32Array[]
  wide: number[]
  /** By run: where its next line goes; its blocks. */
  cursor: Int32Array
  chains: number[][]
  blocks: number
  lines: number
}

const emptyState = (): State => ({ keys: [], amounts: [], wide: [], cursor: new Int32Array(64), chains: [], blocks: 0, lines: 0 })

/** The first place of a fresh block for a run. */
function openBlock(state: State, run: number): number {
  while (state.chains.length <= run) state.chains.push([])
  if (run >= state.cursor.length) {
    const wider = new Int32Array(Math.max(run + 1, state.cursor.length * 2))
    wider.set(state.cursor)
    state.cursor = wider
  }
  const first = state.blocks++ * blockRows
  if (first >>> slabBits >= state.keys.length) {
    state.keys.push(new Int32Array(newPages(slabRows * 4)))
    state.amounts.push(new Int32Array(newPages(slabRows * 4)))
  }
  state.chains[run]?.push(first)
  return first
}

/** Hundredths where they say it exactly within 31 bits; else a place in `wide`. */
function packed(state: State, amount: number): number {
  const hundredths = Math.round(amount * 100)
  if (hundredths < 0x7fffffff && hundredths / 100 === amount) return hundredths
  return -state.wide.push(amount)
}

function addLine(state: State, customer: number, day: CivilDay, amount: number): void {
  const run = customer >>> runBits
  let at = run < state.cursor.length ? (state.cursor[run] as number) : 0
  if ((at & (blockRows - 1)) === 0) at = openBlock(state, run)
  const slab = at >>> slabBits
  const place = at & slabMask
  ;(state.keys[slab] as Int32Array)[place] = ((customer & (runSize - 1)) << dayBits) | (day - earliest)
  ;(state.amounts[slab] as Int32Array)[place] = amount
  // A full block leaves the cursor on a border, which asks for the next one.
  state.cursor[run] = at + 1
  state.lines++
}

/** Gathers a log with 8 bytes a line and sorts it in two passes: runs of customers, then a counting sort by customer in each, insertion within. */
export function newPurchaseLog(): PurchaseLogBuilder {
  let state = emptyState()
  const add = (customer: number, day: CivilDay, amount: number) => addLine(state, customer, day, packed(state, amount))
  const addMany = (who: Int32Array, days: Int32Array, hundredths: Int32Array, count: number) => {
    for (let k = 0; k < count; k++) addLine(state, who[k] as number, days[k] as number, hundredths[k] as number)
  }
  const finish = (customers: number) => {
    const log = fold(state, customers)
    for (const slab of [...state.keys, ...state.amounts]) freePages(slab.buffer)
    state = emptyState()
    return log
  }
  return { add, addMany, finish }
}

type Folded = {
  readonly start: Uint32Array
  day: Int32Array
  next: number
  readonly spend: Float64Array
  readonly firstSpend: Float64Array
}

function fold(state: State, customers: number): PurchaseLog {
  const into: Folded = {
    start: new Uint32Array(customers + 1),
    day: new Int32Array(Math.max(1024, state.lines >> 1)),
    next: 0,
    spend: new Float64Array(customers),
    firstSpend: new Float64Array(customers),
  }
  const longest = state.chains.reduce((most, _, run) => Math.max(most, rowsOf(state, run)), 0)
  const room: Room = {
    start: new Uint32Array(runSize + 1),
    next: new Uint32Array(runSize),
    days: new Int32Array(longest),
    amounts: new Int32Array(longest),
  }
  for (let run = 0; run << runBits < customers; run++) foldRun(state, run, customers, room, into)
  return {
    orders: { start: into.start, day: into.day.subarray(0, into.next) },
    spend: into.spend,
    firstSpend: into.firstSpend,
    lines: state.lines,
  }
}

/** Work room of one run, used again for each. */
type Room = { readonly start: Uint32Array; readonly next: Uint32Array; readonly days: Int32Array; readonly amounts: Int32Array }

function rowsOf({ chains, cursor }: State, run: number): number {
  const chain = chains[run]
  const last = chain?.at(-1)
  return chain === undefined || last === undefined ? 0 : (chain.length - 1) * blockRows + (cursor[run] as number) - last
}

/** Calls back for each block of a run: its slab, and its rows as [from, until). */
function eachBlock(state: State, run: number, take: (slab: number, from: number, until: number) => void): void {
  let left = rowsOf(state, run)
  for (const first of state.chains[run] ?? []) {
    take(first >>> slabBits, first & slabMask, (first & slabMask) + Math.min(left, blockRows))
    left -= blockRows
  }
}

function foldRun(state: State, run: number, customers: number, room: Room, into: Folded): void {
  const first = run << runBits
  const count = Math.min(runSize, customers - first)
  const rows = rowsOf(state, run)
  spread(state, run, room)
  if (into.next + rows > into.day.length) {
    const wider = new Int32Array(Math.max(into.next + rows, into.day.length + (into.day.length >> 1)))
    wider.set(into.day.subarray(0, into.next))
    into.day = wider
  }
  for (let k = 0; k < count; k++) {
    sortByDay(room, room.start[k] as number, room.start[k + 1] as number)
    mergeDays(state.wide, room, k, first + k, into)
    into.start[first + k + 1] = into.next
  }
}

/** Counting sort by customer: the days and amounts of each lie together, in the order of the file. */
function spread(state: State, run: number, { start, next, days, amounts }: Room): void {
  start.fill(0)
  eachBlock(state, run, (slab, from, until) => {
    const keys = state.keys[slab] as Int32Array
    for (let at = from; at < until; at++) {
      const place = ((keys[at] as number) >>> dayBits) + 1
      start[place] = (start[place] as number) + 1
    }
  })
  for (let k = 0; k < runSize; k++) start[k + 1] = (start[k + 1] as number) + (start[k] as number)
  next.set(start.subarray(0, runSize))
  eachBlock(state, run, (slab, from, until) => {
    const [keys, money] = [state.keys[slab] as Int32Array, state.amounts[slab] as Int32Array]
    for (let at = from; at < until; at++) {
      const key = keys[at] as number
      const place = next[key >>> dayBits] as number
      next[key >>> dayBits] = place + 1
      days[place] = key & dayMask
      amounts[place] = money[at] as number
    }
  })
}

/** Insertion sort, which costs next to nothing on a log that is nearly in order; where it would cost much, a sort of whole numbers. */
function sortByDay({ days, amounts }: Room, from: number, until: number): void {
  let left = 16 * (until - from)
  for (let at = from + 1; at < until; at++) {
    const day = days[at] as number
    if (day >= (days[at - 1] as number)) continue
    const amount = amounts[at] as number
    let place = at
    for (; place > from && (days[place - 1] as number) > day; place--) {
      days[place] = days[place - 1] as number
      amounts[place] = amounts[place - 1] as number
    }
    days[place] = day
    amounts[place] = amount
    left -= at - place
    if (left < 0) return sortWhole(days, amounts, from, until)
  }
}

/** Day and amount as one whole number of 49 bits, so that the machine's own sort of numbers does it. */
function sortWhole(days: Int32Array, amounts: Int32Array, from: number, until: number): void {
  const both = Float64Array.from(
    { length: until - from },
    (_, k) => (days[from + k] as number) * 2 ** 32 + ((amounts[from + k] as number) >>> 0),
  )
  both.sort()
  for (let k = 0; k < both.length; k++) {
    days[from + k] = Math.floor((both[k] as number) / 2 ** 32)
    amounts[from + k] = (both[k] as number) | 0
  }
}

/** Orders of one day are one; the money of a customer is summed, that of its first day apart. */
function mergeDays(wide: readonly number[], { start, days, amounts }: Room, k: number, customer: number, into: Folded): void {
  const { day: merged } = into
  const [from, until] = [start[k] as number, start[k + 1] as number]
  const opening = days[from] as number
  let { next } = into
  let [last, spend, first] = [-1, 0, 0]
  for (let row = from; row < until; row++) {
    const day = days[row] as number
    const amount = amounts[row] as number
    if (day !== last) merged[next++] = day + earliest
    last = day
    const money = amount < 0 ? (wide[-1 - amount] as number) * 100 : amount
    spend += money
    if (day === opening) first += money
  }
  into.next = next
  into.spend[customer] = spend / 100
  into.firstSpend[customer] = first / 100
}
