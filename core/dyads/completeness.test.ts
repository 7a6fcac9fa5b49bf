import { expect, test } from 'vitest'
import { completenessItems, completenessOf, type Held } from './completeness.ts'

const held = (on: boolean, expectsUscc: boolean): Held =>
  ({ ...Object.fromEntries(completenessItems.map(item => [item, on])), expectsUscc }) as Held

test('a full record has no gap, an empty one has all that apply', () => {
  expect(completenessOf(held(true, true))).toEqual({ percent: 100, gaps: [] })
  expect(completenessOf(held(false, true))).toEqual({ percent: 0, gaps: [...completenessItems] })
})

test('a company abroad is not asked for a Chinese credit code', () => {
  expect(completenessOf({ ...held(true, false), uscc: false })).toEqual({ percent: 100, gaps: [] })
  expect(completenessOf(held(false, false)).gaps).not.toContain('uscc')
})

test('the gaps come in the order of the list, and the share is of what applies', () => {
  expect(completenessOf({ ...held(true, true), email: false, code: false })).toEqual({ percent: 85, gaps: ['code', 'email'] })
  expect(completenessOf({ ...held(true, false), email: false, code: false })).toEqual({ percent: 83, gaps: ['code', 'email'] })
})
