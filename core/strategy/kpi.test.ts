import { expect, test } from 'vitest'
import { growthOf, type Kpi, kpiFormulas, kpiGroups, kpis, kpiShapes, kpiWords, meetsTarget } from './kpi.ts'
import { eventFigure, standFigure, type StandSums } from './kpi-figure.ts'

/** 40 customers had sales a year ago and 34 of them have sales now; 45 have sales now, 36 of them identified; 12.5 million of sales leave 2 million. */
const sums: StandSums = {
  before: 40,
  kept: 34,
  keptNow: 1_840_000_00,
  keptBefore: 1_600_000_00,
  active: 45,
  identified: 36,
  contribution: 2_000_000_00,
  sales: 12_500_000_00,
}
const nobody: StandSums = { before: 0, kept: 0, keptNow: 0, keptBefore: 0, active: 0, identified: 0, contribution: 0, sales: 0 }

test.each([
  // 34 / 40
  ['retained_share', 0.85, 40],
  // 1,840,000 / 1,600,000 - 1
  ['kept_growth', 0.15, 34],
  // 36 / 45
  ['identified_share', 0.8, 45],
  ['kept_customers', 34, 40],
  // 1 - 2,000,000 / 12,500,000
  ['cost_share', 0.84, 45],
  ['profit', 2_000_000_00, 45],
] as const)('%s is %d by hand', (kpi, value, n) => {
  const figure = standFigure(kpi, sums)
  expect(figure?.value).toBeCloseTo(value, 12)
  expect(figure?.n).toBe(n)
  expect(standFigure(kpi, nobody)).toEqual({ value: null, n: 0 })
})

test('all customers lost is a share of 0, not "no data"; growth from nothing or from a loss says nothing', () => {
  expect(standFigure('retained_share', { ...sums, kept: 0 })?.value).toBe(0)
  expect(standFigure('kept_customers', { ...sums, kept: 0 })?.value).toBe(0)
  expect(standFigure('kept_growth', { ...sums, kept: 0, keptNow: 0 })?.value).toBeNull()
  expect(standFigure('kept_growth', { ...sums, keptBefore: -5 })?.value).toBeNull()
  expect([growthOf(75, 100), growthOf(-50, 100), growthOf(5, 0)]).toEqual([-0.25, -1.5, null])
})

test('a contribution below nothing costs more than all sales, and stands as a loss', () => {
  const loss = { ...sums, contribution: -2_500_000_00 }
  expect(standFigure('cost_share', loss)?.value).toBeCloseTo(1.2, 12)
  expect(standFigure('profit', loss)?.value).toBe(-2_500_000_00)
})

test('shares of events: 18 of 24 in time; none where there was no event', () => {
  for (const kpi of ['respond', 'deliver', 'support', 'won_share'] as const) {
    expect(eventFigure(kpi, { part: 18, n: 24 }, 45)).toEqual({ value: 0.75, n: 24 })
    expect(eventFigure(kpi, { part: 0, n: 0 }, 45)).toEqual({ value: null, n: 0 })
  }
  // 3 opportunities won cost 90,000 together.
  expect(eventFigure('acquisition_cost', { part: 90_000_00, n: 3 }, 45)).toEqual({ value: 30_000_00, n: 3 })
})

test('new customers are counted; care is of the active and never above all; satisfaction needs three answers', () => {
  expect(eventFigure('new_customers', { part: 4, n: 4 }, 45)).toEqual({ value: 4, n: 4 })
  expect(eventFigure('care', { part: 27, n: 27 }, 45)).toEqual({ value: 0.6, n: 45 })
  expect(eventFigure('care', { part: 50, n: 50 }, 45)).toEqual({ value: 1, n: 45 })
  expect(eventFigure('care', { part: 3, n: 3 }, undefined)).toEqual({ value: null, n: 0 })
  // 70, 80 and 90 points.
  expect(eventFigure('satisfaction', { part: 240, n: 3 }, 45)).toEqual({ value: 80, n: 3 })
  expect(eventFigure('satisfaction', { part: 170, n: 2 }, 45)).toEqual({ value: null, n: 2 })
})

test('a target is met at the target itself, from below where less is better, and not known without figure or target', () => {
  expect([meetsTarget('retained_share', 0.85, 0.85), meetsTarget('retained_share', 0.84, 0.85)]).toEqual([true, false])
  expect([meetsTarget('cost_share', 0.84, 0.85), meetsTarget('cost_share', 0.86, 0.85)]).toEqual([true, false])
  expect([meetsTarget('profit', null, 1), meetsTarget('profit', 1, null)]).toEqual([undefined, undefined])
})

test('every figure has its group, its words and its formula in both languages; what is read off month-ends is not made of events', () => {
  expect(new Set(kpis.map(kpi => kpiShapes[kpi].group))).toEqual(new Set(kpiGroups))
  for (const kpi of kpis) for (const text of [...kpiWords[kpi], ...kpiFormulas[kpi]]) expect(text.length, kpi).toBeGreaterThan(1)
  const ofStand = kpis.filter(kpi => standFigure(kpi, sums) !== undefined)
  expect(ofStand).toEqual(['retained_share', 'kept_growth', 'identified_share', 'kept_customers', 'cost_share', 'profit'] satisfies Kpi[])
})
