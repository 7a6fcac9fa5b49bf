import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { type Box, groundsOf, type MapCuts, placeOn } from './map-canvas-layout.ts'

/** Customers too many for dots: middles of squares on both scores, index of the type in customerTypes, count; columns of one length. */
export type MapRaster = {
  readonly current: readonly number[]
  readonly potential: readonly number[]
  readonly type: readonly number[]
  readonly count: readonly number[]
}

export type Shade = Box & { readonly type: CustomerType /** 0..1, by the logarithm of the count. */; readonly depth: number }

/** Side of a raster's squares, in score. */
const side = 2
/** What lies beyond its cell's edge (not yet confirmed) is a seam there, this many pixels wide. */
const seam = 3

/** A raster's squares in pixels, each within the cell of its type; the logarithm keeps single customers visible beside thousands. */
export function shadesOf(raster: MapRaster, cuts: MapCuts, plot: Box): readonly Shade[] {
  const grounds = groundsOf(cuts, plot)
  const most = raster.count.reduce((largest, count) => Math.max(largest, count), 1)
  return raster.count.flatMap((count, at) => {
    const type = customerTypes[raster.type[at] ?? -1]
    const ground = type && grounds.get(type)
    const [x, y] = [raster.current[at], raster.potential[at]]
    if (!type || !ground || x === undefined || y === undefined) return []
    const from = placeOn(ground, x - side / 2, y + side / 2)
    const to = placeOn(ground, x + side / 2, y - side / 2)
    const width = Math.max(seam, to.x - from.x)
    const height = Math.max(seam, to.y - from.y)
    const left = Math.min(from.x, ground.left + ground.width - width)
    const top = Math.min(from.y, ground.top + ground.height - height)
    return [{ type, left, top, width, height, depth: Math.log1p(count) / Math.log1p(most) }]
  })
}
