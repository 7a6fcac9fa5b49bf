import { expect, test } from 'vitest'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { usualChoice } from '#core/value/future-basis.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { writtenBook } from '#core/value/written-book.ts'
import { futureOf, futureRunOf, typeSharesOf } from './future-run.ts'
import { groundOf } from './ground.ts'
import { placeBook } from './place-book.ts'
import { scoreAlone } from './score-between.ts'

const until = parseDay('2026-06-18') ?? 0
const customers = 40

/** Customers of many rhythms; every eighth has stopped. `net` of an order in minor units. */
function firm(net: (who: number) => number = who => 300_000 + who * 20_000) {
  const rows = Array.from({ length: customers }, (_, who) => {
    const [gap, end] = [14 + ((who * 13) % 60), who % 8 === 0 ? until - 200 : until - (who % 12)]
    return Array.from({ length: Math.floor(900 / gap) }, (_, n) => ({
      who: `c${who}`,
      day: end - n * gap - ((n * 7 + who) % 5),
      net: net(who),
    }))
  })
  return writtenBook({ from: '2023-06-01', until: '2026-06-18', rows: rows.flat() })
}

function futureIn(book = firm(), settings = defaultSettings, choice = usualChoice) {
  const { now, frozen } = placeBook(book, settings)
  const made = futureRunOf(groundOf(book, settings, {}), now, frozen, { choice })
  if (made === null) throw new Error('no future')
  return made
}

test('right: a customer on time is due within its usual gaps and worth its orders, spend and margin; one that stopped is not', () => {
  const made = futureIn()
  const [here, gone] = [futureOf(made, 1), futureOf(made, 8)]
  if (here === null || gone === null) throw new Error('no record')
  expect(here.every[0]).toBeGreaterThan(22)
  expect(here.every[1]).toBeLessThan(32)
  expect(here.nextOn).toBeGreaterThan(until)
  expect(here.nextOn).toBeLessThan(until + 32)
  expect(here.orders).toBeGreaterThan(9)
  expect(here.orders).toBeLessThan(15)
  expect(here.ownSpend).toBe(320_000)
  // A margin of a quarter, less ¥40 + ¥4 + ¥60 an order and thirty days of capital.
  expect(here.margin).toBeCloseTo(0.25 - 10_400 / 320_000 - (0.06 * 30) / 365, 2)
  expect(here.clv).toBeCloseTo(here.discountedOrders * here.spend * (here.margin ?? 0), -3)
  expect(gone.orders).toBeLessThan(1)
  expect(gone.clv ?? 0).toBeLessThan((here.clv ?? 0) / 10)
})

test('right: a rule that forecasts the orders of a book gives its number, and its range still holds it', () => {
  const byRule = futureIn(firm(), defaultSettings, { orders: { method: 'lastWindow', clock: 'calendar' }, model: 'mbgcnbd' })
  for (const dyad of [1, 2, 3, 30]) {
    const record = futureOf(byRule, dyad)
    const { start, day } = byRule.ground.orders
    const lastYear = [...day.subarray((start[dyad] ?? 0) + 1, start[dyad + 1])].filter(on => on > until - 365).length
    expect(record?.orders).toBe(lastYear)
    expect(record?.ordersLow).toBeLessThanOrEqual(lastYear)
    expect(record?.ordersHigh).toBeGreaterThanOrEqual(lastYear)
  }
  expect(futureOf(byRule, 1)?.clv).toBe(futureOf(futureIn(), 1)?.clv)
})

test('agrees: one customer by the basis of its book has the figures that it has among all', () => {
  const book = firm()
  const { frozen, confirmed, runs } = placeBook(book, defaultSettings)
  for (const choice of [usualChoice, { orders: { method: 'ownRate', clock: 'calendar' }, model: 'mbgcnbd' } as const]) {
    const made = futureIn(book, defaultSettings, choice)
    const basis = JSON.parse(JSON.stringify(made.basis)) as typeof made.basis
    for (const dyad of [0, 1, 17, 39]) {
      const held = { headroom: runs.at(-1)?.headroom[dyad] ?? null, current: null, potential: null }
      expect(confirmed.current.length).toBe(customers)
      const { ground, run } = scoreAlone({ book, dyad, at: until, settings: defaultSettings, frozen, held })
      const alone = futureRunOf(ground, run, frozen, { basis })
      const [one, among] = [alone && futureOf(alone, 0), futureOf(made, dyad)]
      if (!one || !among) throw new Error('no record')
      const { orders, clv, nextOn, spend, margin, atStake, every } = among
      expect(one.orders).toBeCloseTo(orders, 1)
      expect(one).toMatchObject({ clv, nextOn, spend, atStake, every })
      expect(one.margin).toBeCloseTo(margin ?? 0, 9)
    }
  }
})

test('right: where the cost of goods is unknown there is no lifetime value, and nothing else is lost', () => {
  const record = futureOf(futureIn(firm(), { ...defaultSettings, margin: null }), 1)
  expect([record?.clv, record?.clvLow, record?.margin, record?.atStake]).toEqual([null, null, null, null])
  expect(record?.orders).toBeGreaterThan(5)
})

test('bounded: ranges hold their figure, days lie ahead, probabilities add up to 1; a customer without an order has no future', () => {
  const made = futureIn()
  for (let dyad = 0; dyad < customers; dyad++) {
    const record = futureOf(made, dyad)
    if (record === null) throw new Error('no record')
    expect(record.ordersLow <= record.orders && record.orders <= record.ordersHigh).toBe(true)
    expect((record.clvLow ?? 0) <= (record.clv ?? 0) && (record.clv ?? 0) <= (record.clvHigh ?? 0)).toBe(true)
    for (const on of [record.nextFrom, record.nextOn, record.nextTo]) if (on !== null) expect(formatDay(on) > formatDay(until)).toBe(true)
    expect((record.nextFrom ?? 0) <= (record.nextOn ?? Infinity)).toBe(true)
    expect(typeSharesOf(made, dyad)?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  }
  const empty = writtenBook({ from: '2026-01-01', until: '2026-06-18', keys: ['x'], rows: [] })
  const { now, frozen } = placeBook(empty, defaultSettings)
  expect(futureRunOf(groundOf(empty, defaultSettings, {}), now, frozen)).toBeNull()
})
