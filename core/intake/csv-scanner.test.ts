import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Delimiter, newScanner, type ScanFault } from './csv-scanner.ts'
import { decodeUtf8, textsOf } from './record.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function read(text: string, delimiter: Delimiter, sizes: readonly number[] = [1 << 20]): string[][] {
  const rows: string[][] = []
  const scanner = newScanner(delimiter, record => rows.push(record.broken ? ['broken'] : textsOf(record, decodeUtf8)))
  const bytes = bytesOf(text)
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    expect(scanner.push(bytes.slice(at, at + size))).toBeUndefined()
    at += size
  }
  expect(scanner.end()).toBeUndefined()
  return rows
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

test('round trip: any cells, any delimiter, any line break, cut into chunks anywhere', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '|', '\n', '\r', '客', '户', ' ', 'é', '😀') }),
    fc.string(),
  )
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t', '|')
  fc.assert(
    fc.property(
      table,
      delimiters,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.boolean(),
      (rows, delimiter, newline, sizes, closed) => {
        const whole = rows.map(row => row.map(text => text.toWellFormed()))
        const text = whole.map(row => row.map(quoted).join(delimiter)).join(newline) + (closed ? newline : '')
        expect(read(text, delimiter, sizes)).toEqual(whole)
      },
    ),
    { numRuns: 300 },
  )
})

test('right: plain cells, quotes inside a plain cell, ragged rows, empty lines, blanks before quotes', () => {
  expect(read('a,b\n1,5" pipe\n\n  \n2\n3,4,5,\n "x, y" ,z\r\n', ',')).toEqual([
    ['a', 'b'],
    ['1', '5" pipe'],
    ['2'],
    ['3', '4', '5', ''],
    ['x, y', 'z'],
  ])
})

test('right: columns divided by runs of blanks', () => {
  expect(read(' 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73', 'blanks', [7])).toEqual([
    ['00004', '0001', '19970101', '2', '29.33'],
    ['00004', '0001', '19970118', '2', '29.73'],
  ])
})

test('forgives: a quote that never closes breaks its own line only', () => {
  expect(read('a,b\n1,"open\n2,x\n3,y\n', ',', [5])).toEqual([['a', 'b'], ['broken'], ['2', 'x'], ['3', 'y']])
})

test('bounded: a line without end and a table without edge are refused with their row', () => {
  const scanner = newScanner(',', () => {})
  let fault: ScanFault | undefined = scanner.push(bytesOf('a,b\n1,2\n'))
  const block = new Uint8Array(1 << 20).fill(0x61)
  for (let turn = 0; turn < 200 && !fault; turn++) fault = scanner.push(block)
  expect(fault).toEqual({ code: 'line_too_long', record: 3, columns: 0 })
  const wide = newScanner(',', () => {})
  expect(wide.push(bytesOf(`${','.repeat(20_000)}\n`))).toMatchObject({ code: 'too_many_columns', record: 1, columns: 20_001 })
})
