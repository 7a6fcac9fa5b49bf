import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { type MarginModel, type MarginRows, marginModelOf } from './margin-model.ts'

function modelOf(rows: MarginRows, customers: number): MarginModel {
  const model = marginModelOf(rows, customers)
  if ('no' in model) throw new Error(model.no)
  return model
}

/** Rows [customer, net sales, net contribution]. */
const rowsOf = (rows: readonly (readonly [number, number, number])[]): MarginRows => ({
  customer: rows.map(row => row[0]),
  netSales: rows.map(row => row[1]),
  netContribution: rows.map(row => row[2]),
})

test('right: three customers by hand, by the estimators of Bühlmann and Straub (1970)', () => {
  // Rates .2 .4 | .1 .1 | .5 .3 on sales of 100 each: own rates .3, .1, .4; within 100 (.02 + 0 + .02) / 3 = 4/3; crude mean 4/15.
  const model = modelOf(
    rowsOf([
      [0, 100, 20],
      [0, 100, 40],
      [1, 100, 10],
      [1, 100, 10],
      [2, 100, 50],
      [2, 100, 30],
    ]),
    3,
  )
  expect(model.within).toBeCloseTo(4 / 3, 12)
  const among = 200 * ((0.3 - 4 / 15) ** 2 + (0.1 - 4 / 15) ** 2 + (0.4 - 4 / 15) ** 2)
  const variance = (among - (2 * 4) / 3) / (600 - 120_000 / 600)
  expect(model.variance).toBeCloseTo(variance, 12)
  const weight = 200 / (200 + 4 / 3 / variance)
  expect(model.mean).toBeCloseTo(4 / 15, 12)
  ;[0.3, 0.1, 0.4].forEach((own, i) => {
    expect(model.rate[i]).toBeCloseTo(weight * own + (1 - weight) * model.mean, 12)
    expect(model.weight[i]).toBeCloseTo(weight, 12)
    expect(model.deviation[i]).toBeCloseTo(Math.sqrt(variance * (1 - weight)), 12)
  })
})

/** Customers whose true rates are normal about `mean`, with months of sales and noise. */
function simulated(customers: number, mean: number, deviation: number, noise: number) {
  const random = randomOf(1970)
  const rows: [number, number, number][] = []
  const truth = Array.from({ length: customers }, (_, i) => {
    const rate = mean + deviation * random.normal()
    for (let month = 1 + random.poisson(5); month > 0; month--) {
      const sales = 50 + 1000 * random.uniform()
      rows.push([i, sales, sales * rate + noise * Math.sqrt(sales) * random.normal()])
    }
    return rate
  })
  return { truth, rows: rowsOf(rows) }
}

test('right: a simulated book gives its mean and spread back, losses included, and the shrunk rates lie nearer to the truth than the plain ones', () => {
  const { truth, rows } = simulated(4000, 0.05, 0.12, 6)
  const model = modelOf(rows, 4000)
  expect(model.mean).toBeCloseTo(0.05, 2)
  expect(Math.sqrt(model.variance)).toBeCloseTo(0.12, 1)
  expect(Math.sqrt(model.within)).toBeCloseTo(6, 0)
  expect(model.rate.some(rate => rate < 0)).toBe(true)
  const [sales, contribution] = [new Float64Array(4000), new Float64Array(4000)]
  Array.from(rows.customer).forEach((i, row) => {
    sales[i] = (sales[i] ?? 0) + (rows.netSales[row] ?? 0)
    contribution[i] = (contribution[i] ?? 0) + (rows.netContribution[row] ?? 0)
  })
  const missed = (rateOf: (i: number) => number) => truth.reduce((sum, rate, i) => sum + (rateOf(i) - rate) ** 2, 0)
  expect(missed(i => model.rate[i] ?? 0)).toBeLessThan(0.9 * missed(i => (contribution[i] ?? 0) / (sales[i] ?? 1)))
  const inside = truth.filter((rate, i) => Math.abs(rate - (model.rate[i] ?? 0)) < 1.645 * (model.deviation[i] ?? 0)).length
  expect(inside / 4000).toBeGreaterThan(0.87)
  expect(inside / 4000).toBeLessThan(0.93)
})

test('agrees: fen or yuan; the order of the rows; costs without sales lower the rate', () => {
  const { rows } = simulated(50, 0.2, 0.1, 3)
  const [model, fen] = [
    modelOf(rows, 50),
    modelOf(
      { ...rows, netSales: Array.from(rows.netSales, v => v * 100), netContribution: Array.from(rows.netContribution, v => v * 100) },
      50,
    ),
  ]
  fen.rate.forEach((rate, i) => expect(rate).toBeCloseTo(model.rate[i] ?? 0, 10))
  const costly = modelOf(
    {
      customer: [...Array.from(rows.customer), 7],
      netSales: [...Array.from(rows.netSales), 0],
      netContribution: [...Array.from(rows.netContribution), -500],
    },
    50,
  )
  expect(costly.rate[7]).toBeLessThan(model.rate[7] ?? 0)
  expect(costly.rowsWithoutSales).toBe(1)
})

test('refuses: no sales at all', () => {
  expect(marginModelOf(rowsOf([]), 3)).toEqual({ no: 'no-sales' })
  expect(
    marginModelOf(
      rowsOf([
        [0, 0, -5],
        [1, -10, 2],
      ]),
      3,
    ),
  ).toEqual({ no: 'no-sales' })
  expect(marginModelOf(rowsOf([[0, Number.NaN, 5]]), 1)).toEqual({ no: 'no-sales' })
})

test('bounded: one customer, all alike, one month each, returns over sales: the rates stay finite and between own and mean', () => {
  const one = modelOf(rowsOf([[0, 100, 30]]), 2)
  expect([...one.rate]).toEqual([0.3, 0.3])
  const alike = modelOf(rowsOf(Array.from({ length: 3000 }, (_, i) => [i, 10, 2] as const)), 3000)
  expect(new Set(alike.rate)).toEqual(new Set([0.2]))
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -500, max: 1000 }), fc.integer({ min: -800, max: 800 }))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), rows => {
      const model = marginModelOf(rowsOf(rows), 6)
      if ('no' in model) return
      expect([...model.rate, ...model.deviation, ...model.weight, model.mean, model.variance].every(Number.isFinite)).toBe(true)
      expect(model.weight.every(weight => weight >= 0 && weight <= 1)).toBe(true)
    }),
  )
})
