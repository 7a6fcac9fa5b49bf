import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Hypergeometric, hypergeometricOfOne, hypergeometricWithDerivatives } from './hypergeometric.ts'

const unit = fc.double({ min: 0, max: 0.999, noNaN: true })
const positive = fc.double({ min: Math.log(1e-3), max: Math.log(600), noNaN: true }).map(Math.exp)

test('right: values computed with thirty digits, from the easy ones to z near 1 and large parameters', () => {
  const known = [
    [0.5, 1.25, 0.5, 1.31102877714606],
    [2.75, 3.5, 0.99, 14.06956088867186],
    [0.001, 2.5, 0.9999, 1.0006669140082538],
    [501.55, 503.2, 0.95, 18.86379638425914],
    [1.6, 30.2, 0.001, 1.000052984547955],
    [7, 7.5, 0.9, 7.248154703340126],
  ] as const
  for (const [b, c, z, value] of known) expect(hypergeometricOfOne(b, c, z) / value).toBeCloseTo(1, 13)
})

test('right: elementary cases (DLMF 15.4): a logarithm and an inverse hyperbolic tangent', () => {
  fc.assert(
    fc.property(unit, z => {
      if (z < 1e-6) return
      expect(hypergeometricOfOne(1, 2, z) / (-Math.log1p(-z) / z)).toBeCloseTo(1, 12)
      expect(hypergeometricOfOne(0.5, 1.5, z * z) / (Math.atanh(z) / z)).toBeCloseTo(1, 11)
    }),
  )
})

test('agrees: the power series where it is short', () => {
  fc.assert(
    fc.property(positive, positive, fc.double({ min: 0, max: 0.8, noNaN: true }), (b, over, z) => {
      const c = b + over + 1
      let [term, sum] = [1, 0]
      for (let n = 0; n < 2000 && term > 1e-18; n++) {
        sum += term
        term *= ((b + n) / (c + n)) * z
      }
      expect(hypergeometricOfOne(b, c, z) / sum).toBeCloseTo(1, 12)
    }),
  )
})

test('agrees: derivatives with finite differences, and with the differential equation of the function', () => {
  const found: Hypergeometric = { value: 0, byB: 0, byC: 0, byZ: 0 }
  fc.assert(
    fc.property(positive, positive, unit, (b, over, z) => {
      const c = b + over + 1
      hypergeometricWithDerivatives(b, c, z, found)
      expect(found.value / hypergeometricOfOne(b, c, z)).toBeCloseTo(1, 12)
      const [stepB, stepC] = [b * 1e-6, over * 1e-6]
      const byB = (hypergeometricOfOne(b + stepB, c, z) - hypergeometricOfOne(b - stepB, c, z)) / (2 * stepB)
      const byC = (hypergeometricOfOne(b, c + stepC, z) - hypergeometricOfOne(b, c - stepC, z)) / (2 * stepC)
      expect(Math.abs(found.byB - byB) * b).toBeLessThan(1e-4 * found.value)
      expect(Math.abs(found.byC - byC) * over).toBeLessThan(1e-4 * found.value)
      const equation = z * (1 - z) * found.byZ + (c - 1 - b * z) * found.value
      expect(equation / (c - 1)).toBeCloseTo(1, 10)
    }),
    { numRuns: 500 },
  )
})

test('refuses: outside its domain it is NaN, with its derivatives', () => {
  const found: Hypergeometric = { value: 0, byB: 0, byC: 0, byZ: 0 }
  for (const [b, c, z] of [
    [1, 2, 1],
    [1, 2, -0.1],
    [2, 2, 0.5],
    [0, 2, 0.5],
    [0.5, 1, 0.5],
    [Number.NaN, 2, 0.5],
  ] as const) {
    expect(hypergeometricOfOne(b, c, z)).toBeNaN()
    expect(Object.values(hypergeometricWithDerivatives(b, c, z, found))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  }
})

test('bounded: between 1 and 1 / (1 - z), growing with z, and 1 at 0', () => {
  fc.assert(
    fc.property(positive, positive, unit, (b, over, z) => {
      const value = hypergeometricOfOne(b, b + over + 1, z)
      expect(value).toBeGreaterThanOrEqual(1)
      expect(value).toBeLessThanOrEqual((1 / (1 - z)) * (1 + 1e-12))
      expect(hypergeometricOfOne(b, b + over + 1, z / 2)).toBeLessThanOrEqual(value)
      expect(hypergeometricOfOne(b, b + over + 1, 0)).toBe(1)
    }),
  )
})
