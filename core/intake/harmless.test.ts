import { expect, test } from 'vitest'
import { csvLine, harmless } from './harmless.ts'

test('right: what a spreadsheet would run is made text, numbers stay numbers', () => {
  expect(['=1+1', '+SUM(A1)', '-2+3', '@cmd', '\tx', '\rx'].map(harmless)).toEqual(["'=1+1", "'+SUM(A1)", "'-2+3", "'@cmd", "'\tx", "'\rx"])
  expect(['-12.5', '+7', '-1,234.50', '-5%', '1-2', 'a=b', ''].map(harmless)).toEqual(['-12.5', '+7', '-1,234.50', '-5%', '1-2', 'a=b', ''])
})

test('right: a line of CSV', () => {
  expect(csvLine(['a "b"', 'x,y', '=1', null, -2])).toBe('"a ""b""","x,y",\'=1,,-2\r\n')
})
