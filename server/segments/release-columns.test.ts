import { expect, test } from 'vitest'
import { writtenBook } from '#core/value/written-book.ts'
import { newCollector, releaseCells } from './release-columns.ts'

const book = () => writtenBook({ from: '2024-01-01', until: '2024-12-31', rows: [{ who: 'a', day: 19_800, net: 100, key: 'k' }] })

test('cells that are released hold no memory; the days stay; releasing twice does no harm', () => {
  const { cells, days } = book()
  expect(cells.netSales.length).toBe(1)
  releaseCells({ ...book(), cells, days })
  releaseCells({ ...book(), cells, days })
  expect([cells.key.byteLength, cells.month.byteLength, cells.netSales.byteLength]).toEqual([0, 0, 0])
  expect(days.netSales[0]).toBe(100)
})

test('a large book’s unused columns are collected, a small one’s are left to the engine', () => {
  const { days, ...rest } = book()
  const collect = newCollector({ ...rest, days: { ...days, day: new Int32Array(600_000) } })
  const held = () => new WeakRef(new Float64Array(1_000_000))
  const dropped = held()
  return new Promise<void>(resolve => setTimeout(resolve, 0)).then(() => {
    collect(true)
    expect(dropped.deref()).toBeUndefined()
    expect(newCollector(book())(true)).toBeUndefined()
  })
})
