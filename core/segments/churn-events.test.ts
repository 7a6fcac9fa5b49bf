import { expect, test } from 'vitest'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { orderDaysOf } from '#core/value/window.ts'
import { writtenBook } from '#core/value/written-book.ts'
import { churnCodes, churnText } from './churn-text.ts'
import { noteChurn, openLossOf, startChurn } from './churn-events.ts'
import { placeRuns } from './place-book.ts'

const day = (text: string) => parseDay(text) ?? 0
const every = (who: string, gap: number, from: string, to: string, net: number) => {
  const rows: { who: string; day: number; net: number }[] = []
  for (let at = day(from); at <= day(to); at += gap) rows.push({ who, day: at, net })
  return rows
}

/** Twenty steady customers, one that stops, one that stops and comes back, one that buys half as much in its second and third years. */
function lossesOf(until = '2026-06-30') {
  const steady = Array.from({ length: 20 }, (_, n) => every(`s${n}`, 25 + n, '2023-07-01', until, 500_000)).flat()
  const book = writtenBook({
    from: '2023-07-01',
    until,
    rows: [
      ...steady,
      ...every('stops', 20, '2023-07-01', '2025-03-01', 400_000),
      ...every('returns', 20, '2023-07-01', '2025-03-01', 400_000),
      ...every('returns', 20, '2026-04-10', until, 400_000),
      ...every('halves', 20, '2023-07-01', '2024-12-31', 400_000),
      ...every('halves', 20, '2025-01-01', until, 200_000),
    ],
  })
  const keeper = startChurn(book.keys.length)
  for (const { run } of placeRuns(book, defaultSettings, { keepRuns: 0 })) noteChurn(keeper, run, orderDaysOf(book))
  const of = (who: string) => keeper.events.filter(event => book.keys[event.dyad] === who)
  return { keeper, book, of }
}

test('right: who stops is lost once, with the contribution of its last year; who comes back is marked with the day', () => {
  const { of, keeper, book } = lossesOf()
  const [lost, ...more] = of('stops')
  expect(more).toEqual([])
  expect(lost?.kind).toBe('churned')
  expect(formatDay(lost?.on ?? 0)).toMatch(/^2025-0[4-9]/)
  expect(lost?.returned).toBeNull()
  // 18 or 19 orders of 4,000 at a margin of a quarter, less ¥104 a piece and the cost of capital.
  expect(lost?.before).toBeGreaterThan(1_500_000)
  expect(lost?.before).toBeLessThan(1_750_000)
  expect(lost?.lost).toBe(lost?.before)
  const back = of('returns')[0]
  expect(formatDay(back?.returned ?? 0)).toBe('2026-04-10')
  expect(openLossOf(keeper, book.keys.indexOf('stops'))).toBe(lost)
  expect(openLossOf(keeper, book.keys.indexOf('s0'))).toBeUndefined()
})

test('right: a fall in sales is a partial loss from the month that shows it; after a year it is the level the customer has', () => {
  const { of, keeper, book } = lossesOf('2026-10-31')
  const [fall, ...more] = of('halves')
  expect(more).toEqual([])
  const dyad = book.keys.indexOf('halves')
  expect([openLossOf(keeper, dyad), fall?.returned]).toEqual([undefined, null])
  expect(openLossOf(lossesOf('2026-01-31').keeper, dyad)?.kind).toBe('partial')
  expect(fall?.kind).toBe('partial')
  expect(formatDay(fall?.on ?? 0)).toMatch(/^2025-0[6-8]/)
  expect(fall?.lost).toBeLessThan(fall?.before ?? 0)
  expect(fall?.reason.args['fall']).toBeGreaterThanOrEqual(0.25)
})

test('agrees: the losses of a month do not depend on what came later', () => {
  const [whole, early] = [lossesOf(), lossesOf('2025-12-31')]
  const seen = (of: typeof whole.of) => of('stops').map(({ on, before, lost, reason }) => ({ on, before, lost, reason }))
  expect(seen(early.of)).toEqual(seen(whole.of))
})

test('right: who was lost before the history begins is no loss of its first month', () => {
  const book = writtenBook({
    from: '2023-01-01',
    until: '2024-06-30',
    rows: [
      ...Array.from({ length: 15 }, (_, n) => every(`s${n}`, 25 + n, '2023-01-05', '2024-06-20', 100_000)).flat(),
      ...every('early', 2, '2023-01-01', '2023-01-13', 9_000),
    ],
  })
  const keeper = startChurn(book.keys.length)
  for (const { run } of placeRuns(book, defaultSettings)) noteChurn(keeper, run, orderDaysOf(book))
  expect(keeper.events.map(({ dyad, isOld }) => [book.keys[dyad], isOld])).toEqual([['early', true]])
})

test('right: every code has its sentence in both languages, without a gap', () => {
  const args = { silence: 130, mu: 21, alive: 0.08, before: 1_000_000, now: 600_000, fall: 0.4 }
  for (const code of churnCodes)
    for (const lang of ['zh-CN', 'en'] as const) expect(churnText({ code, args }, lang, 'CNY')).not.toMatch(/[{}]|undefined|NaN/)
  expect(churnText({ code: 'partial_sales', args }, 'en', 'CNY')).toContain('¥10,000.00 to ¥6,000.00 (40% less)')
})
