import { expect, test } from 'vitest'
import { actualOrders, baselineOf, baselines, knownOrders, originAt, usualIntervals } from './baselines.ts'
import type { OrderDays } from './window.ts'

const written = (...customers: readonly (readonly number[])[]): OrderDays => {
  const start = new Uint32Array(customers.length + 1)
  customers.forEach((days, who) => (start[who + 1] = (start[who] as number) + days.length))
  return { start, day: Int32Array.from(customers.flat()) }
}
/** A monthly buyer, one who stopped, one who came late, one who is not there yet at day 400. */
const book = written([0, 30, 60, 200, 330, 360, 390, 410, 440], [10, 40, 70, 100], [395, 420], [500])

test('right: only what was known at the origin, and what came after', () => {
  const origin = originAt(book, 400, 100)
  expect([...origin.who]).toEqual([0, 1, 2])
  expect(knownOrders(origin)).toEqual(written([0, 30, 60, 200, 330, 360, 390], [10, 40, 70, 100], [395]))
  expect([...actualOrders(origin)]).toEqual([2, 0, 1])
  expect([...actualOrders(originAt(book, 400, 19))]).toEqual([1, 0, 0])
})

test('right: each rule by hand', () => {
  const origin = originAt(book, 400, 100)
  expect([...baselineOf('lastWindow', origin)]).toEqual([3, 0, 1])
  expect([...baselineOf('ownRate', origin)]).toEqual([(6 * 100) / 400, (3 * 100) / 390, 0])
  expect([...baselineOf('hiatus', origin)]).toEqual([1.5, 0, 0])
  expect([...baselineOf('bookMean', origin)]).toEqual([4 / 3, 4 / 3, 4 / 3])
  expect([...baselineOf('none', origin)]).toEqual([0, 0, 0])
  expect([...usualIntervals(origin)]).toEqual([30, 30, 30])
})

test('bounded: a customer of a few days is not forecast hundreds of orders', () => {
  expect([...baselineOf('ownRate', originAt(written([398, 399, 400]), 400, 182))]).toEqual([2])
})

test('refuses: before the first order nobody is there, and no rule fails', () => {
  const origin = originAt(book, -1, 100)
  for (const rule of baselines) expect([...baselineOf(rule, origin)]).toEqual([])
})
