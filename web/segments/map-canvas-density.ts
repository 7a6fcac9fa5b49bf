import type { CustomerType } from '#core/segments/grid.ts'
import type { Box, Spot } from './map-canvas-layout.ts'

/** Above so many dots they are shown as density, and the largest of them as dots. */
export const densityFrom = 20_000
export const dotsOverDensity = 2000

export type Shade = {
  readonly x: number
  readonly y: number
  readonly type: CustomerType /** 0..1, by the logarithm of the count. */
  readonly depth: number
}

/** Squares of `side` pixels with the number of dots in each told by depth: the logarithm keeps single customers visible beside thousands. */
export function shadesOf(spots: readonly Spot[], plot: Box, side: number): readonly Shade[] {
  const across = Math.ceil(plot.width / side) + 1
  const counts = new Map<number, { count: number; type: CustomerType }>()
  for (const { x, y, point } of spots) {
    const at = Math.floor((y - plot.top) / side) * across + Math.floor((x - plot.left) / side)
    const have = counts.get(at)
    if (have) have.count++
    else counts.set(at, { count: 1, type: point.type })
  }
  let most = 1
  for (const { count } of counts.values()) most = Math.max(most, count)
  return [...counts].map(([at, { count, type }]) => ({
    x: plot.left + (at % across) * side,
    y: plot.top + Math.floor(at / across) * side,
    type,
    depth: Math.log1p(count) / Math.log1p(most),
  }))
}
