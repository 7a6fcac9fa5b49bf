import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type CustomerQuery, type CustomerSort, customerSorts } from '#contract/dyads/customer-list.ts'
import { type CustomerGrouping, customerFilterColumns, customerGroupings } from '#contract/dyads/customer-filter-columns.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import { completenessItems } from '#core/dyads/completeness.ts'
import { customerKinds } from '#core/dyads/customer.ts'
import { type Filter, isProblem, readFilter } from '#core/platform/list-filter.ts'
import { bands, customerTypes, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { churnKinds, warningCodes } from '#core/value/future.ts'
import { useAsOf } from '#web/ui/as-of.ts'

/** The list of customers as the address bar holds it: its filters and order, the drawer and the saved view that it came from. */
export type CustomerSearch = Omit<CustomerQuery, 'asOf' | 'filter'> & {
  /** Conditions on any column and groups of them. */
  readonly filter?: Filter
  /** What the list is grouped by. */
  readonly by?: CustomerGrouping | OwnColumn | 'group'
  readonly open?: string
  /** The form for a new customer is open. */
  readonly create?: 'customer'
  readonly view?: string
}

const choices = {
  type: [...customerTypes, 'unplaced'],
  tier: pyramidTiers,
  stage: lifecycleStages,
  currentBand: bands,
  potentialBand: bands,
  customerKind: [...customerKinds, 'unknown'],
  missing: completenessItems,
  warning: warningCodes,
  churn: churnKinds,
} as const
const words = ['owner', 'department', 'country', 'region', 'group', 'dyadId'] as const
/** Filters that are there or not. The first one is a scope, the others stand in the form as states. */
const scopes = ['collaborating'] as const
export const flags = ['warned', 'late', 'pending', 'provisional', 'belowZero', 'overridden', 'dormant'] as const
const days = ['lastOrderFrom', 'lastOrderTo', 'nextOrderFrom', 'nextOrderTo'] as const
const numbers = [
  'valueFrom',
  'valueTo',
  'confidenceFrom',
  'confidenceTo',
  'completenessFrom',
  'completenessTo',
  'recencyFrom',
  'pAliveFrom',
  'pAliveTo',
  'clvFrom',
  'clvTo',
] as const

/** A filter as the address holds it: an object, or its text where someone wrote it there. */
function filterOf(given: unknown): Filter | undefined {
  if (given === undefined) return undefined
  const found = readFilter(typeof given === 'string' ? given : JSON.stringify(given), customerFilterColumns, isOwnColumn)
  return isProblem(found) ? undefined : found
}

/** One of the firm's own fields; whether there is such a one the server knows. */
const ownColumnIn = (given: unknown): OwnColumn | undefined =>
  typeof given === 'string' && /^custom\.[a-z][a-z0-9_]{0,39}$/.test(given) && isOwnColumn(given) ? given : undefined

const textsOf = (value: unknown): string[] =>
  [value].flat().filter(one => typeof one === 'string' && one !== '' && one.length <= 100) as string[]
const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
const present = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))

/** Reads the address bar; what is not understood is left out. */
export function customerSearchOf(search: Record<string, unknown>): CustomerSearch {
  const text = (value: unknown, max: number) => textsOf(value)[0]?.slice(0, max)
  return present([
    ['q', typeof search.q === 'number' ? String(search.q) : text(search.q, 200)],
    ...Object.entries(choices).map(
      ([name, allowed]) => [name, textsOf(search[name]).filter(one => (allowed as readonly string[]).includes(one))] as const,
    ),
    ...words.map(name => [name, textsOf(search[name]).slice(0, 100)] as const),
    ...[...scopes, ...flags].map(name => [name, search[name] === true || search[name] === 'true' ? true : undefined] as const),
    ...days.map(name => [name, textsOf(search[name]).find(day => parseDay(day) !== undefined)] as const),
    ...numbers.map(name => [name, numberOf(search[name])] as const),
    ['filter', filterOf(search.filter)],
    ['by', ([...customerGroupings, 'group'] as const).find(by => by === search.by) ?? ownColumnIn(search.by)],
    ['sort', customerSorts.find(sort => sort === search.sort) ?? ownColumnIn(search.sort)],
    ['direction', search.direction === 'asc' || search.direction === 'desc' ? search.direction : undefined],
    ['open', text(search.open, 40)],
    ['create', search.create === 'customer' ? 'customer' : undefined],
    ['view', text(search.view, 40)],
  ]) as CustomerSearch
}

/** The filters alone, without order, drawer and view. */
export function filtersOf(search: CustomerSearch): Omit<CustomerSearch, 'sort' | 'direction' | 'open' | 'view' | 'by' | 'create'> {
  const { sort: _, direction: __, open: ___, view: ____, by: _____, create: ______, ...filters } = search
  return filters
}

/** What the server is asked for: filters and order, and the past day that the page shows. */
export function queryOf(search: CustomerSearch, asOf: string | undefined): CustomerQuery {
  const { open: _, view: __, by: ___, create: ____, filter, ...plain } = search
  const query = filter === undefined ? plain : { ...plain, filter: JSON.stringify(filter) }
  return asOf === undefined ? query : { ...query, asOf }
}

/** How many filters narrow the list, the search box not counted. */
export const countFilters = (search: CustomerSearch): number => Object.keys(filtersOf(search)).filter(name => name !== 'q').length

const byWord: readonly (CustomerSort | OwnColumn)[] = [
  'name',
  'code',
  'owner',
  'department',
  'country',
  'region',
  'city',
  'industry',
  'customerKind',
  'type',
  'tier',
  'stage',
]

/** The order that the list stands in: figures from the largest unless said otherwise. */
export function orderOf({ sort = 'netContribution', direction }: CustomerSearch): {
  readonly key: string
  readonly direction: 'asc' | 'desc'
} {
  return { key: sort, direction: direction ?? (byWord.includes(sort) ? 'asc' : 'desc') }
}

/** What the address bar says of the list, and ways to change it. */
export function useCustomerSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const asOf = useAsOf()
  const search = useMemo(() => customerSearchOf(raw), [raw])
  /** Changes a part of it and keeps the rest. */
  const change = useCallback(
    (next: { readonly [K in keyof CustomerSearch]?: CustomerSearch[K] | undefined }, replace = false) => {
      void navigate({ to: '.', replace, search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
    },
    [navigate],
  )
  /** Puts another list in its place; only the past day stays. */
  const set = useCallback(
    (next: CustomerSearch) => {
      void navigate({
        to: '.',
        search: ({ asOf: day }: { asOf?: string }) => ({ ...next, ...(day === undefined ? {} : { asOf: day }) }),
      } as never)
    },
    [navigate],
  )
  return { search, asOf, change, set }
}
