import { expect, test } from 'vitest'
import type { Objective } from '#core/numerics/minimise.ts'
import { settle, unlessSaid } from './settle-fit.ts'

/** A bowl in logs with its bottom at (ln 2, ln 5): a likelihood of customers whose parameters are 2 and 5. */
const bowl: Objective = (at, gradient) => {
  const [u, v] = [(at[0] ?? 0) - Math.log(2), (at[1] ?? 0) - Math.log(5)]
  gradient.set([u, 4 * v])
  return (u * u + 4 * v * v) / 2
}

/** Two valleys: at ln p = 2 and, higher by .3, at -2. */
const valleys: Objective = (at, gradient) => {
  const u = at[0] ?? 0
  gradient[0] = u * (u * u - 4) - 0.075
  return (u * u - 4) ** 2 / 4 - 0.075 * u
}

/** No bottom: falls for ever. */
const slope: Objective = (at, gradient) => {
  const e = Math.exp(-(at[0] ?? 0))
  gradient[0] = -e
  return e
}

const from = (...at: number[]) => Float64Array.from(at)
const codesOf = ({ warnings }: ReturnType<typeof settle>) => warnings.map(({ code }) => code)

test('right: parameters, log-likelihood and standard errors by the curvature of the whole book', () => {
  const settled = settle({ likelihood: bowl, customers: 100, names: ['p', 'q'], starts: [from(3, 3)] })
  expect(settled.parameters['p']).toBeCloseTo(2, 9)
  expect(settled.parameters['q']).toBeCloseTo(5, 9)
  expect(settled.standardErrors['p']).toBeCloseTo(2 / 10, 6)
  expect(settled.standardErrors['q']).toBeCloseTo(5 / 20, 6)
  expect(settled.logLikelihood).toBeCloseTo(0, 12)
  expect(settled.log.objective(from(Math.log(2) + 1, Math.log(5)), new Float64Array(2))).toBeCloseTo(50, 9)
  expect(settled.warnings).toEqual([])
})

test('agrees: by a sample first, the same end; a prior draws the mode towards it but is not in the log-likelihood', () => {
  const sample: Objective = (at, gradient) =>
    bowl(
      at.map(value => value + 0.1),
      gradient,
    )
  const settled = settle({ likelihood: bowl, customers: 100, names: ['p', 'q'], starts: [from(3, 3), from(-2, 1)], sample })
  expect(settled.parameters['p']).toBeCloseTo(2, 9)
  const prior: Objective = (at, gradient) => {
    gradient.set([100 * (at[0] ?? 0), 0])
    return 50 * (at[0] ?? 0) ** 2
  }
  const drawn = settle({ likelihood: bowl, customers: 100, names: ['p', 'q'], starts: [from(3, 3)], prior })
  expect(drawn.parameters['p']).toBeCloseTo(Math.SQRT2, 6)
  expect(drawn.logLikelihood).toBeCloseTo((-100 * Math.log(Math.SQRT2) ** 2) / 2, 6)
})

test('refuses: starts that end in different valleys are told, and the deeper is taken', () => {
  const settled = settle({ likelihood: valleys, customers: 100, names: ['p'], starts: [from(-2.5), from(2.5)] })
  expect(codesOf(settled)).toEqual(['starts_disagree'])
  expect(Math.log(settled.parameters['p'] ?? 0)).toBeGreaterThan(1.9)
})

test('bounded: a parameter that runs away is at its bound and has no standard error', () => {
  const settled = settle({ likelihood: slope, customers: 1000, names: ['p'], starts: [from(0)] })
  expect(codesOf(settled)).toEqual(['parameter_at_bound'])
  expect(settled.standardErrors['p']).toBeNull()
  expect(Number.isFinite(settled.logLikelihood)).toBe(true)
})

test('bounded: what one block leaves open does not take the errors of another; a better sentence replaces that of the bound', () => {
  const half: Objective = (at, gradient) => {
    const [u, e] = [(at[0] ?? 0) - Math.log(2), Math.exp(-(at[1] ?? 0))]
    gradient.set([u, -e])
    return (u * u) / 2 + e
  }
  const settled = settle({ likelihood: half, customers: 100, names: ['p', 'q'], starts: [from(0, 0)], blocks: [[0], [1]] })
  expect(settled.standardErrors['p']).toBeCloseTo(0.2, 6)
  expect(settled.standardErrors['q']).toBeNull()
  expect(unlessSaid(settled.warnings, [])).toEqual([{ code: 'parameter_at_bound', args: { parameter: 'q' } }])
  expect(unlessSaid(settled.warnings, ['q'])).toEqual([])
})
