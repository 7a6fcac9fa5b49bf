import type { Spot } from './map-canvas-layout.ts'

/** A dot on its way: `seen` is 0 for one not yet (or no longer) there, 1 for one that is. */
export type Moving = Spot & { readonly seen: number }

export const asStill = (spots: readonly Spot[]): readonly Moving[] => spots.map(spot => ({ ...spot, seen: 1 }))

/** Slow at both ends: 3t² - 2t³. */
export const eased = (share: number) => share * share * (3 - 2 * share)

const between = (a: number, b: number, share: number) => a + (b - a) * share

/**
 * The dots between two pictures, `share` (0..1) of the way: those in both travel and grow, new ones come up where they belong, those that
 * left fade where they stood.
 */
export function movedBetween(before: readonly Moving[], after: readonly Spot[], share: number): readonly Moving[] {
  if (share >= 1) return asStill(after)
  const way = eased(share)
  const old = new Map(before.map(spot => [spot.point.id, spot]))
  const there = after.map((spot): Moving => {
    const was = old.get(spot.point.id)
    old.delete(spot.point.id)
    if (!was) return { ...spot, seen: way }
    return {
      point: spot.point,
      x: between(was.x, spot.x, way),
      y: between(was.y, spot.y, way),
      radius: between(was.radius, spot.radius, way),
      seen: between(was.seen, 1, way),
    }
  })
  const leaving = [...old.values()].filter(spot => spot.seen > 0).map(spot => ({ ...spot, seen: spot.seen * (1 - way) }))
  return [...leaving, ...there]
}
