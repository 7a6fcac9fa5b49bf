import { expect, test } from 'vitest'
import { areTwoFirms, changeOfMerge, defaultSide, differingFields, mergeFields, type MergeValues, relationSteps } from './merge.ts'

const values = (given: Partial<MergeValues>): MergeValues =>
  ({ ...Object.fromEntries(mergeFields.map(field => [field, null])), name: '甲', isProjectBuyer: false, ...given }) as MergeValues

test('the survivor’s value stands, else the filled one, unless somebody chooses', () => {
  const [survivor, merged] = [values({ phone: '1', city: null, code: 'A' }), values({ phone: '2', city: '上海', code: 'B' })]
  expect(changeOfMerge(survivor, merged, {})).toEqual({ city: '上海' })
  expect(changeOfMerge(survivor, merged, { phone: 'merged', city: 'survivor' })).toEqual({ phone: '2' })
  expect(differingFields(survivor, merged)).toEqual(['code', 'city', 'phone'])
  expect([defaultSide('', 'x'), defaultSide(null, null), defaultSide(false, true)]).toEqual(['merged', 'survivor', 'survivor'])
})

test('taking an empty value empties the field, but never the name', () => {
  const [survivor, merged] = [values({ phone: '1' }), values({ name: '', phone: null })]
  expect(changeOfMerge(survivor, merged, { phone: 'merged', name: 'merged' })).toEqual({ phone: null })
})

test('two valid credit codes are two firms, a slip is none', () => {
  expect(areTwoFirms('91999900AAAA000014', '91999900AAAA000027')).toBe(true)
  expect(areTwoFirms('91999900AAAA000014', '91999900AAAA000099')).toBe(false)
  expect(areTwoFirms('91999900AAAA000014', '91999900aaaa000014')).toBe(false)
  expect(areTwoFirms(null, '91999900AAAA000014')).toBe(false)
})

test('a relation goes into the one of its side, or to the survivor where it has none', () => {
  const survivor = [
    { dyadId: 'b', side: 'sale' },
    { dyadId: 'a', side: 'sale' },
  ] as const
  const merged = [
    { dyadId: 'x', side: 'sale' },
    { dyadId: 'y', side: 'supply' },
  ] as const
  expect(relationSteps(survivor, merged)).toEqual([
    { dyadId: 'x', intoId: 'a' },
    { dyadId: 'y', intoId: undefined },
  ])
})
