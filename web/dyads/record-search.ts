import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Filter, isProblem, readFilter } from '#core/platform/list-filter.ts'
import { groupsIn } from './group-choice.tsx'
import type { ListAsked, ListFilter, QuickFilter } from './record-kind.ts'

/** What the address of a list of records says: words, filters by column, the order, a button's condition, the open record, the way it is shown. */
export type RecordSearch = {
  readonly q?: string
  readonly f?: Readonly<Record<string, readonly string[]>>
  readonly quick?: string
  /** Groups of companies with all below them. */
  readonly group?: readonly string[]
  /** Conditions on any column and groups of them. */
  readonly filter?: Filter
  readonly sort?: string
  readonly direction?: 'asc' | 'desc'
  /** `dyad:record` whose drawer is open. */
  readonly open?: string
  readonly view?: string
}

const word = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= most ? value : undefined

function filtersOf(value: unknown): Record<string, string[]> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const found = Object.entries(value).flatMap(([key, each]) => {
    const values = [each].flat().filter((one): one is string => word(one, 60) !== undefined)
    return /^\w{1,30}$/.test(key) && values.length > 0 ? [[key, values.slice(0, 50)] as const] : []
  })
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

/** Conditions as the address holds them: an object, or its text where someone wrote it there. Whether a column is there, the server knows. */
function conditionsIn(given: unknown): Filter | undefined {
  if (given === undefined) return undefined
  const found = readFilter(typeof given === 'string' ? given : JSON.stringify(given), {}, () => true)
  return isProblem(found) ? undefined : found
}

/** Reads the address of a list; what is not understood is left out. */
export function recordSearchOf(search: Record<string, unknown>): RecordSearch {
  const direction = search.direction === 'asc' || search.direction === 'desc' ? search.direction : undefined
  const read = {
    q: word(search.q, 200),
    f: filtersOf(search.f),
    quick: word(search.quick, 30),
    group: groupsIn(search.group),
    filter: conditionsIn(search.filter),
    sort: word(search.sort, 60),
    direction,
    open: word(search.open, 80),
    view: word(search.view, 20),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** What the list asks of the server for that. */
export function askedOf(search: RecordSearch, filters: readonly ListFilter[], quick: readonly QuickFilter[]): ListAsked {
  const chosen = filters.flatMap(({ key }) => {
    const value = search.f?.[key]
    return value && value.length > 0 ? [{ column: key, is: 'in', value }] : []
  })
  const button = quick.find(each => each.key === search.quick)
  const all: object[] = [...chosen, ...(button ? [button.condition] : []), ...(search.filter ? [search.filter] : [])]
  return {
    ...(search.q ? { q: search.q } : {}),
    ...(search.group ? { group: [...search.group] } : {}),
    ...(all.length > 0 ? { filter: JSON.stringify({ all }) } : {}),
    ...(search.sort ? { sort: search.sort } : {}),
    ...(search.sort && search.direction ? { direction: search.direction } : {}),
  }
}

/** The address of the list, and a way to change a part of it. */
export function useRecordSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const search = useMemo(() => recordSearchOf(raw), [raw])
  const change = (next: { readonly [K in keyof RecordSearch]?: RecordSearch[K] | undefined }) =>
    void navigate({ to: '.', replace: !('open' in next), search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
  return { search, change }
}
