import { expect, test } from 'vitest'
import { fitWarningCodes } from './fit.ts'
import { fitWarningText } from './model-warnings.ts'

const args = {
  dropout: 0.004,
  k: 12,
  customers: 3,
  fewest: 15,
  gaps: 2,
  days: 1.3,
  gradient: 0.00012345,
  parameter: 'alpha',
  row: 7,
  rows: 2,
  cohorts: 1,
  correlation: 0.31,
  q: 0.8,
  points: 40,
}

test('right: a small chance is never written as none', () => {
  expect(fitWarningText({ code: 'dropout_spread_not_identifiable', args }, 'en')).toContain('after an order: under 1%')
  expect(fitWarningText({ code: 'recency_after_age', args }, 'zh-CN')).toContain('第 7 行')
})

test('bounded: every code has a whole sentence in both languages, without a gap', () => {
  for (const code of fitWarningCodes) {
    for (const lang of ['zh-CN', 'en'] as const) {
      const text = fitWarningText({ code, args }, lang)
      expect(text).toMatch(lang === 'en' ? /^[A-Z0-9].*\.$/ : /。$/)
      expect(text).not.toMatch(/[{}]|unknown|未知|NaN/)
    }
  }
})

test('refuses: a figure that is missing is called unknown', () => {
  expect(fitWarningText({ code: 'few_gaps', args: {} }, 'en')).toContain('unknown')
  expect(fitWarningText({ code: 'few_gaps', args: { gaps: Number.NaN } }, 'zh-CN')).toContain('未知')
})

test('agrees: an argument reads the same whatever its language', () => {
  const digits = (lang: 'zh-CN' | 'en') => fitWarningText({ code: 'few_customers', args }, lang).match(/\d+/g)
  expect(digits('en')).toEqual(digits('zh-CN'))
})
