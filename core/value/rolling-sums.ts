import type { Book } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { type Sums, summed } from './valuation.ts'

/**
 * Sums of all dyads over a window that only moves forward: each row is added once and taken away once. Amounts are whole minor units, so the sums stay
 * exact and equal those of `sumsBetween` to the last unit.
 */
export type RollingSums = {
  /** `summed.length` figures a dyad. */
  readonly figures: Float64Array
  readonly entered: Uint32Array
  readonly left: Uint32Array
}

export function startSums(book: Book): RollingSums {
  const dyads = book.keys.length
  const entered = book.days.start.slice(0, dyads)
  return { figures: new Float64Array(dyads * summed.length), entered, left: entered.slice() }
}

/** Moves the windows of all dyads to (from, to]; neither border may go back. */
export function moveSums(book: Book, sums: RollingSums, from: CivilDay, to: CivilDay): void {
  const columns = summed.map(column => book.days[column])
  for (let index = 0; index < columns.length; index++) {
    const values = columns[index] as ArrayLike<number>
    if (values.length > 0) moveColumn(book, sums, index, values, from, to)
  }
  advance(book, sums.entered, to)
  advance(book, sums.left, from)
}

function moveColumn(book: Book, sums: RollingSums, index: number, values: ArrayLike<number>, from: CivilDay, to: CivilDay): void {
  const { day, start } = book.days
  const width = summed.length
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    const end = start[dyad + 1] as number
    let change = 0
    for (let row = sums.entered[dyad] as number; row < end && (day[row] as number) <= to; row++) change += values[row] as number
    for (let row = sums.left[dyad] as number; row < end && (day[row] as number) <= from; row++) change -= values[row] as number
    if (change !== 0) sums.figures[dyad * width + index] = (sums.figures[dyad * width + index] as number) + change
  }
}

function advance(book: Book, pointer: Uint32Array, to: CivilDay): void {
  const { day, start } = book.days
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    let row = pointer[dyad] as number
    const end = start[dyad + 1] as number
    while (row < end && (day[row] as number) <= to) row++
    pointer[dyad] = row
  }
}

/** The figures of one dyad, as a view. */
export const sumsOf = (sums: RollingSums, dyad: number): Sums => sums.figures.subarray(dyad * summed.length, (dyad + 1) * summed.length)
