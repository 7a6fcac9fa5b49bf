import { expect, test } from 'vitest'
import { customerTypes, type CustomerType } from './grid.ts'
import { migrationBetween, monthsInType, sharesOf } from './migration.ts'
import { fillMoves, rankOf } from './moves.ts'
import { placementOf } from './placement.ts'
import { flag, newColumns, none, type Run } from './run.ts'

type Row = readonly [type: CustomerType | null, value: number]

function runOf(day: number, ...rows: readonly Row[]): Run {
  const columns = newColumns(rows.length, false)
  rows.forEach(([type, value], dyad) => {
    columns.type[dyad] = type === null ? none : customerTypes.indexOf(type)
    columns.netContribution[dyad] = value
    columns.netSales[dyad] = value * 4
    columns.flags[dyad] = value < 0 ? flag.belowZero : 0
  })
  const cuts = { scale: 'money', high: 2, medium: 1, highValue: 2, mediumValue: 1 } as const
  return {
    day,
    month: null,
    shortWindow: false,
    ranked: rows.length,
    provisional: false,
    cuts,
    tenantMu: 30,
    settingsVersion: 1,
    ...columns,
  }
}

test('right: flows with their value before and after', () => {
  const before = runOf(0, ['gold', 100], ['gold', 50], ['star', 10], [null, 0])
  const after = runOf(30, ['mature', 40], ['mature', 20], [null, 0], ['star', 5])
  expect(migrationBetween(before, after)).toEqual([
    { from: 'gold', to: 'mature', count: 2, valueBefore: 150, valueAfter: 60 },
    { from: 'star', to: null, count: 1, valueBefore: 10, valueAfter: 0 },
    { from: null, to: 'star', count: 1, valueBefore: 0, valueAfter: 5 },
  ])
})

test('agrees: everyone placed before or after is in exactly one flow', () => {
  const before = runOf(0, ...customerTypes.map(type => [type, 1] as const), [null, 0])
  const after = runOf(30, ...customerTypes.toReversed().map(type => [type, 2] as const), [null, 0])
  const flows = migrationBetween(before, after)
  expect(flows.reduce((sum, flow) => sum + flow.count, 0)).toBe(9)
  expect(flows.reduce((sum, flow) => sum + flow.valueAfter, 0)).toBe(18)
})

test('right: moves by rank, recovery to what was held before a downgrade of the last 12 months', () => {
  const path: readonly (CustomerType | null)[] = [null, 'gold', 'mature', 'star', 'gold', 'promising', null]
  const runs: Run[] = []
  for (const type of path) {
    const run = runOf(30 * runs.length, [type, 1])
    fillMoves(run, runs)
    runs.push(run)
  }
  expect(runs.map(run => placementOf(run, 0).move)).toEqual([null, 'entered', 'downgrade', 'lateral', 'recovery', 'downgrade', 'left'])
  expect(customerTypes.map((_, type) => rankOf(type))).toEqual([2, 3, 4, 1, 2, 3, 0, 1, 2])
})

test('bounded: a downgrade of more than 12 months ago is no recovery', () => {
  const path: CustomerType[] = ['gold', 'mature', ...Array.from({ length: 11 }, () => 'mature' as const), 'gold']
  const moveAfter = (types: readonly CustomerType[]) => {
    const runs: Run[] = []
    for (const type of types) {
      const run = runOf(30 * runs.length, [type, 1])
      fillMoves(run, runs)
      runs.push(run)
    }
    return placementOf(runs.at(-1) as Run, 0).move
  }
  expect(moveAfter(path)).toBe('recovery')
  expect(moveAfter(['gold', 'mature', ...path.slice(1)])).toBe('upgrade')
})

test('right: time in type, counts, money and profit share per type and tier', () => {
  const runs = [
    runOf(0, ['star', 1], ['gold', 1]),
    runOf(30, ['gold', 1], ['gold', 1]),
    runOf(60, ['gold', 300], ['gold', -100], [null, 0]),
  ]
  expect([0, 1, 2].map(dyad => monthsInType(runs, 2, dyad))).toEqual([2, 3, 0])
  const shares = sharesOf(runs[2] as Run)
  expect(shares.types.gold).toEqual({ count: 2, netContribution: 200, netSales: 800, profitShare: 1 })
  expect(shares.tiers.mvc).toMatchObject({ count: 1, netContribution: 300, profitShare: 1.5 })
  expect(shares.tiers.bzc).toMatchObject({ count: 1, netContribution: -100, profitShare: -0.5 })
  expect([shares.placed, shares.unplaced]).toEqual([2, 1])
})

test('refuses: a share of a profit that is none', () => {
  expect(sharesOf(runOf(0, ['release', -5])).types.release.profitShare).toBeNull()
})
