import { expect, test } from 'vitest'
import { checkSettings, settingsProblemCodes, settingsProblemText } from './check-settings.ts'
import { defaultSettings, rateOf, settingsFor } from './settings.ts'

const codes = (input: unknown) => {
  const checked = checkSettings(input)
  return checked.ok ? [] : checked.problems.map(problem => [problem.code, problem.args.field])
}

test('right: what is left out takes the default, cuts are taken whole', () => {
  const checked = checkSettings({ version: 2, cuts: { current: { method: 'money', high: 900, medium: 100 } }, rates: { visit: null } })
  expect(checked).toEqual({
    ok: true,
    settings: {
      ...defaultSettings,
      version: 2,
      cuts: { ...defaultSettings.cuts, current: { method: 'money', high: 900, medium: 100 } },
      rates: { ...defaultSettings.rates, visit: null },
    },
  })
  expect(checkSettings(JSON.parse(JSON.stringify(defaultSettings)))).toEqual({ ok: true, settings: defaultSettings })
})

test('right: yuan rates are unknown in another currency until set', () => {
  expect(settingsFor('CNY')).toBe(defaultSettings)
  expect(rateOf(settingsFor('GBP'), 'order', 'GBP')).toBeNull()
  expect(rateOf(defaultSettings, 'order', 'CNY')).toBe(4_000)
  expect(rateOf(defaultSettings, 'order', 'GBP')).toBeNull()
})

test('refuses: each kind of slip, with the field', () => {
  expect(codes([])).toEqual([['settings_not_an_object', undefined]])
  expect(codes({ margn: 0.3 })).toEqual([['settings_unknown_field', 'margn']])
  expect(codes({ rates: { order: 'forty' } })).toEqual([['settings_not_a_number', 'rates.order']])
  expect(codes({ margin: 25 })).toEqual([['settings_out_of_range', 'margin']])
  expect(codes({ ratesCurrency: '¥' })).toEqual([['settings_not_a_currency', 'ratesCurrency']])
  expect(codes({ cuts: { current: { method: 'quartile' } } })).toEqual([['settings_unknown_method', 'cuts.current.method']])
  expect(codes({ cuts: { current: { method: 'percentile', high: 50, medium: 80 } } })).toEqual([['settings_cuts_crossed', 'cuts.current']])
  expect(codes({ cuts: { current: { method: 'tertile', high: 50 } } })).toEqual([['settings_unknown_field', 'cuts.current.high']])
  expect(codes({ purchaseModel: 'tea leaves' })).toEqual([['settings_unknown_rule', 'purchaseModel']])
  expect(codes({ purchaseModel: 'rhythm' })).toEqual([])
  expect(codes({ weights: { headroom: 0.9 } })).toEqual([['settings_weights_sum', undefined]])
})

test('bounded: a margin of null, 0 and 1 passes; hostile shapes are refused, not thrown at', () => {
  for (const margin of [null, 0, 1]) expect(codes({ margin })).toEqual([])
  for (const odd of [null, 7, 'x', { cuts: null }, { cuts: { current: null } }, { rates: [] }, { weights: 3 }])
    expect(codes(odd)).not.toEqual([])
})

test('every problem has its sentence in both languages', () => {
  for (const code of settingsProblemCodes) {
    const problem = { code, args: { field: 'margin', value: 2, min: 0, max: 1, sum: 2 } }
    for (const lang of ['zh-CN', 'en'] as const) expect(settingsProblemText(problem, lang)).not.toMatch(/[{}]/)
  }
})
