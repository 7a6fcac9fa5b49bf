import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headPacking, itemPacking, newCodeIndex, type OrderHead } from './order-heads.ts'
import { addField, newRecord } from './record.ts'

/** A record of one field. */
function recordOf(text: string) {
  const record = newRecord()
  record.bytes = new TextEncoder().encode(text)
  addField(record, 0, record.bytes.length, 0)
  return record
}

const text = fc.option(fc.constantFrom('甲', '乙', 'CNY', '华东', ''), { nil: null })
const day = fc.integer({ min: -30_000, max: 60_000 })
const maybeDay = fc.option(day, { nil: null })
const head: fc.Arbitrary<OrderHead> = fc.record({
  customer: text,
  customerName: text,
  orderDate: day,
  requestedDate: maybeDay,
  firstPromisedDate: maybeDay,
  promisedDate: maybeDay,
  shippedDate: maybeDay,
  deliveredDate: maybeDay,
  currency: text,
  country: text,
  region: text,
  salesperson: text,
  carrier: text,
  isCredit: fc.boolean(),
})

test('agrees: what was stored under a code is found again as it was; the first of two under one code stays', () => {
  const code = fc.integer({ min: 0, max: 60 }).map(String)
  fc.assert(
    fc.property(fc.array(fc.tuple(code, head), { maxLength: 120 }), given => {
      const [index, first] = [newCodeIndex<OrderHead>(headPacking), new Map<string, OrderHead>()]
      for (const [key, value] of given) {
        expect(index.put(recordOf(` ${key} `), 0, value)).toBe(!first.has(key))
        if (!first.has(key)) first.set(key, value)
      }
      for (const [key] of given) expect(index.find(recordOf(key), 0)).toEqual(first.get(key))
      expect(index.find(recordOf('another'), 0)).toBeUndefined()
    }),
  )
})

test('bounded: thousands of records, an empty code, a code that is not there', () => {
  const items = newCodeIndex(itemPacking)
  const itemOf = (key: number) => ({
    itemName: `Bearing ${key}`,
    category: key % 3 ? null : 'C',
    unit: null,
    unitCost: key === 0 ? '' : `${key}.5`,
  })
  for (let key = 0; key < 40_000; key++) items.put(recordOf(`I${key}`), 0, itemOf(key))
  for (const key of [0, 16_383, 16_384, 39_999]) expect(items.find(recordOf(`I${key}`), 0)).toEqual(itemOf(key))
  expect(items.put(recordOf('  '), 0, itemOf(1))).toBe(false)
  expect([items.find(recordOf('  '), 0), items.find(recordOf('I40000'), 0)]).toEqual([undefined, undefined])
})
