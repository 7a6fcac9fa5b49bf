import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal } from '#core/units/decimal.ts'
import { looksNumeric, numberFormatOf, readNumber } from './number-format.ts'

const read = (text: string, decimal: '.' | ',' = '.') => {
  const number = readNumber(text, { decimal })
  return number && formatDecimal(number)
}

test('right: numbers as people write them', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['1,234.50', '1234.5'],
    ['1.234,56', '1234.56'],
    ['¥1,234.50', '1234.5'],
    ['￥１，２３４．５０', '1234.5'],
    ['(12.00)', '-12'],
    ['-', '0'],
    ['—', '0'],
    ['１２３', '123'],
    ['1 234,5', '1234.5'],
    ['1\u00a0234,5', '1234.5'],
    ["1'234.50", '1234.5'],
    ['15%', '0.15'],
    ['12.5-', '-12.5'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['1.5万', '15000'],
    ['1e3', '1000'],
    ['2.55E-2', '0.0255'],
    ['USD 12', '12'],
    ['12 EUR', '12'],
    ['100元', '100'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['-¥5.00', '-5'],
    ['¥-5.00', '-5'],
    ['0,125', '0.125'],
    ['-0', '0'],
  ]
  for (const [text, number] of cases) expect([text, read(text)]).toEqual([text, number])
})

test('right: the column decides what the cell alone cannot', () => {
  expect(read('1.234', '.')).toBe('1.234')
  expect(read('1.234', ',')).toBe('1234')
  expect(read('1,234', '.')).toBe('1234')
  expect(read('1,234', ',')).toBe('1.234')
  expect(numberFormatOf(['1.234', '2.500', '7,5'], undefined)).toEqual({ decimal: ',' })
  expect(numberFormatOf(['1.234', '2.50'], undefined)).toEqual({ decimal: '.' })
  expect(numberFormatOf(['1.234', '2.500'], undefined)).toEqual({ decimal: '.' })
  expect(numberFormatOf(['1.234', '2.500'], { decimal: ',' })).toEqual({ decimal: ',' })
  expect(numberFormatOf(['12', '7'], undefined)).toEqual({ decimal: '.' })
})

test('refuses: what is no number', () => {
  for (const text of ['', 'abc', '1,2,3', '1.2.3', '12/1/2010', '=1+1', '1-2', 'A12', '12abc', '..', '1,23.4.5'])
    expect([text, read(text)]).toEqual([text, undefined])
  expect(looksNumeric('WHITE HANGING HEART')).toBe(false)
})

test('agrees: what a program writes is read back exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 2 }), (whole, scale) => {
      const text = formatDecimal({ digits: BigInt(whole), scale })
      expect(read(text)).toBe(text)
      expect(read(text.replace('.', ','), ',')).toBe(text)
    }),
  )
})
