import { expect, test } from 'vitest'
import { percentOf, rateOf } from './tax-rate.ts'

test('a rate is written in per cent and sent as a fraction', () => {
  expect(['13', '13%', '１３％', '6,5', '0', ' 9.25 '].map(rateOf)).toEqual(['0.13', '0.13', '0.13', '0.065', '0', '0.0925'])
  expect(['0.13', '0.065', '0', null].map(percentOf)).toEqual(['13', '6.5', '0', ''])
})

test('nothing is no rate, and what is none is told apart from it', () => {
  expect(rateOf('  ')).toBe(null)
  expect(['100', '-5', 'thirteen', '1e1', '13.12345'].map(rateOf)).toEqual([undefined, undefined, undefined, undefined, undefined])
})
