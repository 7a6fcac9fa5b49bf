import { type Band, type CustomerType, cellOf, customerTypes } from '#core/segments/grid.ts'
import type { Minor } from '#core/units/money.ts'

/** One customer on the map. Out of the server's answer: `shownOf` of map-canvas-answer.ts. */
export type MapPoint = {
  readonly id: string
  readonly name: string
  /** Current value as a score, 0..100 (its percentile in the ranked set); null unknown. */
  readonly x: number | null
  /** Potential value, 0..100; null unknown. */
  readonly y: number | null
  /** Net contribution of the last 12 months, whole minor units; null unknown. */
  readonly contribution: Minor | null
  /** The confirmed type: the dot always stands in its cell, wherever the month's raw values would put it. */
  readonly type: CustomerType
  readonly provisional?: boolean
  /** Of the dot, where it is not that of its type. */
  readonly colour?: string
  /** Where the next run would move it: a short arrow. */
  readonly pending?: CustomerType | undefined
  /** Where it stood in the compared month, for those that moved: a long arrow. */
  readonly from?: { readonly x: number | null; readonly y: number | null; readonly type: CustomerType } | undefined
}

export type MapCell = { readonly type: CustomerType; readonly count: number; readonly money: Minor }

/** The firm's cuts on both axes, as percentiles (current) and scores (potential), 0..100, and the current cuts' money where known. */
export type MapCuts = {
  readonly current: readonly [medium: number, high: number]
  readonly potential: readonly [medium: number, high: number]
  readonly currentMoney?: readonly [Minor, Minor]
}

export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
export type Spot = { readonly point: MapPoint; readonly x: number; readonly y: number; readonly radius: number }

/**
 * Where an axis' cuts are drawn, as shares of its length. Half of each cell's width follows the firm's cut, half is equal for all, so that
 * a top band of one customer in five still has room for the largest dots.
 */
export function cutShares([medium, high]: readonly [number, number]): readonly [number, number, number, number] {
  const widths = [medium, high - medium, 100 - high].map(width => width / 200 + 1 / 6)
  const first = widths[0] ?? 0
  return [0, first, first + (widths[1] ?? 0), 1]
}

const bandIndex: Record<Band, number> = { low: 0, medium: 1, high: 2 }

/** The box of a type's cell inside the plot. */
export function cellBox(type: CustomerType, cuts: MapCuts, plot: Box): Box {
  const { current, potential } = cellOf(type)
  const [across, up] = [bandIndex[current], bandIndex[potential]]
  const [xs, ys] = [cutShares(cuts.current), cutShares(cuts.potential)]
  const [left = 0, right = 1, low = 0, high = 1] = [xs[across], xs[across + 1], ys[up], ys[up + 1]]
  return {
    left: plot.left + left * plot.width,
    top: plot.top + (1 - high) * plot.height,
    width: (right - left) * plot.width,
    height: (high - low) * plot.height,
  }
}

/** A number in [-1, 1) out of an id, always the same for it: parts dots that would lie on each other. */
export function wobble(id: string, salt: number): number {
  let hash = 2_166_136_261 ^ salt
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16_777_619)
  hash ^= hash >>> 15
  return (hash >>> 0) / 2 ** 31 - 1
}

export const leastRadius = 2
const greatestRadius = 34
/** The dots of a cell may cover this much of it. */
const coverage = 0.34

/** Pixels² a minor unit: area tells money, the same for all dots, as large as the fullest cell allows. */
export function areaPerUnit(points: readonly MapPoint[], cuts: MapCuts, plot: Box): number {
  const sums = new Map<CustomerType, number>()
  let largest = 0
  for (const { type, contribution } of points) {
    const size = Math.abs(contribution ?? 0)
    sums.set(type, (sums.get(type) ?? 0) + size)
    largest = Math.max(largest, size)
  }
  if (largest === 0) return 0
  const limits = [...sums].map(([type, sum]) => {
    const { width, height } = cellBox(type, cuts, plot)
    return sum === 0 ? Number.POSITIVE_INFINITY : (coverage * width * height) / sum
  })
  return Math.min((Math.PI * greatestRadius ** 2) / largest, ...limits)
}

export function radiusOf(contribution: Minor | null, perUnit: number): number {
  return Math.max(leastRadius, Math.sqrt((Math.abs(contribution ?? 0) * perUnit) / Math.PI))
}

const inside = (value: number, from: number, length: number, margin: number) => {
  const edge = Math.min(margin, length / 2)
  return Math.min(from + length - edge, Math.max(from + edge, value))
}

/** A cell's box with the values that its edges stand for: all that placing a dot in it needs. */
export type Ground = Box & { readonly x: readonly [number, number]; readonly y: readonly [number, number] }

export type Grounds = ReadonlyMap<CustomerType, Ground>

export function groundsOf(cuts: MapCuts, plot: Box): Grounds {
  const edges = (pair: readonly [number, number], band: Band): readonly [number, number] => {
    const all = [0, ...pair, 100] as const
    const at = bandIndex[band]
    return [all[at] ?? 0, all[at + 1] ?? 100]
  }
  return new Map(
    customerTypes.map(type => {
      const { current, potential } = cellOf(type)
      return [type, { ...cellBox(type, cuts, plot), x: edges(cuts.current, current), y: edges(cuts.potential, potential) }]
    }),
  )
}

/** How far within its cell a value stands, 0..1: at the edge where it lies beyond (the type is not yet confirmed there), in the middle where unknown. */
const shareWithin = (value: number | null, [from, to]: readonly [number, number]) =>
  value === null || to <= from ? 0.5 : Math.min(1, Math.max(0, (value - from) / (to - from)))

/** A pair of values in a cell, in pixels. */
export function placeOn(ground: Ground, x: number | null, y: number | null): { x: number; y: number } {
  return {
    x: ground.left + shareWithin(x, ground.x) * ground.width,
    y: ground.top + (1 - shareWithin(y, ground.y)) * ground.height,
  }
}

type Placed = Pick<MapPoint, 'id' | 'x' | 'y' | 'type'>

/** By its values, a hair aside so that equals part, wholly within its cell. */
function settle(ground: Ground, { id, x, y }: Placed, radius: number, plot: Box): { x: number; y: number } {
  const place = placeOn(ground, x, y)
  return {
    x: inside(place.x + wobble(id, 1) * plot.width * 0.007, ground.left, ground.width, radius + 1.5),
    y: inside(place.y + wobble(id, 2) * plot.height * 0.007, ground.top, ground.height, radius + 1.5),
  }
}

/** All dots in pixels, the largest first, so that small ones lie on top of them. */
export function spotsOf(points: readonly MapPoint[], cuts: MapCuts, plot: Box): readonly Spot[] {
  const perUnit = areaPerUnit(points, cuts, plot)
  const grounds = groundsOf(cuts, plot)
  const spots = points.flatMap(point => {
    const ground = grounds.get(point.type)
    const radius = radiusOf(point.contribution, perUnit)
    return ground ? [{ point, radius, ...settle(ground, point, radius, plot) }] : []
  })
  return spots.sort((a, b) => b.radius - a.radius)
}

/** The cell beside a cell in a direction; the same at the edge. */
export function neighbourOf(type: CustomerType, key: string): CustomerType | undefined {
  const index = customerTypes.indexOf(type)
  const [row, column] = [Math.floor(index / 3), index % 3]
  const moves: Record<string, readonly [number, number]> = {
    ArrowUp: [Math.max(0, row - 1), column],
    ArrowDown: [Math.min(2, row + 1), column],
    ArrowLeft: [row, Math.max(0, column - 1)],
    ArrowRight: [row, Math.min(2, column + 1)],
    Home: [0, 0],
    End: [2, 2],
  }
  const to = moves[key]
  return to ? customerTypes[to[0] * 3 + to[1]] : undefined
}

/** The type whose cell holds a place. */
export function cellAt(x: number, y: number, cuts: MapCuts, plot: Box): CustomerType | undefined {
  return customerTypes.find(type => {
    const { left, top, width, height } = cellBox(type, cuts, plot)
    return x >= left && x < left + width && y >= top && y < top + height
  })
}
