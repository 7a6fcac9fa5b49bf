import { expect, test } from 'vitest'
import { type Column, frozenAt, layoutOf, moved, nextSort, rowAfter, shownColumns, toggled, widened } from './table-layout.ts'

const columns: readonly Column<string>[] = ['name', 'type', 'value', 'owner'].map(key => ({
  key,
  title: key,
  width: 100,
  hidden: key === 'owner',
  render: row => row,
}))
const keys = (layout: ReturnType<typeof layoutOf>) => shownColumns(columns, layout).map(column => column.key)

test('the default shows what is not hidden; what was kept of another version is mended', () => {
  expect(keys(layoutOf(columns))).toEqual(['name', 'type', 'value'])
  const kept = layoutOf(columns, { order: ['value', 'gone', 'name'], hidden: ['gone'], widths: { value: 200 } })
  expect(keys(kept), 'what came later and is not for everyone waits to be asked for').toEqual(['name', 'value', 'type'])
  expect(shownColumns(columns, kept)[1]?.width).toBe(200)
})

test('columns move, hide and widen, but the first stays', () => {
  const layout = layoutOf(columns)
  expect(keys(moved(layout, 'value', -1))).toEqual(['name', 'value', 'type'])
  expect(moved(layout, 'type', -1)).toBe(layout)
  expect(moved(layout, 'name', 1)).toBe(layout)
  expect(moved(layout, 'owner', 1)).toBe(layout)
  expect(keys(toggled(toggled(layout, 'owner'), 'type'))).toEqual(['name', 'value', 'owner'])
  expect(keys(toggled(layout, 'name'))).toEqual(['name', 'type', 'value'])
  expect([widened(layout, 'type', 5).widths, widened(layout, 'type', 9999).widths]).toEqual([{ type: 64 }, { type: 640 }])
})

test('sorting and moving by keys', () => {
  expect(nextSort(undefined, 'a')).toEqual({ key: 'a', direction: 'asc' })
  expect(nextSort({ key: 'a', direction: 'asc' }, 'a')).toEqual({ key: 'a', direction: 'desc' })
  expect(nextSort({ key: 'a', direction: 'desc' }, 'b')).toEqual({ key: 'b', direction: 'asc' })
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map(key => rowAfter(key, 5, 20, 10))).toEqual([
    6,
    4,
    15,
    0,
    0,
    19,
    undefined,
  ])
  expect(rowAfter('ArrowDown', 19, 20, 10)).toBe(19)
})

test('frozen columns begin where those before them end, and the first is always one', () => {
  const layout = layoutOf(columns, { frozen: 2, widths: { name: 150 } })
  expect([...frozenAt(shownColumns(columns, layout), layout.frozen, 40)]).toEqual([
    ['name', 40],
    ['type', 190],
  ])
  expect(layoutOf(columns, { frozen: 0 }).frozen).toBe(1)
  expect(layoutOf(columns, { density: 'compact' }).density).toBe('compact')
})
