import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cnbdAlive, cnbdAliveOfBook, cnbdExpected, cnbdExpectedOfBook, type CnbdModel, cnbdNewCustomer } from './cnbd-expectation.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'
import { observe, simulateOrders } from './simulated-customers.ts'

const cdnow = { r: 0.242594, alpha: 4.413602, a: 0.792922, b: 2.425907 }
const bgnbd: CnbdModel = { shape: { k: 1, drops: 'repeat' }, parameters: cdnow }

test('right: BG/NBD, E[X(t)] of a new customer as published by Fader, Hardie and Lee (2005) at six times', () => {
  const published = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
  ;[0.1429, 1, 3, 31.8571, 32, 78].forEach((t, i) => {
    const value = published[i] as number
    expect(Math.abs(cnbdNewCustomer(bgnbd, t) - value)).toBeLessThan(Math.max(5e-5, 1e-3 * value))
  })
})

test('right: BG/NBD, E[Y(39) | 2, 30.43, 38.86] = 1.226', () => {
  expect(cnbdExpected(bgnbd, { x: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 3)
})

/** 2F1(a, b; c; z) by its series, for the published form. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1]
  for (let n = 0; n < 5000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1))
    sum += term
  }
  return sum
}

const parameters = fc.record({
  r: fc.double({ min: 0.1, max: 5, noNaN: true }),
  alpha: fc.double({ min: 1, max: 20, noNaN: true }),
  a: fc.double({ min: 0.1, max: 5, noNaN: true }),
  b: fc.double({ min: 0.3, max: 10, noNaN: true }),
})
const seen = fc
  .record({
    x: fc.integer({ min: 0, max: 30 }),
    age: fc.double({ min: 0, max: 80, noNaN: true }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ x, age, part }) => ({ x, age, recency: x === 0 ? 0 : age * part }))
const shapes = fc.record({
  k: fc.integer({ min: 1, max: 6 }),
  drops: fc.constantFrom('never' as const, 'repeat' as const, 'start' as const),
})

test('agrees: for k = 1 the sum is the published form with 2F1, for BG and MBG', () => {
  fc.assert(
    fc.property(parameters, seen, fc.boolean(), fc.double({ min: 0.1, max: 60, noNaN: true }), (p, customer, isMbg, t) => {
      fc.pre(Math.abs(p.a - 1) > 0.01)
      const { r, alpha, a } = p
      const { x, age } = customer
      const stays = p.b + x + (isMbg ? 1 : 0)
      const z = t / (alpha + age + t)
      const whole = ((a + stays - 1) / (a - 1)) * (1 - (1 - z) ** (r + x) * hypergeometric(r + x, stays, a + stays - 1, z))
      const model: CnbdModel = { shape: { k: 1, drops: isMbg ? 'start' : 'repeat' }, parameters: p }
      const expected = whole * cnbdAlive(model, customer)
      expect(Math.abs(cnbdExpected(model, customer, t) - expected)).toBeLessThan(1e-7 * Math.max(1, expected))
    }),
  )
})

test('right: k of 2, 3 and 4 as an independent integration over dropout has them', () => {
  const expected = (k: number, drops: 'start' | 'repeat', [r, alpha, a, b]: number[], [x, recency, age]: number[], t: number) =>
    cnbdExpected(
      { shape: { k, drops }, parameters: { r, alpha, a, b } } as CnbdModel,
      { x, recency, age } as { x: number; recency: number; age: number },
      t,
    )
  expect(expected(2, 'start', [0.9, 2.2, 0.5, 4], [5, 30, 40], 26)).toBeCloseTo(2.6398011948, 9)
  expect(expected(3, 'repeat', [1.4, 6, 1, 3], [0, 0, 20], 52)).toBeCloseTo(1.3017443312, 9)
  expect(expected(4, 'start', [0.5, 3, 2.5, 6], [12, 50, 52], 104)).toBeCloseTo(8.1917462214, 9)
})

test('agrees: a = 1 lies between its neighbours', () => {
  const at = (a: number) => cnbdNewCustomer({ ...bgnbd, parameters: { ...cdnow, a } }, 52)
  expect(at(1)).toBeCloseTo((at(1 + 1e-6) + at(1 - 1e-6)) / 2, 9)
})

test('agrees: where a sum grows too long the integral takes its place at the same height', () => {
  // With k = 1 both are exact: they meet without a jump near t = 19,100.
  const values = Array.from({ length: 12 }, (_, i) => cnbdNewCustomer(bgnbd, 18_950 + 30 * i))
  const steps = values.slice(1).map((value, i) => value - (values[i] as number))
  for (const step of steps) expect(Math.abs(step / (steps[0] as number) - 1)).toBeLessThan(0.02)
})

test.each([
  [1, true],
  [2, true],
  [3, false],
  [4, true],
])('agrees: simulated customers with k = %i order as often as is expected of them, by x and in all', (k, dropsAtStart) => {
  const p = { r: 0.9, alpha: 2.2 * k, a: 0.6, b: 4 }
  const observation = { customers: 20_000, startsOver: 26, until: 78, horizon: 26 }
  const book = observe(simulateOrders({ k, ...p, dropsAtStart }, observation, 7), observation)
  const model: CnbdModel = { shape: { k, drops: dropsAtStart ? 'start' : 'repeat' }, parameters: p }
  const expected = cnbdExpectedOfBook(model, { ...book, unitDays: 7 }, 26)
  for (const [from, to] of [
    [0, 1e9],
    [0, 0],
    [1, 3],
    [4, 12],
    [13, 1e9],
  ] as const) {
    let [sum, came, squares] = [0, 0, 0]
    for (let i = 0; i < book.count; i++) {
      const x = book.x[i] as number
      if (x < from || x > to) continue
      sum += expected[i] as number
      came += book.future[i] as number
      squares += ((book.future[i] as number) - (expected[i] as number)) ** 2
    }
    expect(Math.abs(sum - came)).toBeLessThan(3.5 * Math.sqrt(squares))
  }
})

test('agrees: P(alive) is the share of simulated customers who are alive', () => {
  // A long look ahead tells the living: one of them orders sooner or later.
  const p = { r: 2, alpha: 4, a: 1, b: 4 }
  const observation = { customers: 20_000, startsOver: 0, until: 40, horizon: 4000 }
  const book = observe(simulateOrders({ k: 2, ...p, dropsAtStart: true }, observation, 11), observation)
  const alive = cnbdAliveOfBook({ shape: { k: 2, drops: 'start' }, parameters: p }, { ...book, unitDays: 7 })
  const share = book.future.reduce((sum, orders) => sum + (orders > 0 ? 1 : 0), 0) / book.count
  expect(alive.reduce((sum, value) => sum + value, 0) / book.count).toBeCloseTo(share, 2)
})

test('bounded: P(alive) is 0..1, expectations rise with the horizon, and nothing is NaN', () => {
  fc.assert(
    fc.property(parameters, shapes, seen, fc.double({ min: 0, max: 200, noNaN: true }), (p, shape, customer, t) => {
      const model: CnbdModel = { shape, parameters: shape.drops === 'never' ? { ...p, a: 0, b: 1 } : p }
      const alive = cnbdAlive(model, customer)
      expect(alive).toBeGreaterThanOrEqual(0)
      expect(alive).toBeLessThanOrEqual(1)
      const expected = cnbdExpected(model, customer, t)
      expect(expected).toBeGreaterThanOrEqual(0)
      expect(cnbdExpected(model, customer, t + 1)).toBeGreaterThanOrEqual(expected - 1e-9)
      const most = (alive * (p.r + shape.k * (customer.x + 1)) * t) / (p.alpha + customer.age) / shape.k
      expect(expected).toBeLessThanOrEqual(most + alive + 1e-9)
    }),
  )
})

test('refuses: a horizon of nothing, hard inputs and horizons without end give numbers', () => {
  const book: PurchaseStatistics = {
    count: 4,
    unitDays: 1,
    x: Int32Array.of(501, 0, 0, 3),
    recency: Float64Array.of(501, 0, 0, 3),
    age: Float64Array.of(501, 0, 900, 2000),
    lnGaps: null,
  }
  for (const shape of [
    { k: 1, drops: 'repeat' },
    { k: 2, drops: 'start' },
    { k: 12, drops: 'start' },
    { k: 3, drops: 'never' },
  ] as const) {
    for (const a of [1e-9, 1, 400]) {
      const model: CnbdModel = { shape, parameters: { r: 0.3, alpha: 5, a, b: 1 } }
      expect([...cnbdExpectedOfBook(model, book, 0)]).toEqual([0, 0, 0, 0])
      for (const horizon of [1, 365, 1e5, 1e9]) {
        for (const value of cnbdExpectedOfBook(model, book, horizon)) {
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeGreaterThanOrEqual(0)
        }
      }
    }
  }
})

test('agrees: a book is predicted as its customers one by one', () => {
  const observation = { customers: 200, startsOver: 20, until: 60, horizon: 1 }
  const made = observe(simulateOrders({ k: 3, r: 1, alpha: 6, a: 0.5, b: 5, dropsAtStart: false }, observation, 3), observation)
  const book: PurchaseStatistics = { ...made, unitDays: 7 }
  const model: CnbdModel = { shape: { k: 3, drops: 'repeat' }, parameters: { r: 1, alpha: 6, a: 0.5, b: 5 } }
  cnbdExpectedOfBook(model, book, 13).forEach((value, i) => {
    const customer = { x: book.x[i] as number, recency: book.recency[i] as number, age: book.age[i] as number }
    expect(value).toBeCloseTo(cnbdExpected(model, customer, 13), 12)
  })
})
