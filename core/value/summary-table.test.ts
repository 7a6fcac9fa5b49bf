import { describe, expect, test } from 'vitest'
import { newScanner } from '#core/intake/csv-scanner.ts'
import { takeSample } from '#core/intake/dialect.ts'
import { decodeUtf8 } from '#core/intake/record.ts'
import {
  looksLikeSummary,
  newSummaryReader,
  type SummaryColumns,
  summaryColumnsOf,
  type SummaryFault,
  type SummaryKind,
  summaryKinds,
} from './summary-table.ts'

const sampleOf = (text: string) => takeSample(new TextEncoder().encode(text), decodeUtf8, true)

function read(text: string, kind: SummaryKind, given: SummaryColumns = {}) {
  const sample = sampleOf(text)
  const reader = newSummaryReader(sample, kind, summaryColumnsOf(sample, kind, given), decodeUtf8)
  const faults: SummaryFault[] = []
  const first = sample.dialect.header ? 1 : 0
  const scanner = newScanner(sample.dialect.delimiter, record => {
    const fault = record.number > first ? reader.take(record, record.number - first) : undefined
    if (fault) faults.push(fault)
  })
  scanner.push(new TextEncoder().encode(text))
  scanner.end()
  return { ...reader.finish(), faults }
}

const columnsOf = (heading: string, kind: SummaryKind) => summaryColumnsOf(sampleOf(`${heading}\n1,2,3,4,5,6\n`), kind, {})

describe('right', () => {
  test('headings of lifetimes, BTYD, BTYDplus and of the papers are known', () => {
    expect(columnsOf('frequency,recency,T,monetary_value', summaryKinds.recency)).toEqual({ x: 0, recency: 1, age: 2, meanSpend: 3 })
    expect(columnsOf('cust,x,t.x,T.cal', summaryKinds.recency)).toEqual({ customer: 0, x: 1, recency: 2, age: 3 })
    expect(columnsOf('cust,x,t.x,litt,sales,T.cal', summaryKinds.recency)).toEqual({ customer: 0, x: 1, recency: 2, lnGaps: 3, age: 5 })
    expect(columnsOf('ID,x,t_x,T,zbar', summaryKinds.recency)).toEqual({ customer: 0, x: 1, recency: 2, age: 3, meanSpend: 4 })
    expect(columnsOf('x,t.x,n.cal,custs', summaryKinds.occasions)).toEqual({ x: 0, recency: 1, n: 2, weight: 3 })
    expect(columnsOf('year,survivors', summaryKinds.survivors)).toEqual({ period: 0, survivors: 1 })
  })

  test('without heading, columns are known by their places', () => {
    expect(read('2\t30.43\t38.86\n1\t1.71\t38.86\n', summaryKinds.recency)).toEqual({
      rows: 2,
      numbers: { x: Float64Array.of(2, 1), recency: Float64Array.of(30.43, 1.71), age: Float64Array.of(38.86, 38.86) },
      customers: ['1', '2'],
      faults: [],
    })
  })

  test('a column that someone names stands before every guess', () => {
    const { numbers } = read('x,old,t_x,T\n1,7,2,9\n', summaryKinds.recency, { recency: 1 })
    expect(numbers).toEqual({ x: Float64Array.of(1), recency: Float64Array.of(7), age: Float64Array.of(9) })
  })
})

describe('refuses', () => {
  test('a cell that is no number comes back with its row and column', () => {
    expect(read('x,t_x,T\n1,2,9\n1,abc,9\n', summaryKinds.recency).faults).toEqual([
      { code: 'bad_number', row: 2, role: 'recency', text: 'abc' },
    ])
    expect(read('x,t_x,T\n1,2,9\n1,,9\n', summaryKinds.recency).faults).toEqual([{ code: 'bad_number', row: 2, role: 'recency', text: '' }])
  })

  test('a log of orders does not look like a table of x, t_x and T', () => {
    expect(looksLikeSummary(sampleOf('customer,date,amount\nA,2024-01-05,3\n'), summaryKinds.recency)).toBe(false)
    expect(looksLikeSummary(sampleOf('ID,x,t_x,T\n1,2,3,4\n'), summaryKinds.recency)).toBe(true)
    expect(looksLikeSummary(sampleOf('1,2,3\n1,2,4\n'), summaryKinds.recency)).toBe(false)
  })
})
