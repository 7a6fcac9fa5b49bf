import { expect, test } from 'vitest'
import { orderDaysOf } from './window.ts'
import { writtenBook } from './written-book.ts'

const row = (who: string, day: number, net: number) => ({ who, day, net })

test('exact: where every day has an order, the order days are the book’s own days', () => {
  const book = writtenBook({
    from: '2024-01-01',
    until: '2024-12-31',
    rows: [row('a', 19_800, 100), row('a', 19_810, 100), row('b', 19_805, 100)],
  })
  const orders = orderDaysOf(book)
  expect(Array.from(orders.start)).toEqual([0, 2, 3])
  expect(Array.from(orders.day)).toEqual([19_800, 19_810, 19_805])
  expect(orders.day).toBe(book.days.day)
})

test('exact: a day with returns alone is none, in wide and in narrow columns alike', () => {
  const rows = [row('a', 19_800, 100), row('a', 19_810, -100), row('a', 19_820, 100), row('b', 19_805, -100), row('c', 19_807, 100)]
  const written = writtenBook({ from: '2024-01-01', until: '2024-12-31', rows })
  const book = { ...written, days: { ...written.days, orders: Uint8Array.from(written.days.netSales, net => (net > 0 ? 1 : 0)) } }
  const narrow = { ...book, days: { ...book.days, day: Int16Array.from(book.days.day) } }
  for (const each of [book, narrow]) {
    const orders = orderDaysOf(each)
    expect(Array.from(orders.start)).toEqual([0, 2, 2, 3])
    expect(Array.from(orders.day)).toEqual([19_800, 19_820, 19_807])
  }
})
