import { expect, test } from 'vitest'
import { columnsOf, withRole } from './mapping-change.ts'

const column = (at: number, role: string | null) => ({ column: at, heading: `h${at}`, role, guess: null, confidence: 0, examples: [] })

test('columns by field, those left out not named', () => {
  expect(columnsOf({ columns: [column(0, 'order'), column(1, null), column(2, 'amount')] })).toEqual({ order: 0, amount: 2 })
})

test('a field stands at one column only: given to another, it moves there', () => {
  expect(withRole({ order: 0, amount: 2 }, 1, 'amount')).toEqual({ order: 0, amount: 1 })
})

test('a column has one field only: the one it had is free again', () => {
  expect(withRole({ order: 0, amount: 2 }, 0, 'customer')).toEqual({ amount: 2, customer: 0 })
  expect(withRole({ order: 0, amount: 2 }, 0, null)).toEqual({ amount: 2 })
})
