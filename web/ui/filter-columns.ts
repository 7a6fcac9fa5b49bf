import {
  type ColumnType,
  type Condition,
  type Filter,
  isProblem,
  type Operator,
  operators,
  readFilter,
} from '#core/platform/list-filter.ts'

export type FilterOption = { readonly value: string; readonly label: string }

/** A column that a list can be filtered by. `scale`: what a shown number is divided by to be the kept one (100 for shares in percent). */
export type FilterColumn = {
  readonly key: string
  readonly title: string
  readonly type: ColumnType
  readonly options?: readonly FilterOption[]
  readonly scale?: number
  readonly unit?: string
}

export type FilterGroup = { readonly all: readonly Filter[] } | { readonly any: readonly Filter[] }

export const partsOf = (group: FilterGroup): readonly Filter[] => ('all' in group ? group.all : group.any)
export const jointOf = (group: FilterGroup): 'all' | 'any' => ('all' in group ? 'all' : 'any')
export const groupOf = (joint: 'all' | 'any', parts: readonly Filter[]): FilterGroup => (joint === 'all' ? { all: parts } : { any: parts })
export const isCondition = (filter: Filter): filter is Condition => 'column' in filter

/** The filter as a group that conditions can be added to. */
export const asGroup = (filter: Filter | undefined): FilterGroup =>
  filter === undefined ? { all: [] } : isCondition(filter) ? { all: [filter] } : filter

/** A new condition on a column, still without a value. */
export function freshCondition(column: FilterColumn): Condition {
  const [first] = operators[column.type]
  const is: Operator = column.type === 'number' || column.type === 'money' || column.type === 'day' ? 'at_least' : first
  return column.type === 'boolean' ? { column: column.key, is, value: true } : { column: column.key, is }
}

const typesOf = (columns: readonly FilterColumn[]) => Object.fromEntries(columns.map(({ key, type }) => [key, type]))

/** What is filled in of a draft: unfinished conditions and empty groups are left out; undefined where nothing stays. */
export function finished(draft: Filter, columns: readonly FilterColumn[]): Filter | undefined {
  if (isCondition(draft)) return isProblem(readFilter(JSON.stringify(draft), typesOf(columns))) ? undefined : draft
  const parts = partsOf(draft).flatMap(part => finished(part, columns) ?? [])
  return parts.length === 0 ? undefined : groupOf(jointOf(draft), parts)
}

/** The group with another part at a place, or without it. */
export function withPart(group: FilterGroup, at: number, part: Filter | undefined): FilterGroup {
  const parts = partsOf(group)
  return groupOf(jointOf(group), part === undefined ? parts.filter((_, index) => index !== at) : parts.with(at, part))
}
