import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { customerKinds } from '#core/dyads/customer.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { type Filter, isProblem, readFilter } from '#core/platform/list-filter.ts'
import { customerTypes, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import { formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import type { MapAsked } from './segments.queries.ts'

export const mapViews = ['map', 'flow', 'insights'] as const
export type MapView = (typeof mapViews)[number]

/** The filters of the map as the address bar holds them. */
export type Filters = Omit<MapAsked, 'asOf' | 'compare' | 'dyadId' | 'colour'>

export type MapSearch = Filters & {
  readonly view?: Exclude<MapView, 'map'>
  /** The month before unless given; `none`, `year`, or a month's end. */
  readonly compare?: string
  /** A column of the firm's own with choices that colours the dots; by type without it. */
  readonly colour?: string
  /** For migration: since when. */
  readonly from?: string
}

const lists = {
  type: [...customerTypes, 'unplaced'],
  tier: pyramidTiers,
  stage: lifecycleStages,
  customerKind: [...customerKinds, 'unknown'],
} as const
const words = ['owner', 'department', 'country', 'region', 'group'] as const
const flags = ['provisional', 'pending', 'overridden', 'belowZero', 'dormant', 'moved'] as const
export const flagNames = flags

const texts = (value: unknown): string[] =>
  [value].flat().filter(one => typeof one === 'string' && one.length > 0 && one.length <= 100) as string[]
const isDay = (value: unknown): value is string => typeof value === 'string' && parseDay(value) !== undefined

/** Conditions on tags and own fields, as the address holds them: an object, or its text where someone wrote it there. */
function conditionsIn(given: unknown): Filter | undefined {
  if (given === undefined) return undefined
  const isOpen = (column: string) => column === 'tags' || column.startsWith(customPrefix)
  const found = readFilter(typeof given === 'string' ? given : JSON.stringify(given), {}, isOpen)
  return isProblem(found) ? undefined : found
}

/** Reads the address bar; what is not understood is left out. */
export function mapSearchOf(search: Record<string, unknown>): MapSearch {
  const chosen = Object.entries(lists).map(([name, allowed]) => [
    name,
    texts(search[name]).filter(one => (allowed as readonly string[]).includes(one)),
  ])
  const written = words.map(name => [name, texts(search[name]).slice(0, 50)])
  const set = flags.filter(name => search[name] === true || search[name] === 'true').map(name => [name, true])
  const view = mapViews.find(one => one !== 'map' && one === search['view'])
  const compare = search['compare'] === 'none' || search['compare'] === 'year' || isDay(search['compare']) ? search['compare'] : undefined
  const filter = conditionsIn(search['filter'])
  const [colour] = texts(search['colour']).filter(name => name.startsWith(customPrefix))
  return {
    ...(filter ? { filter } : {}),
    ...(colour === undefined ? {} : { colour }),
    ...Object.fromEntries([...chosen, ...written].filter(([, values]) => (values as string[]).length > 0)),
    ...Object.fromEntries(set),
    ...(view ? { view } : {}),
    ...(compare === undefined ? {} : { compare }),
    ...(isDay(search['from']) ? { from: search['from'] } : {}),
  } as MapSearch
}

const filterNames = [...Object.keys(lists), ...words, ...flags, 'filter']

/** The filters alone, without view and days. */
export const filtersOf = (search: MapSearch): Filters =>
  Object.fromEntries(Object.entries(search).filter(([name]) => filterNames.includes(name))) as Filters

export const countFilters = (filters: Filters): number => Object.keys(filters).length

/** What the address bar says of the map, and a way to change a part of it. */
export function useMapSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const asOf = useAsOf()
  const search = useMemo(() => mapSearchOf(raw), [raw])
  const filters = useMemo(() => filtersOf(search), [search])
  const change = useCallback(
    (next: Partial<Record<keyof MapSearch | 'asOf', unknown>>, replace = false) => {
      void navigate({ to: '.', replace, search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
    },
    [navigate],
  )
  return { search, filters, asOf, change }
}

type Day = { readonly asOf: string; readonly isMonthEnd: boolean }

/**
 * The day to compare with. Types are confirmed at month-ends alone, so the day shown is compared with the month-end before the one whose types
 * hold; or as the address says. Undefined where there is none.
 */
export function comparedDay(runs: readonly Day[], shown: string | undefined, compare: string | undefined): string | undefined {
  const at = shown === undefined ? runs.length - 1 : runs.findIndex(run => run.asOf === shown)
  const run = runs[at]
  if (compare === 'none' || run === undefined) return undefined
  if (compare === undefined) return runs[run.isMonthEnd ? at - 1 : at - 2]?.asOf
  const wanted = compare === 'year' ? formatDay(lastDayOf(monthOf(parseDay(run.asOf) ?? 0) - 12)) : compare
  return runs.findLast(other => other.asOf <= wanted && other.asOf < run.asOf)?.asOf
}
