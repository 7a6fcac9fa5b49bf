import { type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'

/** What a column of a list holds, and so how it can be filtered. `money` is whole minor units; `choice`, `person` and `tags` are told apart by their ids or words. */
export const columnTypes = ['text', 'number', 'money', 'day', 'boolean', 'choice', 'person', 'tags'] as const
export type ColumnType = (typeof columnTypes)[number]

/** How a column may be asked, by what it holds. */
export const operators = {
  text: ['contains', 'is', 'begins', 'empty', 'filled'],
  number: ['is', 'at_least', 'at_most', 'between', 'empty', 'filled'],
  money: ['is', 'at_least', 'at_most', 'between', 'empty', 'filled'],
  day: ['is', 'at_least', 'at_most', 'between', 'last_days', 'next_days', 'empty', 'filled'],
  boolean: ['is'],
  choice: ['in', 'not_in', 'empty', 'filled'],
  person: ['in', 'not_in', 'empty', 'filled'],
  tags: ['in', 'not_in', 'empty', 'filled'],
} as const satisfies Record<ColumnType, readonly string[]>
export type Operator = (typeof operators)[ColumnType][number]

export type FilterValue = string | number | boolean | readonly string[] | readonly [number, number] | readonly [string, string]
export type Condition = { readonly column: string; readonly is: Operator; readonly value?: FilterValue }

/** Conditions joined: all must hold, or any of them; groups may stand inside groups. */
export type Filter = Condition | { readonly all: readonly Filter[] } | { readonly any: readonly Filter[] }

/** What is wrong with a filter, and with which of its columns. */
export type FilterProblem = {
  readonly problem: 'not_json' | 'not_a_filter' | 'too_deep' | 'too_many' | 'unknown_column' | 'wrong_operator' | 'wrong_value'
  readonly column?: string
}

export const deepestFilter = 4
export const mostConditions = 50
const mostValues = 200
const longestText = 200

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
const isText = (given: unknown): given is string =>
  typeof given === 'string' && given.trim() !== '' && given.length <= longestText && !given.includes('\u0000')
const isAmount = (given: unknown): given is number =>
  typeof given === 'number' && Number.isFinite(given) && Math.abs(given) <= Number.MAX_SAFE_INTEGER
const isDay = (given: unknown): given is string => typeof given === 'string' && parseDay(given) !== undefined
const isPair = (given: unknown, holds: (each: unknown) => boolean): boolean =>
  Array.isArray(given) && given.length === 2 && given.every(holds)
const isList = (given: unknown): given is readonly string[] =>
  Array.isArray(given) && given.length > 0 && given.length <= mostValues && given.every(isText)
const isWhole = (given: unknown): boolean => typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= 36_500

/** Whether a value is one that a column of this type is compared with in this way. */
export function fits(type: ColumnType, operator: Operator, value: unknown): boolean {
  if (operator === 'empty' || operator === 'filled') return value === undefined
  if (operator === 'in' || operator === 'not_in') return isList(value)
  if (operator === 'last_days' || operator === 'next_days') return isWhole(value)
  if (type === 'boolean') return typeof value === 'boolean'
  const single = type === 'text' ? isText : type === 'day' ? isDay : isAmount
  return operator === 'between' ? isPair(value, single) : single(value)
}

/** The columns of a list by what they hold; `open` ones are known by name alone, and may hold anything. */
export type Columns = Readonly<Record<string, ColumnType>>
type OpenColumn = (column: string) => boolean

function conditionProblem(given: Readonly<Record<string, unknown>>, columns: Columns, isOpen: OpenColumn): FilterProblem | undefined {
  const { column, is, value } = given
  if (typeof column !== 'string') return { problem: 'not_a_filter' }
  const type = Object.hasOwn(columns, column) ? columns[column] : undefined
  if (type === undefined) {
    if (!isOpen(column)) return { problem: 'unknown_column', column }
    const types = columnTypes.filter(each => (operators[each] as readonly unknown[]).includes(is))
    return types.some(each => fits(each, is as Operator, value)) ? undefined : { problem: 'wrong_value', column }
  }
  const known: readonly unknown[] = operators[type]
  if (!known.includes(is)) return { problem: 'wrong_operator', column }
  return fits(type, is as Operator, value) ? undefined : { problem: 'wrong_value', column }
}

const partsOf = (given: Readonly<Record<string, unknown>>): readonly unknown[] | undefined => {
  const parts = given['all'] ?? given['any']
  return Array.isArray(parts) && Object.keys(given).length === 1 ? parts : undefined
}

function problemOf(given: unknown, columns: Columns, isOpen: OpenColumn, depth: number): FilterProblem | undefined {
  if (!isRecord(given)) return { problem: 'not_a_filter' }
  if (depth > deepestFilter) return { problem: 'too_deep' }
  if ('column' in given) return conditionProblem(given, columns, isOpen)
  const parts = partsOf(given)
  if (parts === undefined) return { problem: 'not_a_filter' }
  for (const part of parts) {
    const problem = problemOf(part, columns, isOpen, depth + 1)
    if (problem) return problem
  }
  return undefined
}

/** All conditions of a filter, groups opened. */
export function conditionsOf(filter: Filter): readonly Condition[] {
  if ('column' in filter) return [filter]
  return ('all' in filter ? filter.all : filter.any).flatMap(conditionsOf)
}

export const isProblem = (given: Filter | FilterProblem): given is FilterProblem => 'problem' in given

/** A filter as it came over the wire, checked against the columns of its list; or what is wrong with it. */
export function readFilter(text: string, columns: Columns, isOpen: OpenColumn = () => false): Filter | FilterProblem {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { problem: 'not_json' }
  }
  const problem = problemOf(given, columns, isOpen, 1)
  if (problem) return problem
  const filter = given as Filter
  return conditionsOf(filter).length > mostConditions ? { problem: 'too_many' } : filter
}

/** The days a day condition spans, both ends in it; undefined = open. `today` is the day in the firm's zone. */
export function daysOf({ is, value }: Condition, today: CivilDay): { readonly from?: string; readonly to?: string } {
  if (is === 'last_days') return { from: formatDay(today - Number(value) + 1), to: formatDay(today) }
  if (is === 'next_days') return { from: formatDay(today), to: formatDay(today + Number(value) - 1) }
  if (is === 'between') return orderedDays(value as readonly [string, string])
  const day = String(value)
  return { ...(is === 'at_most' ? {} : { from: day }), ...(is === 'at_least' ? {} : { to: day }) }
}

function orderedDays([a, b]: readonly [string, string]): { readonly from: string; readonly to: string } {
  return a <= b ? { from: a, to: b } : { from: b, to: a }
}
