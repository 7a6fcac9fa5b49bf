import { expect, test } from 'vitest'
import { dayOf } from '#core/units/civil-day.ts'
import {
  changeOf,
  compareNames,
  currencySign,
  formatAgo,
  formatBytes,
  formatChange,
  formatDate,
  formatInstant,
  formatMoney,
  formatMoneyShort,
  formatMonth,
  formatNumber,
  formatNumberShort,
  formatRange,
  formatShare,
} from './format.ts'

test('money in full, with the sign and the digits of its currency', () => {
  expect(formatMoney(123_456_789, 'CNY', 'zh-CN')).toBe('¥1,234,567.89')
  expect(formatMoney(123_456_789, 'CNY', 'en')).toBe('¥1,234,567.89')
  expect(formatMoney(-5, 'GBP', 'en')).toBe('-£0.05')
  expect(formatMoney(1234, 'JPY', 'zh-CN')).toBe('¥1,234')
  expect(formatMoney(1234, 'KWD', 'en')).toContain('1.234')
})

test('money for pictures goes by the language', () => {
  expect(formatMoneyShort(123_456_789, 'CNY', 'zh-CN')).toBe('¥123.5万')
  expect(formatMoneyShort(123_456_789, 'CNY', 'en')).toBe('¥1.2M')
  expect(formatMoneyShort(0, 'CNY', 'en')).toBe('¥0')
  expect(formatMoneyShort(954_960, 'CNY', 'zh-CN')).toBe('¥9,550')
  expect(formatMoneyShort(2_678_500_000, 'CNY', 'zh-CN')).toBe('¥2,678.5万')
  expect(formatMoneyShort(-6420, 'CNY', 'en')).toBe('-¥64')
})

test('signs, numbers, shares, changes, ranges', () => {
  expect(currencySign('GBP', 'zh-CN')).toBe('£')
  expect(formatNumber(541_909, 'en')).toBe('541,909')
  expect(formatNumber(1.25, 'zh-CN', 1)).toBe('1.3')
  expect([formatNumberShort(123_456, 'zh-CN'), formatNumberShort(123_456, 'en')]).toEqual(['12.3万', '123.5K'])
  expect([0.1234, 0.034, 0.0996, 0, 0.0002, 1].map(share => formatShare(share, 'en'))).toEqual([
    '12%',
    '3.4%',
    '10%',
    '0%',
    '<0.1%',
    '100%',
  ])
  expect([changeOf(120, 100), changeOf(1, 0)]).toEqual([0.2, undefined])
  expect([0.2, -0.034, 0].map(change => formatChange(change, 'en'))).toEqual(['+20%', '-3.4%', '0%'])
  expect([formatRange('3', '7', 'zh-CN'), formatRange('3', '7', 'en'), formatRange('3', '3', 'en')]).toEqual(['3 至 7', '3 to 7', '3'])
})

test('dates and times', () => {
  expect(formatDate(dayOf(2026, 11, 21))).toBe('2026-11-21')
  expect([formatMonth('2026-10-31', 'zh-CN'), formatMonth('2026-10', 'en')]).toEqual(['2026年10月', 'Oct 2026'])
  expect(formatInstant('2026-11-21T16:30:00Z')).toBe('2026-11-22 00:30')
  const now = Date.parse('2026-11-21T12:00:00Z')
  expect(formatAgo('2026-11-18T12:00:00Z', now, 'en')).toBe('3 days ago')
  expect(formatAgo('2026-11-18T12:00:00Z', now, 'zh-CN')).toBe('3天前')
  expect(formatAgo('2026-11-21T11:59:30Z', now, 'en')).toBe('30 seconds ago')
})

test('bytes, and names in their order', () => {
  expect([0, 999, 1_200_000].map(bytes => formatBytes(bytes, 'en'))).toEqual(['0 B', '999 B', '1.2 MB'])
  expect(
    ['张', '李', '安', 'B2', 'B10'].toSorted((a, b) => compareNames(a, b, 'zh-CN')).filter(name => /\p{Script=Han}/u.test(name)),
  ).toEqual(['安', '李', '张'])
  expect(['B10', 'B2'].toSorted((a, b) => compareNames(a, b, 'en'))).toEqual(['B2', 'B10'])
})
