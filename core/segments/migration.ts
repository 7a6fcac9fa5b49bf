import type { Minor } from '#core/units/money.ts'
import { type CustomerType, customerTypes, type PyramidTier, pyramidTiers, tierOf } from './grid.ts'
import { flag, none, type Run } from './run.ts'

/** Customers that went from one type to another between two runs (null = not placed), with their net contribution before and after. */
export type Flow = {
  readonly from: CustomerType | null
  readonly to: CustomerType | null
  readonly count: number
  readonly valueBefore: Minor
  readonly valueAfter: Minor
}

const nine = customerTypes.length
const slotOf = (type: number): number => (type === none ? nine : type)
const nameOf = (slot: number): CustomerType | null => customerTypes[slot] ?? null
const moneyOf = (run: Run, dyad: number): number => {
  const value = run.netContribution[dyad] as number
  return Number.isNaN(value) ? 0 : value
}

/**
 * The 9 x 9 transitions between two runs of one book, entered and left beside them; flows without anybody are left out. Values in minor units,
 * unknown ones count 0. Sorted by count, greatest first, then by type. docs/methods/history.md
 */
export function migrationBetween(before: Run, after: Run): readonly Flow[] {
  const width = nine + 1
  const [counts, valuesBefore, valuesAfter] = [0, 1, 2].map(() => new Float64Array(width * width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let dyad = 0; dyad < after.type.length; dyad++) {
    const cell = slotOf(before.type[dyad] as number) * width + slotOf(after.type[dyad] as number)
    if (cell === nine * width + nine) continue
    counts[cell] = (counts[cell] as number) + 1
    valuesBefore[cell] = (valuesBefore[cell] as number) + moneyOf(before, dyad)
    valuesAfter[cell] = (valuesAfter[cell] as number) + moneyOf(after, dyad)
  }
  const flows = Array.from(counts, (count, cell) => ({
    from: nameOf(Math.floor(cell / width)),
    to: nameOf(cell % width),
    count,
    valueBefore: valuesBefore[cell] as number,
    valueAfter: valuesAfter[cell] as number,
  }))
  return flows.filter(flow => flow.count > 0).sort((a, b) => b.count - a.count)
}

/** Whole months that a dyad has stood in its type up to and with run `index`; 0 where it is not placed. Runs are month-ends, oldest first. */
export function monthsInType(runs: readonly Run[], index: number, dyad: number): number {
  const type = runs[index]?.type[dyad] ?? none
  let months = 0
  for (let k = index; type !== none && k >= 0 && runs[k]?.type[dyad] === type; k--) months++
  return months
}

/** One type, tier or band of a run: customers, money, and its share of the positive net contribution of all (null where there is none). */
export type Share = {
  readonly count: number
  readonly netContribution: Minor
  readonly netSales: Minor
  readonly profitShare: number | null
}
export type Shares = {
  readonly types: Readonly<Record<CustomerType, Share>>
  readonly tiers: Readonly<Record<PyramidTier, Share>>
  readonly placed: number
  readonly unplaced: number
}

/**
 * Counts and money per type and per pyramid tier of a run. `profitShare` = net contribution / sum over all placed; null unless that sum is > 0.
 * docs/methods/history.md
 */
export function sharesOf(run: Run): Shares {
  const ofType = room(nine)
  const ofTier = room(pyramidTiers.length)
  let placed = 0
  for (let dyad = 0; dyad < run.type.length; dyad++) {
    const type = run.type[dyad] as number
    const name = customerTypes[type]
    if (name === undefined) continue
    placed++
    add(ofType, type, run, dyad)
    add(ofTier, pyramidTiers.indexOf(tierOf(name, ((run.flags[dyad] as number) & flag.belowZero) !== 0)), run, dyad)
  }
  const whole = ofType.contribution.reduce((sum, value) => sum + value, 0)
  const named = <Name extends string>(names: readonly Name[], from: Room) =>
    Object.fromEntries(names.map((name, slot) => [name, shareOf(from, slot, whole)])) as Record<Name, Share>
  return { types: named(customerTypes, ofType), tiers: named(pyramidTiers, ofTier), placed, unplaced: run.type.length - placed }
}

type Room = { readonly count: Uint32Array; readonly contribution: Float64Array; readonly sales: Float64Array }
const room = (slots: number): Room => ({
  count: new Uint32Array(slots),
  contribution: new Float64Array(slots),
  sales: new Float64Array(slots),
})

function add(into: Room, slot: number, run: Run, dyad: number): void {
  into.count[slot] = (into.count[slot] as number) + 1
  into.contribution[slot] = (into.contribution[slot] as number) + moneyOf(run, dyad)
  into.sales[slot] = (into.sales[slot] as number) + (run.netSales[dyad] as number)
}

function shareOf(from: Room, slot: number, whole: number): Share {
  const netContribution = from.contribution[slot] as number
  return {
    count: from.count[slot] as number,
    netContribution,
    netSales: from.sales[slot] as number,
    profitShare: whole > 0 ? netContribution / whole : null,
  }
}
