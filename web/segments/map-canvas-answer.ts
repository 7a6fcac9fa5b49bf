import { type MapAnswer, type MapPoints, pointFlags } from '#contract/segments/map.ts'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import type { MapRaster } from './map-canvas-density.ts'
import type { MapCell, MapCuts, MapPoint } from './map-canvas-layout.ts'
import type { PyramidLayer } from './map-canvas-pyramid.tsx'
import { dotColours, noChoice } from './map-colours.ts'

const typeAt = (index: number | undefined): CustomerType | undefined => customerTypes[index ?? -1]

/** Of each choice of a field, and of customers without one. */
type Colours = { readonly of: readonly string[]; readonly none: string }

/** One customer out of the columns; undefined where it is not placed. */
function pointAt(columns: MapPoints, at: number, colours: Colours | undefined): MapPoint | undefined {
  const type = typeAt(columns.type[at])
  if (!type) return undefined
  const was = typeAt(columns.was[at])
  const pending = typeAt(columns.pending[at])
  return {
    id: columns.id[at] ?? '',
    name: columns.name[at] ?? '',
    x: columns.current[at] ?? null,
    y: columns.potential[at] ?? null,
    contribution: columns.value[at] ?? null,
    type,
    provisional: ((columns.flags[at] ?? 0) & pointFlags.provisional) !== 0,
    ...(colours ? { colour: colours.of[columns.colour[at] ?? -1] ?? colours.none } : {}),
    ...(pending && pending !== type ? { pending } : {}),
    ...(was && was !== type ? { from: { type: was, x: columns.wasCurrent[at] ?? null, y: columns.wasPotential[at] ?? null } } : {}),
  }
}

/** `colours`: of each choice of the field that the dots are coloured by; left out where they have the colours of their types. */
export function pointsOf(columns: MapPoints, colours?: Colours): readonly MapPoint[] {
  return columns.id.flatMap((_, at) => pointAt(columns, at, colours) ?? [])
}

export function cutsOf({ cuts }: Pick<MapAnswer, 'cuts'>): MapCuts {
  const { highScore, mediumScore, potentialHigh, potentialMedium, highValue, mediumValue } = cuts
  return {
    current: [mediumScore, highScore],
    potential: [potentialMedium, potentialHigh],
    ...(highValue === null || mediumValue === null ? {} : { currentMoney: [mediumValue, highValue] as const }),
  }
}

type Shown = {
  readonly points: readonly MapPoint[]
  readonly cells: readonly MapCell[]
  readonly cuts: MapCuts
  readonly currency: string
  readonly layers: readonly PyramidLayer[]
  readonly raster: MapRaster | undefined
}

/** What the map and the pyramid show, out of the server's answer. Memoise it: a new list of points means another month. */
export function shownOf(answer: MapAnswer, dark = false): Shown {
  const colours = answer.colours ? { of: dotColours(answer.colours), none: noChoice(dark) } : undefined
  return {
    points: pointsOf(answer.points, colours),
    cells: answer.cells.map(({ type, count, value }) => ({ type, count, money: value })),
    cuts: cutsOf(answer),
    currency: answer.currency,
    layers: answer.pyramid.map(({ tier, count, value, share }) => ({ tier, count, money: value, share })),
    raster: answer.density ?? undefined,
  }
}
