import type { Spot } from './map-canvas-layout.ts'

/** Dots by squares of the plot, for finding the one under the pointer without asking all. */
export type SpotIndex = { readonly squares: ReadonlyMap<number, readonly Spot[]>; readonly reach: number }

const side = 32
const columns = 4096
const squareOf = (x: number, y: number) => Math.floor(y / side) * columns + Math.floor(x / side)

export function indexOf(spots: readonly Spot[]): SpotIndex {
  const squares = Map.groupBy(spots, spot => squareOf(spot.x, spot.y))
  return { squares, reach: Math.ceil((spots[0]?.radius ?? 0) / side) + 1 }
}

/** The dot at a place: of those that hold it, the smallest (it lies on top); else the nearest within `slack` pixels. */
export function spotAt(index: SpotIndex, x: number, y: number, slack: number): Spot | undefined {
  let best: Spot | undefined
  let least = Number.POSITIVE_INFINITY
  for (let row = -index.reach; row <= index.reach; row++) {
    for (let column = -index.reach; column <= index.reach; column++) {
      for (const spot of index.squares.get(squareOf(x, y) + row * columns + column) ?? []) {
        const distance = Math.hypot(spot.x - x, spot.y - y)
        const rank =
          distance <= spot.radius ? spot.radius : distance <= spot.radius + slack ? 1000 + distance - spot.radius : Number.POSITIVE_INFINITY
        if (rank < least) [best, least] = [spot, rank]
      }
    }
  }
  return best
}

type Place = { readonly x: number; readonly y: number }

/** Whether a place lies within a closed line (even-odd rule: Shimrat 1962, as corrected by Hacker). */
export function within(line: readonly Place[], { x, y }: Place): boolean {
  let inside = false
  for (let at = 0, before = line.length - 1; at < line.length; before = at++) {
    const [a, b] = [line[at], line[before]]
    if (a && b && a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** The closed line of a rectangle between two corners. */
export function rectangleOf(from: Place, to: Place): readonly Place[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }]
}

/** Ids of the dots whose middle a closed line holds. */
export function chosenBy(line: readonly Place[], spots: readonly Spot[]): ReadonlySet<string> {
  return new Set(spots.filter(spot => within(line, spot)).map(spot => spot.point.id))
}

/** A line with its crowded points left out: no two nearer than `gap` pixels. */
export function thinned(line: readonly Place[], next: Place, gap = 4): readonly Place[] {
  const last = line.at(-1)
  return last && Math.hypot(next.x - last.x, next.y - last.y) < gap ? line : [...line, next]
}
