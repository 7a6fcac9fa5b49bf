import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { cadenceGroups, cadenceStateOf, defaultCadence, dueOf } from './cadence.ts'

test('every customer type has its days, and so have customers in none and suppliers', () => {
  expect([...cadenceGroups].sort()).toEqual([...customerTypes, 'supplier', 'unplaced'].sort())
  expect(Object.values(defaultCadence).every(days => days !== null && days > 0)).toBe(true)
})

test('due from the last contact; from being entered where there was none', () => {
  expect(dueOf({ own: null, group: 14, last: 100, since: 50 })).toEqual({ every: 14, due: 114 })
  expect(dueOf({ own: null, group: 14, last: undefined, since: 50 })).toEqual({ every: 14, due: 64 })
})

test('days set for one customer go before those of its type, also where the type has none', () => {
  expect(dueOf({ own: 7, group: 14, last: 100, since: 50 })).toEqual({ every: 7, due: 107 })
  expect(dueOf({ own: 7, group: null, last: 100, since: 50 })).toEqual({ every: 7, due: 107 })
  expect(dueOf({ own: null, group: null, last: 100, since: 50 })).toBeUndefined()
})

test('the day itself is not overdue yet; a week before is soon', () => {
  expect([99, 100, 107, 108].map(due => cadenceStateOf(due, 100))).toEqual(['overdue', 'soon', 'soon', 'fine'])
  expect(cadenceStateOf(undefined, 100)).toBe('none')
})
