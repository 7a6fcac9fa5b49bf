import { expect, test } from 'vitest'
import { checkCharacterOf, inventedCreditCode } from './credit-code.ts'

test('right: the check character by hand after GB 32100-2015', () => {
  // 91 320500 DEM0 00001: sum of value x 3^(i-1) mod 31 worked out beside the standard.
  const values = '91320500DEM000001'.split('').map(c => '0123456789ABCDEFGHJKLMNPQRTUWXY'.indexOf(c))
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const sum = values.reduce((total, value, i) => total + value * (weights[i] ?? 0), 0)
  expect('0123456789ABCDEFGHJKLMNPQRTUWXY'.indexOf(checkCharacterOf('91320500DEM000001'))).toBe((31 - (sum % 31)) % 31)
})

test('agrees: a thousand codes are different, 18 long and within the alphabet', () => {
  const codes = Array.from({ length: 1000 }, (_, index) => inventedCreditCode('320500', index))
  expect(new Set(codes).size).toBe(1000)
  expect(codes.every(code => /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code))).toBe(true)
})
