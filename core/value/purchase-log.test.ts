import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newScanner } from '#core/intake/csv-scanner.ts'
import { takeSample } from '#core/intake/dialect.ts'
import { guessMapping } from '#core/intake/guess-mapping.ts'
import { decodeUtf8, type TableRecord } from '#core/intake/record.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { newPurchaseLog, type PurchaseLog } from './purchase-log.ts'
import { mappingOfLog, newPurchaseLogReader, scanPlanOf } from './purchase-log-reader.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const everything = Number.POSITIVE_INFINITY

/** Reads a file's text as the command line does: quickly where its layout allows it, else, or if `isSlow`, row by row. */
function read(text: string, isSlow = false, until = everything) {
  const bytes = bytesOf(text)
  const mapping = mappingOfLog(guessMapping(takeSample(bytes, decodeUtf8, true), 'order_lines').mapping)
  const reader = newPurchaseLogReader(mapping, { decode: decodeUtf8, until, needsAmount: false })
  const faults: string[] = []
  const take = (record: TableRecord) => {
    const fault = reader.take(record)
    if (fault) faults.push(fault.code)
  }
  const scanner = newScanner(mapping.dialect.delimiter, record => {
    if (record.number > (mapping.dialect.header ? 1 : 0)) take(record)
  })
  const odd: number[] = []
  if (isSlow || !reader.scan) scanner.push(bytes)
  else
    reader.scan.lines(bytes, (from, end) => {
      odd.push(from)
      scanner.push(bytes.subarray(from, end))
    })
  scanner.end()
  const log = reader.log.finish(reader.customers.count())
  return { mapping, faults, odd, counts: reader.counts(), book: bookOf(log, reader.customers.text), merged: reader.customers.merged() }
}

const bookOf = ({ orders: { start, day }, spend, firstSpend }: PurchaseLog, text: (customer: number) => string) =>
  Object.fromEntries(
    Array.from({ length: start.length - 1 }, (_, i) => [
      text(i),
      { days: Array.from(day.subarray(start[i], start[i + 1]), formatDay), spend: spend[i], firstSpend: firstSpend[i] },
    ]),
  )

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

describe('right', () => {
  test('orders of one day are one; money is summed, that of the first day apart', () => {
    const { book, odd } = read(
      lines('customer,date,amount', 'A,2024-01-05,10.5', 'B,2024-01-05,7', 'A,2024-01-05,2.25', 'A,2024-03-01,100', 'A,2024-02-01,0.05'),
    )
    expect(odd).toEqual([0])
    expect(book).toEqual({
      A: { days: ['2024-01-05', '2024-02-01', '2024-03-01'], spend: 112.8, firstSpend: 12.75 },
      B: { days: ['2024-01-05'], spend: 7, firstSpend: 7 },
    })
  })

  test('a table without heading and with dates like 19970101, its columns divided by blanks', () => {
    const { book } = read(
      ' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n 00021 0002 19970101  3   63.34\n 00021 0002 19970101  1    9.00\n',
    )
    expect(book).toEqual({
      '00004': { days: ['1997-01-01', '1997-01-18'], spend: 59.06, firstSpend: 29.33 },
      '00021': { days: ['1997-01-01'], spend: 72.34, firstSpend: 72.34 },
    })
  })

  test('codes that differ by case, width or blanks are one customer under the first spelling', () => {
    const { book, merged } = read(
      lines('customer;date;amount', 'Ab 1;2024-01-05;1', 'ab  1;2024-01-06;1', 'Ｃ9;2024-01-05;1', 'c9;2024-01-07;1', 'C9;2024-01-08;1'),
    )
    expect(Object.keys(book)).toEqual(['Ab 1', 'Ｃ9'])
    expect(book['Ｃ9']?.days).toHaveLength(3)
    expect(merged).toBeGreaterThan(0)
  })

  test('codes longer than eight bytes are told apart by all of their bytes', () => {
    const codes = Array.from({ length: 3000 }, (_, k) => `CUSTOMER-${k * 7919}-${k % 3 === 0 ? 'x' : 'yy'}`)
    const { book } = read(
      lines('customer,date,amount', ...codes.map(code => `${code},2024-01-05,1.5`), ...codes.map(code => `${code},2024-01-09,1.5`)),
    )
    expect(Object.keys(book)).toEqual(codes)
    expect(Object.values(book).every(({ days }) => days.length === 2)).toBe(true)
  })

  test('quantity times price where there is no amount', () => {
    const { book } = read(
      lines(
        'invoice no,customer id,invoice date,quantity,unit price',
        '1,A,2024-01-05,3,1.5',
        'C2,A,2024-01-06,-3,1.5',
        '3,A,2024-01-07,1,2',
      ),
    )
    expect(book).toEqual({ A: { days: ['2024-01-05', '2024-01-07'], spend: 6.5, firstSpend: 4.5 } })
  })
})

describe('refuses', () => {
  test('returns, later rows, rows without customer and rows that are none are no orders, and are counted', () => {
    const text = lines(
      'order,customer,date,quantity,amount',
      '1,A,2024-01-05,1,10',
      '2,A,2024-01-06,-1,-10',
      'C3,A,2024-01-07,1,10',
      '4,A,2024-01-08,1,0',
      '5,A,2024-01-09,0,0',
      '6,NULL,2024-01-09,1,5',
      '7,A,2024-02-30,1,5',
      '8,A,2024-03-01,1,x',
      '9,A,2025-01-01,1,5',
      '10,A,2024-03-02,1,5,6',
    )
    const { book, counts, faults } = read(text, false, 20_000)
    expect(book.A).toEqual({ days: ['2024-01-05', '2024-01-08'], spend: 10, firstSpend: 10 })
    expect(counts).toEqual({ returns: 2, zero: 1, empty: 1, anonymous: 1, late: 1 })
    expect(faults).toEqual(['bad_date', 'bad_number', 'too_many_fields'])
  })

  test('the quick way is not taken where names tell customers apart, or decimals are written with a comma', () => {
    const planOf = (text: string) => {
      const mapping = mappingOfLog(guessMapping(takeSample(bytesOf(text), decodeUtf8, true), 'order_lines').mapping)
      return scanPlanOf(mapping, everything)
    }
    expect(planOf(lines('customer;date;amount', 'A;2024-01-05;1,25'))).toBeUndefined()
    expect(planOf(lines('customer,date,amount', '上海某某公司,2024-01-05,1.25'))).toBeUndefined()
    expect(planOf(lines('customer,date,amount', 'A1,2024-01-05,1.25'))).toBeDefined()
  })
})

const cell = {
  customer: fc.oneof(
    fc.constantFrom('A', 'a', 'B-17', 'nan', 'N1', 'CUSTOMER-000001', 'customer-000001', ' C ', '客户甲', '#N/A', 'x y', ''),
    fc.stringMatching(/^[A-Za-z0-9]{1,12}$/),
  ),
  date: fc.oneof(
    fc.integer({ min: 9000, max: 21_000 }).map(formatDay),
    fc.integer({ min: 9000, max: 21_000 }).map(day => formatDay(day).replaceAll('-', '')),
    fc.constantFrom('2024-02-30', '2024-01-05 10:30:00', '', 'x'),
  ),
  amount: fc.oneof(
    fc.integer({ min: 0, max: 10_000_000 }).map(cents => (cents / 100).toFixed(2)),
    fc.constantFrom('0', '-3.10', '1,234.50', '7.5', '12', '', '0.125', '99999999999', '1e3', '.5', '5.'),
  ),
  order: fc.constantFrom('100', 'C100', 'A7', 'c-3', ' 5', '订1', ''),
  quantity: fc.constantFrom('1', '12', '-2', '0', '', '1.5'),
}

test('agrees: the quick way and the way of an import read the same book out of any file', () => {
  const row = fc.tuple(cell.order, cell.customer, cell.date, cell.quantity, cell.amount).map(cells => cells.join(','))
  const plain = Array.from({ length: 8 }, (_, k) => `${k},K${k},2024-01-0${k + 1},2,3.50`)
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = `${['order no,customer code,order date,quantity,amount', ...plain, ...plain, ...rows].join(end)}${end}`
      const [quick, slow] = [read(text), read(text, true)]
      expect(quick.book).toEqual(slow.book)
      expect(quick.counts).toEqual(slow.counts)
      expect(quick.faults).toEqual(slow.faults)
    }),
    { numRuns: 200 },
  )
})

test('bounded: a million rows of one customer and day are one order; days in reverse are sorted', () => {
  const log = newPurchaseLog()
  const days = new Int32Array(1_000_000).fill(19_000)
  log.addMany(new Int32Array(1_000_000), days, new Int32Array(1_000_000).fill(1), 1_000_000)
  for (let k = 0; k < 200_000; k++) log.add(1, 20_000 - (k % 1000), 0.001)
  const { orders, spend, firstSpend } = log.finish(2)
  expect(Array.from(orders.start)).toEqual([0, 1, 1001])
  expect(orders.day.subarray(1)).toEqual(Int32Array.from({ length: 1000 }, (_, k) => 19_001 + k))
  expect([spend[0], firstSpend[0]]).toEqual([10_000, 10_000])
  expect(spend[1]).toBeCloseTo(200, 6)
})

test('bounded: customers without an order have no days', () => {
  const log = newPurchaseLog()
  log.add(20_000, 19_000, 5)
  const { orders } = log.finish(20_003)
  expect([orders.start[20_000], orders.start[20_001], orders.start[20_003], orders.day.length]).toEqual([0, 1, 1, 1])
})
