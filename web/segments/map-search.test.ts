import { expect, test } from 'vitest'
import { comparedDay, countFilters, filtersOf, mapSearchOf } from './map-search.ts'

test('right: the address holds filters, view and comparison, and drops what it does not know', () => {
  const search = mapSearchOf({
    type: ['gold', 'silver'],
    owner: 'me',
    provisional: true,
    moved: 'yes',
    view: 'flow',
    compare: 'year',
    asOf: '2026-09-30',
  })
  expect(search).toEqual({ type: ['gold'], owner: ['me'], provisional: true, view: 'flow', compare: 'year' })
  expect(filtersOf(search)).toEqual({ type: ['gold'], owner: ['me'], provisional: true })
  expect(countFilters(filtersOf(search))).toBe(3)
  expect(mapSearchOf({ compare: 'tomorrow', from: '2026-02-30' })).toEqual({})
})

test('the compared day is the run before, the same month a year before, or none', () => {
  const days = ['2025-09-30', '2026-08-31', '2026-09-30', '2026-10-20'].map(asOf => ({ asOf, isMonthEnd: asOf !== '2026-10-20' }))
  expect(comparedDay(days, undefined, undefined)).toBe('2026-08-31')
  expect(comparedDay(days, '2026-09-30', undefined)).toBe('2026-08-31')
  expect(comparedDay(days, '2026-09-30', 'year')).toBe('2025-09-30')
  expect(comparedDay(days, '2025-09-30', 'year')).toBeUndefined()
  expect(comparedDay(days, undefined, 'none')).toBeUndefined()
  expect(comparedDay([], undefined, undefined)).toBeUndefined()
})
