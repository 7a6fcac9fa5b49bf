import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('cells are quoted, formulas made harmless, numbers left alone', () => {
  const text = csvOf(
    ['客户', 'Value'],
    [
      ['A, "B"', -5],
      ['=1+1', null],
      ['-x\ny', 2.5],
    ],
  )
  expect(text).toBe('\uFEFF客户,Value\r\n"A, ""B""",-5\r\n\'=1+1,\r\n"\'-x\ny",2.5\r\n')
})
