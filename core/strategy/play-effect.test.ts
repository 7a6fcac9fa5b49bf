import { describe, expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { aaTest, allowedAlarms } from './aa-test.ts'
import { askedOfPast, entriesOf, wavesOf } from './effect-entry.ts'
import { effectOf } from './effect-learning.ts'
import { comparableFrom, effectFound, falseAlarmAfter, type Ripe } from './play-effect.ts'

const day = (text: string) => parseDay(text) as number
const effect = { measure: 'share', mean: 0.1, sd: 0.1, horizonMonths: 12, source: 'assumption', evidence: { zh: '', en: '' } } as const

/** Customers of log-normal money, of whom a share of those not held back is given a play that adds `adds` of what they brought. */
function bookOf(seed: number, customers: number, takers: number, adds: number): Ripe[] {
  const random = randomOf(seed)
  return Array.from({ length: customers }, (_, k) => {
    const isHeld = k % 4 === 0
    const size = 1e6 * Math.exp(0.5 * random.normal())
    const before = size * Math.exp(0.1 * random.normal())
    const wasGiven = !isHeld && random.uniform() < takers
    const after = size * Math.exp(0.1 * random.normal()) * (wasGiven ? 1 + adds : 1)
    return { isHeld, wasGiven, before, after, ordersBefore: 10, ordersAfter: wasGiven ? 12 : 10 }
  })
}

describe('what a play added', () => {
  test('a planted fifth is found, also where only half of those who could were given it, and told for one run', () => {
    const whole = effectFound(bookOf(7, 400, 1, 0.2), effect, 0, 1)
    expect(whole.verdict).toBe('works')
    expect(whole.share?.mean).toBeCloseTo(0.2, 1)
    const half = effectFound(bookOf(7, 800, 0.5, 0.2), effect, 0, 1)
    expect(half.uptake).toBeGreaterThan(0.4)
    expect(half.uptake).toBeLessThan(0.6)
    expect(half.run?.mean).toBeCloseTo((half.offered?.mean as number) / half.uptake, 6)
    expect(half.share?.mean).toBeGreaterThan(0.1)
    expect(half.share?.mean).toBeLessThan(0.3)
    expect(half.moreOrders?.mean).toBeCloseTo(2 * half.uptake, 6)
  })

  test('a play that adds nothing is not said to work, and with enough customers it is said that none is seen', () => {
    const found = effectFound(bookOf(11, 1200, 1, 0), effect, 0, 1)
    expect(found.power).toBeGreaterThan(0.8)
    expect(found.verdict).toBe('no_effect_seen')
  })

  test('with few customers nothing is said; with months to come, when; where nobody was given it, that', () => {
    expect(effectFound(bookOf(1, 12, 1, 0.2), effect, 0, 1).verdict).toBe('too_few')
    expect(effectFound(bookOf(1, 12, 1, 0.2), effect, 40, 1).verdict).toBe('too_early')
    expect(effectFound(bookOf(1, 80, 0, 0), effect, 0, 1)).toMatchObject({ verdict: 'not_given', run: null })
    expect(effectFound([], effect, 0, 1)).toMatchObject({ verdict: 'too_few', offered: null, power: null, needed: null })
  })

  test('customers of whom the money is not known are left out', () => {
    const book = bookOf(3, 80, 1, 0)
    expect(effectFound([...book, { ...(book[0] as Ripe), after: Number.NaN }], effect, 0, 1).treated.customers).toBe(60)
  })

  test('eight of each side have to be ripe', () => {
    const days = (from: number) => Array.from({ length: 9 }, (_, k) => from + k)
    expect(comparableFrom({ treated: days(100), held: days(200) })).toBe(207)
    expect(comparableFrom({ treated: days(100), held: [1, 2, 3] })).toBeUndefined()
  })

  test('looking five times raises false alarms to 14 of 100: Armitage, McPherson and Rowe', () => {
    expect([1, 2, 5, 10].map(falseAlarmAfter)).toEqual([0.05, 0.083, 0.142, 0.193])
    expect(falseAlarmAfter(7)).toBeCloseTo(0.1624, 4)
    expect(falseAlarmAfter(400)).toBe(0.32)
  })
})

describe('who is compared', () => {
  test('it is settled at the month-end before the months in which the play was started, by the share that the first start of each held back', () => {
    const start = (on: string, holdoutShare: number) => ({ startedOn: day(on), holdoutShare })
    const starts = [start('2026-03-31', 0.3), start('2026-03-02', 0.1), start('2026-01-15', 0.2)]
    expect([...wavesOf(starts)]).toEqual([
      [day('2025-12-31'), 0.2],
      [day('2026-02-28'), 0.1],
    ])
  })

  test('whoever fits at the month-end enters, on the side of the lot; what that month cannot tell is not asked', () => {
    const condition = {
      all: [
        { field: 'daysSinceOrder', is: 'at_most', value: 60 },
        { field: 'warning', is: 'yes' },
      ],
    } as const
    expect(askedOfPast(condition).all).toHaveLength(1)
    const standing = { stage: null, tier: null, alive: null, headroom: null }
    const row = (dyadId: string, type: 'gold' | 'release', last: string) => ({ ...standing, dyadId, type, lastOrder: day(last) })
    const play = { key: 'k', kind: 'motivator', strategyGroup: 'retain', customerTypes: [], startCondition: condition } as const
    const wave = { tenantId: 't', play, asOf: day('2026-02-28'), share: 0 }
    const rows = [row('a', 'gold', '2026-02-01'), row('b', 'gold', '2025-10-01'), row('c', 'release', '2026-02-01')]
    expect(entriesOf(wave, rows)).toEqual([{ dyadId: 'a', isHeld: false, holdoutShare: 0, customerType: 'gold' }])
    expect(entriesOf({ ...wave, share: 1 }, rows)[0]?.isHeld).toBe(true)
  })
})

describe('the check with lots that stand for nothing', () => {
  const book = (customers: number) => {
    const random = randomOf(42)
    const before = Float64Array.from({ length: customers }, () => Math.exp(random.normal()))
    return {
      dyadIds: Array.from({ length: customers }, (_, k) => `customer-${k}`),
      before,
      after: before.map(value => value * Math.exp(0.5 * random.normal())),
    }
  }

  test('about 5 of 100 alarm on money of heavy tails', () => {
    const found = aaTest(book(300), 'tenant', 0.2, 1)
    expect(found).toMatchObject({ customers: 300, lots: 200, isSound: true })
    expect(aaTest(book(20), 'tenant', 0.1, 1)).toBeUndefined()
  })

  test('of 200, 3 to 19 are allowed for', () => {
    expect(allowedAlarms(200)).toEqual([3, 19])
  })
})

describe('what is expected learns', () => {
  test('10 % +- 10 and a measurement of 20 % +- 10 come to 15 %; without one, or over other months, it stays', () => {
    const measured = { horizonMonths: 12, share: { mean: 0.2, sd: 0.1 }, minor: null }
    expect(effectOf(effect, measured)).toMatchObject({ source: 'measured', mean: expect.closeTo(0.15, 12) })
    expect(effectOf(effect, undefined)).toBe(effect)
    expect(effectOf(effect, { ...measured, horizonMonths: 6 })).toBe(effect)
    expect(effectOf({ ...effect, measure: 'minor', mean: 1000, sd: 500 }, measured)).toMatchObject({ source: 'assumption', mean: 1000 })
  })
})
