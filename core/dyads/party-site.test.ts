import { expect, test } from 'vitest'
import { greatRegionOf, provinces } from './party-site.ts'

test('a province belongs to its great region however it is written', () => {
  for (const text of ['江苏', '江苏省', ' 江苏省 ']) expect(greatRegionOf(text)).toBe('华东')
  expect(greatRegionOf('内蒙古自治区')).toBe('华北')
  expect(greatRegionOf('广西壮族自治区')).toBe('华南')
  expect(greatRegionOf('华中')).toBe('华中')
  for (const text of ['', 'Bayern', '江苏路', '吉林路 1 号']) expect(greatRegionOf(text)).toBeUndefined()
})

test('the thirty-one provinces of the mainland are each there once', () => {
  expect(new Set(provinces.map(({ province }) => province)).size).toBe(31)
})
