import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type ColumnType, type Condition, daysOf, type Filter, type FilterValue } from '#core/platform/list-filter.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { isId } from './ids.ts'

type Sql = RawBuilder<unknown>
type Where = RawBuilder<SqlBool>

/**
 * One column of a list: its value in SQL over the list's source, and what it holds. `sqlType` is how PostgreSQL names that. `sum`: groups add it
 * up. `field`: its name in the field policy where it is guarded. `indexed`: the direction in which an index serves the list in its order.
 */
export type ListColumn = {
  readonly value: Sql
  readonly type: ColumnType
  readonly sqlType: 'text' | 'bigint' | 'real' | 'float8' | 'integer' | 'smallint' | 'date' | 'timestamptz' | 'uuid' | 'boolean' | 'text[]'
  readonly sum?: true
  readonly sorts?: false
  readonly field?: string
  readonly indexed?: 'asc' | 'desc'
  /** Finds the rows by plain copies of the value that an index has: given the condition on such a copy, answers that on the row. */
  readonly probe?: (held: (copy: Sql) => Where) => Where
}

/** Who asks and when: `me` among people is this user, days are counted from today in the firm's zone. */
export type FilterContext = {
  readonly userId: string
  readonly today: CivilDay
  readonly timeZone: string
  /** Rows in which this person reads a guarded field: joined to every condition on it. */
  readonly readable: (field: string) => Where
}

/** A text for LIKE in which its own signs stand for themselves. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, sign => `\\${sign}`)

/** Whole minor units are compared as such, so that an index serves; what has no room for a broken or a great number is compared as a float. */
const amount = (value: FilterValue | undefined, { sqlType }: ListColumn) =>
  sqlType === 'bigint'
    ? sql`${String(Math.round(Number(value)))}::bigint`
    : sql`${String(value)}::${sql.raw(sqlType === 'real' ? 'real' : 'float8')}`

function asText({ is, value }: Condition, column: ListColumn): Where {
  const folded = sql`lower(${column.value})`
  const wanted = String(value).trim().toLowerCase()
  if (is === 'is') return sql`${folded} = ${wanted}`
  return sql`${folded} like ${is === 'begins' ? `${literal(wanted)}%` : `%${literal(wanted)}%`}`
}

function asAmount({ is, value }: Condition, column: ListColumn): Where {
  if (is === 'is') return sql`${column.value} = ${amount(value, column)}`
  if (is === 'at_least') return sql`${column.value} >= ${amount(value, column)}`
  if (is === 'at_most') return sql`${column.value} <= ${amount(value, column)}`
  const [low, high] = (value as readonly [number, number]).toSorted((a, b) => a - b)
  return sql`${column.value} between ${amount(low, column)} and ${amount(high, column)}`
}

/** A moment falls on a day of the firm's zone; the borders are turned into moments so that an index on the column still serves. */
function asDay(condition: Condition, column: ListColumn, { today, timeZone }: FilterContext): Where {
  const { from, to } = daysOf(condition, today)
  const isTime = column.sqlType === 'timestamptz'
  const border = (day: string, plus: number) =>
    isTime ? sql`((${day}::date + ${plus}::integer)::timestamp at time zone ${timeZone})` : sql`(${day}::date + ${plus}::integer)`
  const parts = [
    ...(from === undefined ? [] : [sql`${column.value} >= ${border(from, 0)}`]),
    ...(to === undefined ? [] : [sql`${column.value} < ${border(to, 1)}`]),
  ]
  return sql`(${sql.join(parts, sql` and `)})`
}

/** Ids are compared as ids and texts as texts, so that an index on the column still serves. */
function listedIn({ type, sqlType, value }: ListColumn, named: readonly string[]): Where {
  if (type === 'tags') return sql`${value} && ${named}::text[]`
  if (sqlType === 'uuid') return sql`${value} = any(${named.filter(isId)}::uuid[])`
  return sqlType === 'text' ? sql`${value} = any(${named}::text[])` : sql`(${value})::text = any(${named}::text[])`
}

function asOneOf({ is, value }: Condition, column: ListColumn, { userId }: FilterContext): Where {
  const values = value as readonly string[]
  const wanted = column.type === 'person' ? values.map(each => (each === 'me' ? userId : each)) : values
  const named = wanted.filter(each => column.type !== 'person' || each !== 'nobody')
  const listed = listedIn(column, named)
  const found = named.length === wanted.length ? listed : sql<SqlBool>`(${listed} or ${column.value} is null)`
  return is === 'not_in' ? sql`not coalesce(${found}, false)` : found
}

function isEmpty(column: ListColumn): Where {
  if (column.type === 'tags') return sql`coalesce(cardinality(${column.value}), 0) = 0`
  return column.type === 'text' || column.sqlType === 'text' ? sql`coalesce(${column.value}, '') = ''` : sql`${column.value} is null`
}

function asked(condition: Condition, column: ListColumn, context: FilterContext): Where {
  if (condition.is === 'empty') return isEmpty(column)
  if (condition.is === 'filled') return sql`not (${isEmpty(column)})`
  switch (column.type) {
    case 'text':
      return asText(condition, column)
    case 'number':
    case 'money':
      return asAmount(condition, column)
    case 'day':
      return asDay(condition, column, context)
    case 'boolean':
      return sql`coalesce(${column.value}, false) = ${condition.value === true}`
    case 'choice':
    case 'person':
    case 'tags':
      return asOneOf(condition, column, context)
  }
}

/** Whether the copies of a value answer as the value does: they know nothing of rows without one, and long texts are cut in them. */
const isProbed = ({ is, value }: Condition, { type }: ListColumn): boolean => {
  if (is === 'empty' || is === 'filled' || is === 'not_in') return false
  if (type === 'text') return is === 'is' && String(value).trim().length < 200
  return !(type === 'person' && (value as readonly string[]).includes('nobody'))
}

/** Copies of choices are words, one a row. */
const copied = (column: ListColumn, value: Sql): ListColumn =>
  column.type === 'tags' ? { ...column, value, type: 'choice', sqlType: 'text' } : { ...column, value }

function found(condition: Condition, column: ListColumn, context: FilterContext): Where {
  if (column.probe === undefined || !isProbed(condition, column)) return asked(condition, column, context)
  return column.probe(copy => asked(condition, copied(column, copy), context))
}

/**
 * The condition of a filter that core has checked against these columns. Groups are made of and/or alone, so that an unknown part counts as
 * false; where a guarded field is not readable in a row, no condition on it holds there, neither way.
 */
export function filterCondition(filter: Filter, columns: Readonly<Record<string, ListColumn>>, context: FilterContext): Where {
  if ('column' in filter) {
    const column = columns[filter.column]
    if (column === undefined) return sql`false`
    const held = found(filter, column, context)
    return column.field === undefined ? held : sql`(${context.readable(column.field)} and ${held})`
  }
  const isAll = 'all' in filter
  const parts = (isAll ? filter.all : filter.any).map(part => filterCondition(part, columns, context))
  if (parts.length === 0) return sql`${sql.lit(true)}`
  return isAll ? allOf(parts) : sql`(${sql.join(parts, sql` or `)})`
}

/** Conditions that must all hold. */
export const allOf = (conditions: readonly Where[]): Where => sql`(${sql.join(conditions, sql` and `)})`
