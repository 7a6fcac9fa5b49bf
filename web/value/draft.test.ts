import { expect, test } from 'vitest'
import { checkSettings } from '#core/value/check-settings.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { cutsOfMethod, isSame } from './draft.ts'

test('the cuts that a method begins with pass the check of the engine', () => {
  for (const method of ['percentile', 'tertile', 'money', 'abc'] as const) {
    const draft = { ...defaultSettings, cuts: { ...defaultSettings.cuts, current: cutsOfMethod(method, defaultSettings) } }
    expect(checkSettings(draft).ok).toBe(true)
  }
})

test('two drafts are the same whatever their version, and different by one number', () => {
  expect(isSame(defaultSettings, { ...defaultSettings, version: 9 })).toBe(true)
  expect(isSame(defaultSettings, { ...defaultSettings, margin: 0.26 })).toBe(false)
})
