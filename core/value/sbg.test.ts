import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fit } from './fit.ts'
import { type Cohort, sbgExpected, sbgLifetime, sbgObjective, sbgResidualLifetime, sbgRetention, sbgSurvival } from './sbg.ts'
import { fitSbg } from './sbg-fit.ts'

const years = { unit: 'week' } as const
const highEnd: Cohort = { began: 1000, survivors: [869, 743, 653, 593, 551, 517, 491] }
const regular: Cohort = { began: 1000, survivors: [631, 468, 382, 326, 289, 262, 241] }

function fitOf(cohorts: readonly Cohort[]): Fit {
  const fitted = fitSbg(cohorts, years)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  return fitted.fit
}

test('right: both segments of Fader and Hardie (2007): .668 3.806 and .704 1.182', () => {
  const [first, second] = [fitOf([highEnd]), fitOf([regular])]
  expect(first.parameters['alpha']).toBeCloseTo(0.668, 3)
  expect(first.parameters['beta']).toBeCloseTo(3.806, 3)
  expect(second.parameters['alpha']).toBeCloseTo(0.704, 3)
  expect(second.parameters['beta']).toBeCloseTo(1.182, 3)
  for (const fit of [first, second]) {
    expect(fit.hessianPositive).toBe(true)
    expect(fit.gradientNorm).toBeLessThan(1e-6)
    expect(fit.warnings).toEqual([])
  }
})

test('right: the share of the high-end segment projected for years 8 to 12: .460 .436 .414 .395 .378', () => {
  const parameters = { alpha: 0.668, beta: 3.806 }
  ;[0.46, 0.436, 0.414, 0.395, 0.378].forEach((share, k) => expect(sbgSurvival(parameters, 8 + k)).toBeCloseTo(share, 2))
})

const positive = fc.double({ min: Math.log(0.05), max: Math.log(50), noNaN: true }).map(Math.exp)
const anyParameters = fc.record({ alpha: positive, beta: positive })

test('agrees: the closed residual lifetime with the sum of its renewals', () => {
  fc.assert(
    fc.property(anyParameters, fc.integer({ min: 0, max: 30 }), fc.double({ min: 0.02, max: 0.5, noNaN: true }), (p, renewals, rate) => {
      const summed = (1 + rate) * sbgExpected(p, renewals, 3000, rate)
      expect(sbgResidualLifetime(p, renewals, rate) / summed).toBeCloseTo(1, 9)
      expect(sbgLifetime(p, rate)).toBeCloseTo(1 + sbgExpected(p, 0, 3000, rate), 8)
    }),
  )
})

test('agrees: the gradient with finite differences; two cohorts weigh as many customers as they have', () => {
  const objective = sbgObjective([highEnd, { began: 300, survivors: [200, 180] }])
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 4, noNaN: true }), (...at) => {
      const gradient = new Float64Array(2)
      objective(Float64Array.from(at), gradient)
      for (let k = 0; k < 2; k++) {
        const moved = (by: number) =>
          objective(
            Float64Array.from(at, (v, i) => (i === k ? v + by : v)),
            new Float64Array(2),
          )
        expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(gradient[k] ?? 0, 6)
      }
    }),
  )
  const doubled = fitOf([highEnd, highEnd])
  expect(doubled.logLikelihood).toBeCloseTo(2 * fitOf([highEnd]).logLikelihood, 7)
  expect(doubled.customers).toBe(2000)
})

test('refuses: no cohort, a growing one, nobody who left, nobody who stayed', () => {
  expect(fitSbg([], years)).toMatchObject({ refusal: { code: 'no_customers' } })
  expect(
    fitSbg(
      [
        { began: 10, survivors: [8, 9] },
        { began: 0, survivors: [0] },
      ],
      years,
    ),
  ).toEqual({ refusal: { code: 'not_a_cohort', args: { cohorts: 2 } } })
  expect(fitSbg([{ began: 10, survivors: [10, 10] }], years)).toMatchObject({ refusal: { code: 'dropout_not_identifiable' } })
  expect(fitSbg([{ began: 10, survivors: [0, 0] }], years)).toMatchObject({ refusal: { code: 'everyone_leaves' } })
  expect(fitOf([highEnd, { began: 10, survivors: [11] }]).warnings).toContainEqual({ code: 'not_a_cohort', args: { cohorts: 1 } })
})

test('bounded: retention rises and stays within 0..1; one renewal alone, or all leaving alike, is finite and says what is open', () => {
  fc.assert(
    fc.property(anyParameters, fc.integer({ min: 1, max: 100 }), (p, n) => {
      expect(sbgRetention(p, n)).toBeGreaterThan(0)
      expect(sbgRetention(p, n + 1)).toBeGreaterThanOrEqual(sbgRetention(p, n))
      expect(sbgRetention(p, n)).toBeLessThan(1)
    }),
  )
  for (const cohort of [
    { began: 1000, survivors: [800] },
    { began: 1024, survivors: [512, 256, 128, 64, 32] },
    { began: 1, survivors: [1, 0] },
  ]) {
    const fit = fitOf([cohort])
    expect(Object.values(fit.parameters).every(value => value > 0 && value < Number.POSITIVE_INFINITY)).toBe(true)
    expect(fit.warnings.length).toBeGreaterThan(0)
  }
})
