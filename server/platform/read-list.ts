import type { RawBuilder, SqlBool } from 'kysely'
import { type FieldPolicy, readableHolds } from '#core/platform/field-policy.ts'
import { type ColumnType, conditionsOf, type Filter, type FilterProblem, isProblem, readFilter } from '#core/platform/list-filter.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { type CursorKind, readCursor, writeCursor } from './cursor.ts'
import type { Tx } from './database.ts'
import { refuseField } from './errors.ts'
import { refuseUnseen } from './field-policy.ts'
import { readableDyads } from './access.ts'
import { allOf, filterCondition, type ListColumn } from './list-filter.sql.ts'
import {
  countList,
  type List,
  type ListCursor,
  type Listed,
  type ListGroup,
  type ListOrder,
  groupList,
  readListPage,
} from './list-page.sql.ts'

/** A list as it is asked for: `where` is what a row must always meet (the policy among it), `policy` what the person may read of its fields. */
export type ListRequest = {
  readonly list: List
  readonly where: RawBuilder<SqlBool>
  readonly policy: FieldPolicy
  readonly userId: string
  readonly today: CivilDay
  readonly timeZone: string
  /** The alias under which the list's source has app.dyad, for the rules on fields. */
  readonly dyad: string
  readonly filter: string | undefined
  readonly order: ListOrder
  readonly after: string | undefined
  readonly limit: number
}

const problems: Record<FilterProblem['problem'], readonly [string, string]> = {
  not_json: ['筛选条件不是有效的 JSON，请重新设置筛选', 'is no JSON: set the filter anew'],
  not_a_filter: ['筛选条件的结构不对，请重新设置筛选', 'is not built as a filter is: set it anew'],
  too_deep: ['条件组最多嵌套三层', 'has groups nested too deeply: three levels at most'],
  too_many: ['最多 50 个条件', 'has too many conditions: 50 at most'],
  unknown_column: ['没有这一列可供筛选', 'names a column that the list does not have'],
  wrong_operator: ['这一列不能这样比较', 'compares a column in a way that it cannot be compared'],
  wrong_value: ['条件的值与该列不符', 'has a value that does not fit its column'],
}

const typesOf = (columns: Readonly<Record<string, ListColumn>>): Record<string, ColumnType> =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.type]))

function checkedFilter({ filter, list, policy }: ListRequest): Filter {
  if (filter === undefined) return { all: [] }
  const found = readFilter(filter, typesOf(list.columns))
  if (isProblem(found)) {
    const [zh, en] = problems[found.problem]
    throw refuseField('query.filter', found.column === undefined ? [zh, en] : [`${zh}：${found.column}`, `${en}: ${found.column}`])
  }
  refuseUnseen(
    policy,
    conditionsOf(found).flatMap(condition => list.columns[condition.column]?.field ?? []),
  )
  return found
}

/** All that a row must meet: what it always must, and the filter. Refuses a filter that does not fit, or that asks for what is hidden. */
export function conditionOf(request: ListRequest): RawBuilder<SqlBool> {
  const { list, policy, userId, today, timeZone, dyad } = request
  const readable = (field: string) => readableDyads({ userId }, policy, field, dyad)
  return allOf([request.where, filterCondition(checkedFilter(request), list.columns, { userId, today, timeZone, readable })])
}

const cursorKinds: Partial<Record<ListColumn['sqlType'], CursorKind>> = {
  bigint: 'decimal',
  real: 'decimal',
  float8: 'decimal',
  integer: 'integer',
  smallint: 'integer',
  date: 'day',
  timestamptz: 'time',
  uuid: 'id',
}

function demandOrder({ list, order, policy }: ListRequest, asked: 'sort' | 'by' = 'sort'): ListColumn {
  const column = Object.hasOwn(list.columns, order.column) ? list.columns[order.column] : undefined
  if (column === undefined || column.sorts === false || column.type === 'tags')
    throw asked === 'sort'
      ? refuseField('query.sort', ['这一列不能排序', 'is no column that the list can be sorted by'])
      : refuseField('query.by', ['这一列不能用来分组', 'is no column that the list can be grouped by'])
  if (column.field !== undefined && readableHolds(policy, column.field).length < 3)
    throw refuseField(`query.${asked}`, ['您的角色不能按这个字段排序或分组', 'is a field that your role cannot sort or group by'])
  return column
}

/** A cursor of another order is no place in this list. */
function cursorOf({ after, order }: ListRequest, column: ListColumn): ListCursor | undefined {
  if (after === undefined) return undefined
  const [forColumn, direction, value, id] = readCursor(after, ['string', 'string', cursorKinds[column.sqlType] ?? 'string', 'id'])
  if (forColumn === order.column && direction === order.direction && typeof id === 'string') return { value: value as string | null, id }
  throw refuseField('query.after', [
    '排序已改变，请从第一页重新查询',
    'belongs to another order of this list: start again from its first page',
  ])
}

const countLimit = 1000

export type ListPage<Row> = {
  readonly rows: readonly Listed<Row>[]
  readonly next: string | null
  /** With the first page only, counted to a thousand. */
  readonly total: { readonly count: number; readonly more: boolean } | null
}

/** One page of a list: two queries on the first page, one on those after it. */
export async function readList<Row>(tx: Tx, request: ListRequest): Promise<ListPage<Row>> {
  const { list, order, limit } = request
  const where = conditionOf(request)
  const after = cursorOf(request, demandOrder(request))
  const rows = await readListPage<Row>(tx, list, { where, order, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? writeCursor([order.column, order.direction, last.cursorValue, last.cursorId]) : null
  if (after !== undefined) return { rows: shown, next, total: null }
  if (next === null) return { rows: shown, next, total: { count: shown.length, more: false } }
  const count = await countList(tx, list, where, countLimit + 1)
  return { rows: shown, next, total: { count: Math.min(count, countLimit), more: count > countLimit } }
}

const mostGroups = 200

/** The list by the values of one column, at most 200 groups. Refuses a column that is hidden or that cannot be grouped. */
export async function readListGroups(tx: Tx, request: ListRequest, by: string): Promise<ListGroup[]> {
  demandOrder({ ...request, order: { column: by, direction: 'asc' } }, 'by')
  return await groupList(tx, request.list, conditionOf(request), by, mostGroups)
}
