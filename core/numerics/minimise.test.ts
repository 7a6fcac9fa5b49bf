import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certify, finish, hessianAt, minimise, newton, type Objective } from './minimise.ts'

/** Rosenbrock (1960): a bent valley with its minimum 0 at (1, 1). */
const rosenbrock: Objective = (at, gradient) => {
  const [x, y] = [at[0] ?? 0, at[1] ?? 0]
  gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
  gradient[1] = 200 * (y - x * x)
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2
}

/** Infinite for x <= 0: a search must turn back. */
const walled: Objective = (at, gradient) => {
  const x = at[0] ?? 0
  gradient[0] = 1 - 1 / x
  return x > 0 ? x - Math.log(x) : Number.NaN
}

test("right: Rosenbrock's valley from the classical start and from fifty others", () => {
  const found = minimise(rosenbrock, Float64Array.of(-1.2, 1))
  expect(found.converged).toBe(true)
  found.at.forEach(value => expect(value).toBeCloseTo(1, 7))
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), (x, y) => {
      minimise(rosenbrock, Float64Array.of(x, y)).at.forEach(value => expect(value).toBeCloseTo(1, 6))
    }),
    { numRuns: 50 },
  )
})

test('right: the Hessian of Rosenbrock at its minimum is 802, -400, 200', () => {
  const h = hessianAt(rosenbrock, Float64Array.of(1, 1))
  expect(h[0]).toBeCloseTo(802, 3)
  expect(h[1]).toBeCloseTo(-400, 3)
  expect(h[3]).toBeCloseTo(200, 3)
  const { hessianPositive, covariance } = certify(h, 2)
  expect(hessianPositive).toBe(true)
  expect(covariance?.[0]).toBeCloseTo(0.5, 4)
})

test('agrees: Newton ends where BFGS ends, with a smaller gradient', () => {
  const rough = minimise(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-2 })
  const polished = newton(rosenbrock, rough.at, { maxIterations: 20 })
  polished.at.forEach(value => expect(value).toBeCloseTo(1, 10))
  expect(polished.converged).toBe(true)
})

test('agrees: from close by, one Hessian is enough to arrive', () => {
  const rough = minimise(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-2 })
  const end = finish(rosenbrock, rough, 1e-7)
  end.at.forEach(value => expect(value).toBeCloseTo(1, 4))
  expect(end.hessian[0]).toBeCloseTo(802, -1)
})

test('refuses: a point without a value is turned back from, a start without one comes back', () => {
  expect(minimise(walled, Float64Array.of(50)).at[0]).toBeCloseTo(1, 7)
  const nowhere = minimise(walled, Float64Array.of(-1))
  expect(nowhere.converged).toBe(false)
  expect(nowhere.at[0]).toBe(-1)
})

test('bounded: no minimum, no endless search; a saddle is no minimum', () => {
  const falling: Objective = (at, gradient) => {
    gradient[0] = -1
    return -(at[0] ?? 0)
  }
  expect(minimise(falling, Float64Array.of(0), { maxIterations: 30 }).iterations).toBeLessThanOrEqual(30)
  expect(certify(Float64Array.of(1, 0, 0, -1), 2)).toMatchObject({ hessianPositive: false, covariance: undefined })
  expect(certify(Float64Array.of(Number.NaN), 1).hessianPositive).toBe(false)
})
