import { expect, test } from 'vitest'
import { deepestLevel, faultOfMove, rollUp } from './group.ts'

const move = { partyId: 'a', parentId: 'b', below: new Set<string>(), levelsBelow: 0, levelsAbove: 0 }

test('a party stands under another, not under itself or one of its own, and no deeper than ten levels', () => {
  expect(faultOfMove(move)).toBeUndefined()
  expect(faultOfMove({ ...move, parentId: 'a' })).toBe('itself')
  expect(faultOfMove({ ...move, below: new Set(['b']) })).toBe('circle')
  expect(faultOfMove({ ...move, levelsAbove: deepestLevel - 1 })).toBeUndefined()
  expect(faultOfMove({ ...move, levelsAbove: deepestLevel - 1, levelsBelow: 1 })).toBe('too_deep')
})

const member = (partyId: string, parentId: string | null, value: number | null, customers = 1) => ({
  partyId,
  parentId,
  own: { customers, netSalesMinor: value === null ? null : value * 10, netContributionMinor: value },
})

test('each party carries the sum of all at and below it; what is not known adds nothing and is not zero', () => {
  const rows = rollUp([
    member('top', null, null, 0),
    member('x', 'top', 5),
    member('y', 'top', -2),
    member('x1', 'x', 7),
    member('x2', 'x', null),
  ])
  expect(rows.map(row => [row.partyId, row.level, row.sum.netContributionMinor, row.sum.customers])).toEqual([
    ['top', 0, 10, 4],
    ['x', 1, 12, 3],
    ['x1', 2, 7, 1],
    ['x2', 2, null, 1],
    ['y', 1, -2, 1],
  ])
})

test('the sums of the tops are the sum of all, in whatever order the members come', () => {
  const rows = Array.from({ length: 200 }, (_, index) =>
    member(`p${index}`, index === 0 || index % 17 === 0 ? null : `p${Math.floor(index / 3)}`, index),
  )
  const all = rows.reduce((total, row) => total + (row.own.netContributionMinor ?? 0), 0)
  for (const order of [rows, rows.toReversed()]) {
    const summed = rollUp(order)
    expect(summed).toHaveLength(rows.length)
    expect(summed.filter(row => row.level === 0).reduce((total, row) => total + (row.sum.netContributionMinor ?? 0), 0)).toBe(all)
  }
})
