import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newScanner } from '#core/intake/csv-scanner.ts'
import { takeSample } from '#core/intake/dialect.ts'
import { guessMapping } from '#core/intake/guess-mapping.ts'
import { decodeUtf8 } from '#core/intake/record.ts'
import { formatDay, monthOf, parseDay } from '#core/units/civil-day.ts'
import { newBookIntake } from './book-intake.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const bytesOf = (text: string) => new TextEncoder().encode(text)

function bookOf(text: string, until = '2026-12-31', currency = 'CNY') {
  const sample = takeSample(bytesOf(text), decodeUtf8, true)
  const { mapping } = guessMapping(sample, 'order_lines')
  const intake = newBookIntake({
    decode: decodeUtf8,
    currency,
    limit: day('2099-12-31'),
    customerBy: mapping.options.customerBy,
    cellKind: mapping.columns.category === undefined ? 'item' : 'category',
    hasCells: mapping.columns.item !== undefined || mapping.columns.category !== undefined,
    hasCost: mapping.columns.cost !== undefined || mapping.columns.unitCost !== undefined,
    hasDeliveries: false,
    several: false,
  })
  const take = intake.lineTaker(mapping, 0)
  const faults: string[] = []
  const scanner = newScanner(sample.dialect.delimiter, record => {
    const fault = record.number > 1 ? take(record) : undefined
    if (fault) faults.push(`${record.number - 1} ${fault.code}`)
  })
  scanner.push(bytesOf(text))
  scanner.end()
  const finished = intake.builder.finish({
    keys: intake.customers.texts,
    cellKeys: intake.cellKeys(),
    currency,
    until: day(until),
    keep: () => false,
  })
  return { ...finished, faults, intake }
}

const rowsOf = ({ book }: ReturnType<typeof bookOf>) =>
  book.keys.flatMap((key, dyad) =>
    Array.from({ length: (book.days.start[dyad + 1] ?? 0) - (book.days.start[dyad] ?? 0) }, (_, at) => {
      const row = (book.days.start[dyad] ?? 0) + at
      const { days } = book
      return [key, formatDay(days.day[row] ?? 0), days.orders[row], days.lines[row], days.returns[row], days.netSales[row]]
    }),
  )

test('right: orders, lines, returns and net sales by customer and day, counted by hand', () => {
  const book = bookOf(
    [
      'Invoice,Customer ID,Date,Item,Quantity,Unit Price',
      '100,K2,2026-01-05,a,2,1.005',
      '100,K2,2026-01-05,b,1,10',
      '101,K2,2026-01-05,a,1,1',
      '102,k1,2026-02-01,a,3,2.50',
      'C103,K2,2026-02-03,a,-1,1.005',
      'C103,K2,2026-02-03,b,-1,10',
      'C104,K2,2026-02-03,b,-1,10',
      '105,,2026-02-03,b,1,10',
      '106,,2026-02-03,b,-4,0',
      '107,K1,2026-03-01,gift,1,0',
      '108,K1,20026-03-01,a,1,1',
      '109,K1,2026-03-01,a,x,1',
    ].join('\n'),
  )
  expect(book.faults).toEqual(['9 not_a_sale', '11 year_out_of_range', '12 bad_number'])
  // 2 x 1.005 = 2.01; 1.005 rounds half away from zero to 1.01.
  expect(rowsOf(book)).toEqual([
    ['K2', '2026-01-05', 1, 3, 0, 201 + 1000 + 100],
    ['K2', '2026-02-03', 0, 0, 2, -101 - 1000 - 1000],
    ['k1', '2026-02-01', 1, 1, 0, 750],
    ['k1', '2026-03-01', 1, 1, 0, 0],
  ])
  expect(book.intake.customers.merged).toEqual([{ first: 'k1', second: 'K1' }])
  expect(book.intake.counts.anonymous).toBe(1)
})

test('right: facts after the last day are left out and counted; the cells sum up by item and month', () => {
  const text =
    'order,customer code,date,item,amount,cost\n1,A,2026-01-31,x,10.00,6\n2,A,2026-02-01,x,5,\n3,A,2026-02-02,y,7,\n4,A,2026-03-01,x,9,1\n'
  const { book, late } = bookOf(text, '2026-02-28')
  expect(late).toBe(1)
  expect(book.sources).toMatchObject({ cost: true, deliveries: false })
  expect([Array.from(book.days.knownCost), Array.from(book.days.salesOfKnownCost)]).toEqual([
    [600, 0, 0],
    [1000, 0, 0],
  ])
  expect(Array.from(book.cells.netSales, (sum, row) => [book.cells.keys[book.cells.key[row] ?? 0], book.cells.month[row], sum])).toEqual([
    ['x', monthOf(day('2026-01-01')), 1000],
    ['x', monthOf(day('2026-02-01')), 500],
    ['y', monthOf(day('2026-02-01')), 700],
  ])
})

test('agrees: any lines in any order give the sums of a plain count, however large the amounts', () => {
  const line = fc.record({
    who: fc.integer({ min: 0, max: 150 }),
    day: fc.integer({ min: 20_000, max: 20_400 }),
    item: fc.integer({ min: 0, max: 5 }),
    minor: fc.integer({ min: 1, max: 10 ** 12 }),
  })
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 300 }), lines => {
      const text = lines.map(({ who, day, item, minor }, at) => `${at},c${who},${formatDay(day)},i${item},${(minor / 100).toFixed(2)}`)
      const { book } = bookOf(['order,customer code,date,item,amount', ...text].join('\n'), '2099-01-01')
      const plain = new Map<string, number>()
      for (const { who, day, minor } of lines) plain.set(`c${who}|${day}`, (plain.get(`c${who}|${day}`) ?? 0) + minor)
      const found = new Map(
        book.keys.flatMap((key, dyad) =>
          Array.from({ length: (book.days.start[dyad + 1] ?? 0) - (book.days.start[dyad] ?? 0) }, (_, at) => {
            const row = (book.days.start[dyad] ?? 0) + at
            return [`${key}|${book.days.day[row]}`, book.days.netSales[row] ?? 0] as const
          }),
        ),
      )
      expect(found).toEqual(plain)
      expect(book.keys).toEqual([...new Set(lines.map(({ who }) => `c${who}`))].sort())
      expect(Array.from(book.cells.netSales).reduce((sum, next) => sum + next, 0)).toBe(lines.reduce((sum, { minor }) => sum + minor, 0))
    }),
    { numRuns: 60 },
  )
})
