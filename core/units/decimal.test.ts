import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideRounded, formatDecimal, lineAmount, parseDecimal, quickLineAmount, toMinorUnits } from './decimal.ts'

const decimal = (text: string) => parseDecimal(text) ?? { digits: 0n, scale: 0 }
const amount = (quantity: string, price: string, discount: string, digits = 2) =>
  lineAmount(decimal(quantity), decimal(price), decimal(discount), digits)

test('right: line amounts round half away from zero, exactly', () => {
  expect(amount('1', '1.005', '0')).toBe(101)
  expect(amount('-1', '1.005', '0')).toBe(-101)
  expect(amount('3', '0.335', '0')).toBe(101)
  expect(amount('12', '14', '0.15')).toBe(14280)
  expect(amount('1', '0.0049999', '0')).toBe(0)
  expect(amount('10', '1.5', '0', 0)).toBe(15)
  expect(amount('1', '2.0005', '0', 3)).toBe(2001)
})

test('agrees: the quick way and the exact way', () => {
  const part = fc.tuple(fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), fc.integer({ min: 0, max: 4 }))
  fc.assert(
    fc.property(part, part, fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 2, 3), ([q, qs], [p, ps], off, digits) => {
      const exact = lineAmount(
        { digits: BigInt(q), scale: qs },
        { digits: BigInt(p), scale: ps },
        { digits: BigInt(off), scale: 2 },
        digits,
      )
      const quick = quickLineAmount(q, qs, p, ps, 100 - off, 2, digits)
      if (!Number.isNaN(quick)) expect(quick).toBe(exact)
    }),
    { numRuns: 2000 },
  )
})

test('bounded: beyond 2^53 there is no amount, and the quick way hands over in time', () => {
  expect(amount('99999999999', '99999999999', '0')).toBeUndefined()
  expect(quickLineAmount(2 ** 30, 0, 2 ** 30, 0, 1, 0, 2)).toBeNaN()
  expect(toMinorUnits(decimal('90071992547409.91'), 2)).toBe(Number.MAX_SAFE_INTEGER)
  expect(parseDecimal('1e999')).toBeUndefined()
  expect(divideRounded(-5n, 2n)).toBe(-3n)
})

test('agrees: what is written is read', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 9 }), (digits, scale) => {
      const text = formatDecimal({ digits, scale })
      expect(formatDecimal(decimal(text))).toBe(text)
    }),
  )
  expect(['1e-3', '0012.50', '-0.0', '5'].map(text => formatDecimal(decimal(text)))).toEqual(['0.001', '12.5', '0', '5'])
})
