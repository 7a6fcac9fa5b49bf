import { type FieldPolicy, type Hold, isReadable, levelOf, limitsOf, readableHolds, shown } from '#core/platform/field-policy.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readNames } from '#server/platform/custom-field.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { isId } from '#server/platform/ids.ts'
import type { List, ListGroup, ListOrder } from '#server/platform/list-page.sql.ts'
import { type ListPage, type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import type { OwnFields } from '#server/platform/custom-levels.ts'
import { ownListOf, ownOfRow } from './custom-records.sql.ts'
import { type Asked, listOf, readFirm, recordCondition, type RecordSource } from './records.sql.ts'

/** The part of a call, or of a job, that a list depends on. */
export type ListAsker = Asked & Pick<Ctx, 'fieldRules' | 'now'>

export type RecordQuery = {
  readonly q?: string | undefined
  readonly filter?: string | undefined
  readonly sort?: string | undefined
  readonly direction?: 'asc' | 'desc' | undefined
  readonly dyadId?: string | undefined
  readonly group?: readonly string[] | undefined
  /** The firm's own fields that come with the rows, or are added up. */
  readonly own?: readonly string[] | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

const pageSize = 50

/** The day in a zone at an instant, `2026-11-21`. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at)
  const part = (type: string) => parts.find(found => found.type === type)?.value ?? ''
  return formatDay(parseDay(`${part('year')}-${part('month')}-${part('day')}`) ?? 0)
}

/** What a person may not read of a guarded field everywhere is not added up either. */
function withoutHiddenSums(list: List, policy: FieldPolicy): List {
  const columns = Object.entries(list.columns).map(([name, column]) => {
    const { sum, ...rest } = column
    const isOpen = column.field === undefined || readableHolds(policy, column.field).length === 3
    return [name, sum && isOpen ? column : rest] as const
  })
  return { ...list, columns: Object.fromEntries(columns) }
}

function orderOf(source: RecordSource, { sort, direction }: RecordQuery): ListOrder {
  if (sort === undefined) return direction === undefined ? source.usual : { ...source.usual, direction }
  return { column: sort, direction: direction ?? (sort === source.usual.column ? source.usual.direction : 'asc') }
}

/** A list as it is asked for, and what of the firm's own fields in its rows this person may see. */
type RecordRequest = ListRequest & { readonly covered: OwnFields['covered'] }

/** The list of a table's records as this person asks for it. */
export async function requestOf(
  tx: Tx,
  asker: ListAsker,
  source: RecordSource,
  query: RecordQuery & { readonly by?: string | undefined },
): Promise<RecordRequest> {
  const { timeZone } = await readFirm(tx, asker.tenantId)
  const today = dayIn(timeZone, asker.now())
  const policy = fieldsOf(asker, source.entity)
  const { part, covered } = await ownListOf(tx, asker, source, query)
  return {
    list: withoutHiddenSums(listOf(source, asker, asker.now(), today, part), policy),
    covered,
    where: recordCondition(asker, query),
    policy,
    userId: asker.userId,
    today: parseDay(today) ?? 0,
    timeZone,
    dyad: 'd',
    filter: query.filter,
    order: orderOf(source, query),
    after: query.after,
    limit: query.limit ?? pageSize,
  }
}

/** A record as this person may see it, with what they may do with it. */
export function recordShown<Row extends { readonly hold: Hold }>(source: RecordSource, policy: FieldPolicy, row: Row) {
  const covered: Row = shown(policy, row as Row & Record<string, unknown>, row.hold)
  const given = Object.entries(source.derived ?? {}).flatMap(([field, names]) =>
    isReadable(levelOf(policy, field, row.hold)) ? [] : names.map(name => [name, null] as const),
  )
  return { ...covered, ...Object.fromEntries(given), limits: limitsOf(policy, row.hold) }
}

/** One page of a table's records: three queries with the first page. */
export async function listRecords<Row extends { readonly hold: Hold }>(
  tx: Tx,
  asker: ListAsker,
  source: RecordSource,
  query: RecordQuery,
): Promise<Pick<ListPage<Row>, 'next' | 'total'> & { readonly rows: ReturnType<typeof recordShown<Row>>[] }> {
  const request = await requestOf(tx, asker, source, query)
  const page = await readList<Row>(tx, request)
  return {
    ...page,
    rows: page.rows.map(row => recordShown<Row>(source, request.policy, ownOfRow(request.covered, row))),
  }
}

/** Groups by a person or a party are of ids: their names go with them. */
export async function named(tx: Tx, tenantId: string, rows: readonly ListGroup[]): Promise<(ListGroup & { label?: string })[]> {
  const ids = rows.flatMap(({ value }) => (value !== null && isId(value) ? [value] : []))
  const names = await readNames(tx, tenantId, ids)
  return rows.map(row => (row.value !== null && names[row.value] !== undefined ? { ...row, label: names[row.value] as string } : row))
}

export async function groupRecords(
  ctx: Ctx,
  source: RecordSource,
  query: RecordQuery & { readonly by?: string | undefined },
): Promise<{ rows: (ListGroup & { label?: string })[] }> {
  const { by = 'owner' } = query
  return await ctx.inTenant(async tx => {
    const rows = await readListGroups(tx, await requestOf(tx, ctx, source, query), by)
    return { rows: isOwnColumn(by) ? await named(tx, ctx.tenantId, rows) : rows }
  })
}
