import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { ListColumn } from './list-filter.sql.ts'

type Sql = RawBuilder<unknown>

/** A list: where its rows come from, what tells them apart (a uuid), its columns, and what is selected of a row. */
export type List = {
  readonly from: Sql
  readonly id: Sql
  readonly columns: Readonly<Record<string, ListColumn>>
  readonly row: Sql
}

export type ListOrder = { readonly column: string; readonly direction: 'asc' | 'desc' }

/** Where a page begins: after this row. A null value means among the rows without one, which come last. */
export type ListCursor = { readonly value: string | null; readonly id: string }

export type PageRequest = {
  readonly where: RawBuilder<SqlBool>
  readonly order: ListOrder
  readonly after: ListCursor | undefined
  readonly limit: number
}

/** A row with what the next page is read after. */
export type Listed<Row> = Row & { readonly cursorValue: string | null; readonly cursorId: string }

const orderColumn = (list: List, { column }: ListOrder): ListColumn => {
  const found = list.columns[column]
  if (found === undefined) throw new Error(`the list has no column ${column} to be ordered by`)
  return found
}

/** Ties are broken by the id, in the direction in which the index runs: then one index serves both directions. */
function ordering(list: List, order: ListOrder) {
  const { value, indexed } = orderColumn(list, order)
  const tie = order.direction === (indexed ?? 'desc') ? 'asc' : 'desc'
  const nulls = indexed === 'asc' ? (order.direction === 'asc' ? 'last' : 'first') : order.direction === 'desc' ? 'last' : 'first'
  return { by: sql`${value} ${sql.raw(`${order.direction} nulls ${nulls}`)}, ${list.id} ${sql.raw(tie)}`, tie }
}

function afterValue(list: List, { order, after }: PageRequest): RawBuilder<SqlBool> {
  if (after === undefined || after.value === null) return sql`true`
  const { value, sqlType } = orderColumn(list, order)
  const [beyond, orAt] = order.direction === 'asc' ? ['>', '>='] : ['<', '<=']
  const border = sql`${after.value}::${sql.raw(sqlType)}`
  const tie = sql`${list.id} ${sql.raw(ordering(list, order).tie === 'asc' ? '>' : '<')} ${after.id}::uuid`
  return sql`${value} ${sql.raw(orAt)} ${border} and (${value} ${sql.raw(beyond)} ${border} or ${tie})`
}

async function readStretch<Row>(tx: Tx, list: List, request: PageRequest, valued: boolean, limit: number): Promise<Listed<Row>[]> {
  const { value } = orderColumn(list, request.order)
  const { after } = request
  const position = valued
    ? sql`${value} is not null and ${afterValue(list, request)}`
    : sql`${value} is null ${after?.value === null ? sql`and ${list.id} > ${after.id}::uuid` : sql``}`
  const { rows } = await sql<Listed<Row>>`
    select ${list.row}, ${valued ? sql`(${value})::text` : sql`null::text`} as "cursorValue", ${list.id} as "cursorId"
    from ${list.from} where ${request.where} and ${position}
    order by ${valued ? ordering(list, request.order).by : sql`${list.id}`} limit ${limit}`.execute(tx)
  return rows
}

/** At most `limit` rows after the cursor, those with a value in the sorted column first: one query, a second only where values run out. */
export async function readListPage<Row>(tx: Tx, list: List, request: PageRequest): Promise<Listed<Row>[]> {
  const valued = request.after?.value === null ? [] : await readStretch<Row>(tx, list, request, true, request.limit)
  const missing = request.limit - valued.length
  return missing === 0 ? valued : [...valued, ...(await readStretch<Row>(tx, list, request, false, missing))]
}

/** How many rows meet the condition, counted to `upTo` and no further. */
export async function countList(tx: Tx, list: List, where: RawBuilder<SqlBool>, upTo: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from ${list.from} where ${where} limit ${upTo}) as counted`.execute(tx)
  return rows[0]?.n ?? 0
}

export type ListGroup = { readonly value: string | null; readonly count: number; readonly sums: Readonly<Record<string, number | null>> }

const summed = ([name, column]: readonly [string, ListColumn]) => sql`${sql.lit(name)}, sum(${column.value})`

/** The rows that meet the condition by the values of a column, with their number and the sums of the columns that can be added up; the largest groups first. */
export async function groupList(tx: Tx, list: List, where: RawBuilder<SqlBool>, by: string, limit: number): Promise<ListGroup[]> {
  const { value } = orderColumn(list, { column: by, direction: 'asc' })
  const sums = Object.entries(list.columns).filter(([, column]) => column.sum)
  const { rows } = await sql<ListGroup>`
    select (${value})::text as value, count(*)::int as count, json_build_object(${sql.join(sums.map(summed))}) as sums
    from ${list.from} where ${where} group by 1 order by 2 desc, 1 limit ${limit}`.execute(tx)
  return rows
}
