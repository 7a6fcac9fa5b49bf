import { expect, test } from 'vitest'
import { type Random, randomOf } from '#core/numerics/random.ts'
import { dateOf, dayOf } from '#core/units/civil-day.ts'
import { type OperationalTime, operationalDay, operationalHorizon, operationalTimeOf } from './operational-time.ts'
import type { OrderDays } from './window.ts'

const from = dayOf(2022, 1, 1)

/** Orders of customers with a course of rates over the days; they join at any time, and half of them leave at any time. */
function simulated(random: Random, customers: number, days: number, rateOn: (day: number) => number): OrderDays {
  const start = new Uint32Array(customers + 1)
  const day: number[] = []
  for (let who = 0; who < customers; who++) {
    const rate = 0.02 * (0.3 + random.gamma(2))
    const joins = Math.floor(random.uniform() * days * 0.8)
    const leaves = random.uniform() < 0.5 ? joins + Math.floor(random.uniform() * days) : days
    for (let at = joins; at < Math.min(days, leaves); at++) {
      if (at === joins || random.uniform() < rate * rateOn(from + at)) day.push(from + at)
    }
    start[who + 1] = day.length
  }
  return { start, day: Int32Array.from(day) }
}

const season = [0.7, 0.8, 0.9, 1, 1, 1, 1, 1, 1.1, 1.2, 1.4, 1.6]
const steady = (time: OperationalTime) => [...time.season].every(factor => factor === 1) && time.growth === 0

test('right: season and growth are found again, and customers who come and go do not pass for growth', () => {
  const growing = (day: number) => (season[dateOf(day).month - 1] as number) * Math.exp((0.3 * (day - from)) / 365.25)
  const time = operationalTimeOf(simulated(randomOf(1), 1500, 1096, growing), from, from + 1095)
  expect(time.seasonKnown).toBe(true)
  expect(time.growth).toBeGreaterThan(0.2)
  expect(time.growth).toBeLessThan(0.4)
  const mean = Math.exp(season.reduce((sum, factor) => sum + Math.log(factor), 0) / 12)
  for (let m = 0; m < 12; m++) expect(Math.abs((time.season[m] as number) / ((season[m] as number) / mean) - 1)).toBeLessThan(0.2)
  const flat = operationalTimeOf(
    simulated(randomOf(2), 1500, 1096, () => 1),
    from,
    from + 1095,
  )
  expect(Math.abs(flat.growth)).toBeLessThan(0.1)
})

test('right: a horizon in the high season is longer on the clock than one in the low', () => {
  const time = operationalTimeOf(
    simulated(randomOf(3), 1500, 1096, day => season[dateOf(day).month - 1] as number),
    from,
    from + 1095,
  )
  expect(operationalHorizon(time, dayOf(2025, 9, 30), 92)).toBeGreaterThan(1.2 * operationalHorizon(time, dayOf(2024, 12, 31), 92))
})

test('refuses: a short or small book keeps the calendar', () => {
  const short = operationalTimeOf(
    simulated(randomOf(4), 300, 200, () => 1),
    from,
    from + 199,
  )
  const small = operationalTimeOf(
    simulated(randomOf(5), 4, 1096, () => 1),
    from,
    from + 1095,
  )
  const empty = operationalTimeOf({ start: Uint32Array.of(0), day: new Int32Array(0) }, from, from + 1095)
  for (const time of [short, small, empty]) {
    expect(steady(time)).toBe(true)
    expect(operationalHorizon(time, time.until, 182)).toBeCloseTo(182, 9)
    expect(operationalDay(time, from + 9)).toBeCloseTo(10, 9)
  }
})

test('bounded: the clock never stands still, agrees with the calendar at its ends and runs on beyond what is kept', () => {
  const time = operationalTimeOf(
    simulated(randomOf(6), 800, 1096, day => season[dateOf(day).month - 1] as number),
    from,
    from + 1095,
  )
  expect(operationalDay(time, from - 1)).toBe(0)
  expect(operationalDay(time, from + 1095)).toBeCloseTo(1096, 6)
  for (let day = from - 5; day < from + 1095 + 1500; day += 7)
    expect(operationalDay(time, day + 1)).toBeGreaterThan(operationalDay(time, day))
})

test('agrees: the same book gives the same clock', () => {
  const book = simulated(randomOf(7), 400, 800, () => 1)
  expect(operationalTimeOf(book, from, from + 799)).toEqual(operationalTimeOf(book, from, from + 799))
})
