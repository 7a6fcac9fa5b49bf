import { expect, test } from 'vitest'
import { placeBook } from '#core/segments/place-book.ts'
import { placementOf } from '#core/segments/placement.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { cnbdModelOf, fillAlive, fitOutlook } from './outlook-model.ts'
import { cnbdAlive } from './cnbd-expectation.ts'
import { statisticsOf } from './purchase-statistics.ts'
import { defaultSettings } from './settings.ts'
import { orderDaysOf } from './window.ts'
import { writtenBook } from './written-book.ts'

const day = (text: string) => parseDay(text) ?? 0
const until = day('2026-06-30')

/** So many customers that order every `gap` days, the last of them silent since `silent` days. */
function regulars(customers: number, gap: number, silent = 0) {
  const rows = Array.from({ length: customers }, (_, who) => {
    const end = until - (who === customers - 1 ? silent : who % gap)
    return Array.from({ length: 20 }, (_, n) => ({ who: `c${who}`, day: end - n * gap, net: 1000 }))
  })
  return writtenBook({ until: '2026-06-30', from: '2024-01-01', rows: rows.flat() })
}

test('right: who keeps the rhythm is alive, who is silent for six times its gap is not; the gaps are seen to be regular', () => {
  const book = regulars(40, 21, 130)
  const orders = orderDaysOf(book)
  const seen = statisticsOf(orders, until, 1)
  const model = fitOutlook(seen.statistics, until)
  if (model === undefined) throw new Error('no model')
  expect(model.prior).toBe('weak')
  expect(model.fit.k).toBe(12)
  const alive = new Float32Array(40).fill(Number.NaN)
  fillAlive(model, seen, alive)
  expect(alive[0]).toBeGreaterThan(0.97)
  expect(alive[39]).toBeLessThan(0.05)
  expect(cnbdAlive(cnbdModelOf(model.fit), { x: 19, recency: 399, age: 529 })).toBeCloseTo(alive[39] ?? 0, 6)
})

test('refuses: without a population the industry speaks, and nobody at all has no model', () => {
  const few = fitOutlook(statisticsOf(orderDaysOf(regulars(3, 30)), until, 1).statistics, until)
  expect(few?.prior).toBe('industry')
  expect(few?.fit.warnings.map(warning => warning.code)).toEqual(['few_customers'])
  const { a = 0, b = 0, r } = few?.fit.parameters ?? {}
  expect([r, a / (a + b), a + b]).toEqual([1, expect.closeTo(0.08, 12), expect.closeTo(8, 12)])
  expect(fitOutlook(statisticsOf(orderDaysOf(writtenBook({ until: '2026-06-30', rows: [] })), until, 1).statistics, until)).toBeUndefined()
})

test('agrees: the settings decide between the model and the own rhythm, and the run shows which', () => {
  const book = regulars(40, 21, 75)
  const [model, rhythm] = [defaultSettings, { ...defaultSettings, purchaseModel: 'rhythm' as const }].map(settings =>
    placeBook(book, settings),
  )
  if (model === undefined || rhythm === undefined) throw new Error('no history')
  expect(rhythm.frozen.outlook).toBeNull()
  expect(placementOf(rhythm.now, 39).alive).toBeCloseTo((4 - 75 / 21) / 3, 3)
  expect(model.frozen.outlook?.until).toBe(until)
  expect(placementOf(model.now, 39).alive).toBeLessThan(0.14)
  expect(placementOf(model.now, 39).subIndices.outlook).toBeCloseTo(100 * (0.7 * (model.now.alive[39] ?? 0) + 0.3 * 0.5), -1)
})

test('bounded: a probability for every customer at every month-end, from its first order on', () => {
  const { runs, now } = placeBook(regulars(30, 9, 200), defaultSettings)
  for (const run of [...runs, now]) {
    run.alive.forEach((alive, dyad) => {
      if (run.orders[dyad] === 0) expect(alive).toBeNaN()
      else expect(alive >= 0 && alive <= 1).toBe(true)
    })
  }
})
