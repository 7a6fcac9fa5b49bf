import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { cutsOf, pointsOf } from './map-canvas-answer.ts'
import { shadesOf } from './map-canvas-density.ts'
import {
  areaPerUnit,
  cellAt,
  cellBox,
  cutShares,
  groundsOf,
  type MapPoint,
  neighbourOf,
  radiusOf,
  placeOn,
  spotsOf,
  wobble,
} from './map-canvas-layout.ts'
import { asStill, movedBetween } from './map-canvas-motion.ts'
import { chosenBy, indexOf, rectangleOf, spotAt, thinned, within } from './map-canvas-picking.ts'

const cuts = { current: [50, 80], potential: [40, 65] } as const
const plot = { left: 40, top: 10, width: 900, height: 600 }
const pointOf = (given: Partial<MapPoint>): MapPoint => ({
  id: 'a',
  name: 'A',
  x: 50,
  y: 50,
  contribution: 100_000,
  type: 'promising',
  ...given,
})
const anyPoint = fc
  .record({
    id: fc.uuid(),
    x: fc.double({ min: 0, max: 100, noNaN: true }),
    y: fc.double({ min: 0, max: 100, noNaN: true }),
    contribution: fc.integer({ min: -1e9, max: 1e11 }),
    type: fc.constantFrom(...customerTypes),
  })
  .map(pointOf)

describe('the cells', () => {
  test('divide an axis by the cuts, half evenly', () => {
    expect(cutShares([50, 80]).map(share => Math.round(share * 1000))).toEqual([0, 417, 733, 1000])
  })

  test('cover the plot without a gap', () => {
    const area = customerTypes.map(type => cellBox(type, cuts, plot)).reduce((sum, box) => sum + box.width * box.height, 0)
    expect(area).toBeCloseTo(plot.width * plot.height, 3)
    for (const type of customerTypes) {
      const { left, top, width, height } = cellBox(type, cuts, plot)
      expect(cellAt(left + width / 2, top + height / 2, cuts, plot)).toBe(type)
    }
    expect(cellAt(0, 0, cuts, plot)).toBeUndefined()
    expect(cellBox('gold', cuts, plot).left).toBeGreaterThan(cellBox('star', cuts, plot).left)
    expect(cellBox('gold', cuts, plot).top).toBeLessThan(cellBox('mature', cuts, plot).top)
  })

  test('are walked by arrow keys', () => {
    expect(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'x'].map(key => neighbourOf('promising', key))).toEqual([
      'star',
      'endangered',
      'activatable',
      'mature',
      'pioneering',
      'overmature',
      undefined,
    ])
    expect(neighbourOf('gold', 'ArrowRight')).toBe('gold')
  })
})

describe('the dots', () => {
  test('stand within the cell of their confirmed type, whatever their raw values', () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { maxLength: 60 }), points => {
        for (const { x, y, point } of spotsOf(points, cuts, plot)) expect(cellAt(x, y, cuts, plot)).toBe(point.type)
      }),
      { numRuns: 100 },
    )
  })

  test('tell money by area, the same for all, and never hide a small customer', () => {
    const points = [
      pointOf({ id: 'a', contribution: 4_000_000 }),
      pointOf({ id: 'b', contribution: 1_000_000 }),
      pointOf({ id: 'c', contribution: 1 }),
    ]
    const perUnit = areaPerUnit(points, cuts, plot)
    expect(radiusOf(4_000_000, perUnit) / radiusOf(1_000_000, perUnit)).toBeCloseTo(2, 6)
    expect(radiusOf(-4_000_000, perUnit)).toBe(radiusOf(4_000_000, perUnit))
    expect(radiusOf(1, perUnit)).toBe(2)
    expect([areaPerUnit([], cuts, plot), areaPerUnit([pointOf({ contribution: 0 })], cuts, plot)]).toEqual([0, 0])
  })

  test('cover at most a third of the fullest cell', () => {
    const points = Array.from({ length: 500 }, (_, at) => pointOf({ id: `p${at}`, contribution: 5_000_000, type: 'gold' }))
    const { width, height } = cellBox('gold', cuts, plot)
    const covered = spotsOf(points, cuts, plot).reduce((sum, spot) => sum + Math.PI * spot.radius ** 2, 0)
    expect(covered / (width * height)).toBeLessThan(0.36)
  })

  test('with equal values part by a hair that is always the same', () => {
    expect(wobble('a', 1)).toBe(wobble('a', 1))
    expect(wobble('a', 1)).not.toBe(wobble('b', 1))
    fc.assert(fc.property(fc.string(), text => Math.abs(wobble(text, 3)) <= 1))
  })
})

describe('picking', () => {
  const spots = spotsOf(
    [
      pointOf({ id: 'large', contribution: 9_000_000, x: 65, y: 52 }),
      pointOf({ id: 'small', contribution: 1, x: 65, y: 52 }),
      pointOf({ id: 'gold', type: 'gold', x: 90, y: 80 }),
    ],
    cuts,
    plot,
  )
  const byId = (id: string) => spots.find(spot => spot.point.id === id)

  test('finds the dot on top, or one close by', () => {
    const [large, small] = [byId('large'), byId('small')]
    const index = indexOf(spots)
    expect(spotAt(index, small?.x ?? 0, small?.y ?? 0, 4)?.point.id).toBe('small')
    expect(spotAt(index, (large?.x ?? 0) + (large?.radius ?? 0) - 1, large?.y ?? 0, 4)?.point.id).toBe('large')
    expect(spotAt(index, (large?.x ?? 0) + (large?.radius ?? 0) + 3, large?.y ?? 0, 4)?.point.id).toBe('large')
    expect(spotAt(index, 41, 11, 4)).toBeUndefined()
  })

  test('agrees with asking every dot', () => {
    fc.assert(
      fc.property(
        fc.array(anyPoint, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 40, max: 940 }),
        fc.integer({ min: 10, max: 610 }),
        (points, x, y) => {
          const all = spotsOf(points, cuts, plot)
          const holding = all.filter(spot => Math.hypot(spot.x - x, spot.y - y) <= spot.radius).map(spot => spot.radius)
          expect(spotAt(indexOf(all), x, y, 0)?.radius).toBe(holding.length === 0 ? undefined : Math.min(...holding))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('chooses by rectangle and by lasso', () => {
    expect(chosenBy(rectangleOf({ x: 940, y: 10 }, { x: 700, y: 250 }), spots)).toEqual(new Set(['gold']))
    const notch = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 5, y: 2 },
      { x: 0, y: 10 },
    ]
    expect([within(notch, { x: 1, y: 5 }), within(notch, { x: 5, y: 5 }), within([], { x: 0, y: 0 })]).toEqual([true, false, false])
    expect(thinned([{ x: 0, y: 0 }], { x: 1, y: 1 })).toHaveLength(1)
    expect(thinned([{ x: 0, y: 0 }], { x: 9, y: 1 })).toHaveLength(2)
  })
})

describe('between two months', () => {
  const [before, after] = [
    spotsOf([pointOf({ id: 'stays', x: 52 }), pointOf({ id: 'leaves' })], cuts, plot),
    spotsOf([pointOf({ id: 'stays', x: 78 }), pointOf({ id: 'comes' })], cuts, plot),
  ]

  test('dots travel, come and go', () => {
    const half = movedBetween(asStill(before), after, 0.5)
    const seen = Object.fromEntries(half.map(spot => [spot.point.id, spot.seen]))
    expect(seen).toEqual({ stays: 1, leaves: 0.5, comes: 0.5 })
    const xs = [before, half, after].map(spots => spots.find(spot => spot.point.id === 'stays')?.x ?? 0)
    expect(xs[1]).toBeCloseTo(((xs[0] ?? 0) + (xs[2] ?? 0)) / 2, 6)
    expect(movedBetween(asStill(before), after, 1)).toEqual(asStill(after))
  })
})

describe('density', () => {
  const raster = { current: [55, 57, 99, 10], potential: [51, 51, 99, 51], type: [4, 4, 2, 4], count: [300, 40, 1, 2] }
  const shades = shadesOf(raster, cuts, plot)

  test('tells counts by depth, in the colour of the cell', () => {
    expect(shades.map(shade => shade.type)).toEqual(['promising', 'promising', 'gold', 'promising'])
    expect(shades[0]?.depth).toBe(1)
    expect(shades[2]?.depth).toBeGreaterThan(0.1)
    expect(shades[2]?.depth).toBeLessThan(0.5)
  })

  test('stays within the cell, side by side, what lies beyond as a seam', () => {
    for (const { left, top, width, height, type } of shades) {
      expect(cellAt(left + 0.1, top + 0.1, cuts, plot)).toBe(type)
      expect(cellAt(left + width - 0.1, top + height - 0.1, cuts, plot)).toBe(type)
    }
    expect((shades[0]?.left ?? 0) + (shades[0]?.width ?? 0)).toBeCloseTo(shades[1]?.left ?? 0, 6)
    expect(shades[3]?.width).toBe(3)
  })
})

test('unknown values stand in the middle, values beyond the cell at its edge', () => {
  const ground = groundsOf(cuts, plot).get('promising')
  if (!ground) throw new Error('no ground')
  expect(placeOn(ground, null, null)).toEqual({ x: ground.left + ground.width / 2, y: ground.top + ground.height / 2 })
  expect(placeOn(ground, 99, 0)).toEqual({ x: ground.left + ground.width, y: ground.top + ground.height })
  expect(radiusOf(null, 1)).toBe(2)
})

test("the server's columns become dots, cuts, layers", () => {
  const columns = {
    id: ['a', 'b', 'c'],
    name: ['A', 'B', 'C'],
    current: [90, null, 10],
    potential: [70, 50, null],
    value: [500, null, -3],
    sales: [900, 0, 5],
    type: [2, 4, -1],
    was: [1, 4, -1],
    wasCurrent: [60, 40, null],
    wasPotential: [70, 41, null],
    pending: [-1, 5, -1],
    stage: [2, 1, -1],
    flags: [0, 1, 4],
  }
  expect(pointsOf(columns)).toEqual([
    { id: 'a', name: 'A', x: 90, y: 70, contribution: 500, type: 'gold', provisional: false, from: { type: 'star', x: 60, y: 70 } },
    { id: 'b', name: 'B', x: null, y: 50, contribution: null, type: 'promising', provisional: true, pending: 'mature' },
  ])
  const given = {
    scale: 'percentile' as const,
    high: 80,
    medium: 50,
    highScore: 80,
    mediumScore: 50,
    potentialHigh: 65,
    potentialMedium: 40,
  }
  expect(cutsOf({ cuts: { ...given, highValue: 9, mediumValue: 4 } })).toEqual({ ...cuts, currentMoney: [4, 9] })
  expect(cutsOf({ cuts: { ...given, highValue: null, mediumValue: 4 } })).toEqual(cuts)
})
