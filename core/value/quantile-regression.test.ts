import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile as sampleQuantile } from '#core/numerics/order-statistics.ts'
import { checkLoss, fitQuantile, type Observations, predict, uncross } from './quantile-regression.ts'

const design = (rows: readonly (readonly number[])[], y: readonly number[]): Observations => ({
  x: Float64Array.from(rows.flat()),
  y: Float64Array.from(y),
  columns: rows[0]?.length ?? 0,
})

/** A line through two of the points is always among the best: try them all. */
function bestLoss(observations: Observations, quantile: number): number {
  const { x, y } = observations
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < y.length; i++) {
    for (let j = 0; j < i; j++) {
      const [xi, xj, yi, yj] = [x[2 * i + 1], x[2 * j + 1], y[i], y[j]] as [number, number, number, number]
      if (xi === xj) continue
      const slope = (yi - yj) / (xi - xj)
      best = Math.min(best, checkLoss(observations, Float64Array.of(yi - slope * xi, slope), quantile))
    }
  }
  return best
}

/**
 * Koenker and Bassett's conditions: in each column the sum of quantile - [below the line] over the rows off the line is no greater than what the
 * rows on it can take up.
 */
function breaksOptimality({ x, y, columns }: Observations, coefficients: Float64Array, quantile: number, near: number): number {
  const excess = new Float64Array(columns)
  const slack = new Float64Array(columns)
  for (let row = 0; row < y.length; row++) {
    const residual = (y[row] as number) - predict(x, row * columns, coefficients)
    for (let k = 0; k < columns; k++) {
      const value = x[row * columns + k] as number
      if (Math.abs(residual) <= near) slack[k] = (slack[k] as number) + Math.abs(value)
      else excess[k] = (excess[k] as number) + value * (residual < 0 ? quantile - 1 : quantile)
    }
  }
  return Math.max(...Array.from(excess, (value, k) => Math.abs(value) - (slack[k] as number)))
}

const seeded = (seed: number) => () => {
  seed = (seed * 1664525 + 1013904223) % 4294967296
  return seed / 4294967296
}

test('right: twelve households of Engel (1857), as in Koenker and Bassett (1982): no line through two of them is better', () => {
  const income = [420.1577, 541.4117, 901.1575, 639.0802, 750.8756, 945.7989, 829.3979, 979.1648, 1309.8789, 1492.3987, 502.839, 616.7168]
  const food = [255.8394, 310.9587, 485.68, 402.9974, 495.5608, 633.7978, 630.7566, 700.4409, 830.9586, 815.3602, 338.0014, 412.3613]
  const observations = design(
    income.map(value => [1, value]),
    food,
  )
  for (const share of [0.25, 0.5, 0.75, 0.9]) {
    const { coefficients } = fitQuantile(observations, share)
    expect(checkLoss(observations, coefficients, share)).toBeCloseTo(bestLoss(observations, share), 5)
  }
})

test('right: with a constant alone it is the sample quantile', () => {
  const values = [3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7, 9.3]
  const observations = design(
    values.map(() => [1]),
    values,
  )
  const sorted = values.toSorted((a, b) => a - b)
  for (const share of [0.5, 0.6, 0.75, 0.9])
    expect(fitQuantile(observations, share).coefficients[0]).toBeCloseTo(sorted[Math.floor(share * 11)] as number, 5)
  expect(fitQuantile(observations, 0.5).coefficients[0]).toBeCloseTo(sampleQuantile(sorted, 0.5), 5)
})

test('right: exact lines are found whatever the quantile', () => {
  const rows = Array.from({ length: 40 }, (_, k) => [1, k, (k * 7) % 11])
  const observations = design(
    rows,
    rows.map(([, a = 0, b = 0]) => 5 + 2 * a - 3 * b),
  )
  for (const share of [0.1, 0.5, 0.9])
    expect(Array.from(fitQuantile(observations, share).coefficients, value => Math.round(value * 1e5) / 1e5)).toEqual([5, 2, -3])
})

test('agrees: no line through two of the points has a smaller loss', () => {
  const point = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -50, max: 50 }))
  fc.assert(
    fc.property(fc.array(point, { minLength: 5, maxLength: 25 }), fc.constantFrom(0.25, 0.5, 0.6, 0.75, 0.9), (points, share) => {
      fc.pre(new Set(points.map(([x]) => x)).size > 1)
      const observations = design(
        points.map(([x]) => [1, x]),
        points.map(([, y]) => y),
      )
      const loss = checkLoss(observations, fitQuantile(observations, share).coefficients, share)
      const best = bestLoss(observations, share)
      expect(Math.abs(loss - best)).toBeLessThan(1e-5 * (1 + best))
    }),
    { numRuns: 200 },
  )
})

test('right: the subgradient conditions hold for six columns and eight hundred customers, skewed and with many zeros', () => {
  const dice = seeded(7)
  const rows = Array.from({ length: 800 }, () => [1, dice() * 12, dice(), dice() ** 3, dice() < 0.3 ? 1 : 0, dice() * 5])
  const y = rows.map(row => (dice() < 0.35 ? 0 : Math.max(0, 2 + 0.7 * (row[1] ?? 0) + (dice() - 0.5) * 8 * (1 + (row[2] ?? 0)))))
  const observations = design(rows, y)
  for (const share of [0.6, 0.75, 0.9]) {
    const { coefficients, gap, iterations } = fitQuantile(observations, share)
    expect(gap).toBeLessThan(1e-8)
    expect(iterations).toBeLessThan(60)
    expect(breaksOptimality(observations, coefficients, share, 1e-5)).toBeLessThan(1e-6)
    const below = y.filter((value, row) => value < predict(observations.x, row * 6, coefficients) - 1e-5).length
    const above = y.filter((value, row) => value > predict(observations.x, row * 6, coefficients) + 1e-5).length
    expect(below).toBeLessThanOrEqual(share * 800)
    expect(above).toBeLessThanOrEqual((1 - share) * 800)
  }
})

test('bounded: equal rows, columns that depend on each other, a column of zeros, nothing but zeros: always finite', () => {
  const dull = [
    design(
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      [4, 4, 4],
    ),
    design(
      Array.from({ length: 30 }, (_, k) => [1, k, 2 * k, 0]),
      Array.from({ length: 30 }, (_, k) => k % 5),
    ),
    design(
      Array.from({ length: 30 }, (_, k) => [1, k]),
      Array.from({ length: 30 }, () => 0),
    ),
  ]
  for (const observations of dull) {
    for (const share of [0.6, 0.9]) {
      const { coefficients } = fitQuantile(observations, share)
      expect([...coefficients].every(Number.isFinite)).toBe(true)
      expect(checkLoss(observations, coefficients, share)).toBeLessThan(60)
    }
  }
})

test('crossing quantiles are put in order', () => {
  expect([...uncross(Float64Array.of(5, 3, 9))]).toEqual([3, 5, 9])
})
