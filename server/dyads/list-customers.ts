import type { Input } from '#contract/endpoint.ts'
import type { CustomerQuery, CustomerSort, listCustomers as contract } from '#contract/dyads/customer-list.ts'
import { guardedFields, readableHolds } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type CursorKind, readCursor, writeCursor } from '#server/platform/cursor.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnseen } from '#server/platform/field-policy.ts'
import {
  type Cursor,
  countCustomers,
  type ListOrder,
  type ListRequest,
  readCountriesOrRegions,
  readPlaces,
  isCountedByReading,
  readAndCount,
} from './customer-list.sql.ts'
import { sortColumn } from './customer-columns.sql.ts'
import { readRows } from './customer-rows.sql.ts'
import { type OwnRows, ownRowsOf } from './custom-customers.sql.ts'
import { fieldsBehind } from './guarded-fields.ts'
import { readCondition } from './filter-customers.ts'
import { ownMany } from './many-owned.sql.ts'
import { rankFound, searchCustomers } from './search-customers.sql.ts'

const pageSize = 50
const countLimit = 200

type Order = Pick<ListOrder, 'sort' | 'direction'>

/** Figures are read from the largest, names from the first, unless asked otherwise. */
export function orderOf({ sort = 'netContribution', direction }: Pick<CustomerQuery, 'sort' | 'direction'>): Order {
  const byWord = ['name', 'code', 'owner', 'department', 'country', 'region', 'city', 'industry', 'customerKind', 'type', 'tier', 'stage']
  return { sort, direction: direction ?? (byWord.includes(sort) ? 'asc' : 'desc') }
}

/** The order of a list tells what it is ordered by: only who reads a guarded field of every customer may ask for that order, and nobody filters by a hidden one. */
export function refuseHidden(ctx: Ctx, query: CustomerQuery): void {
  const policy = fieldsOf(ctx, 'customer')
  const filtered = Object.keys(query).filter(name => name in guardedFields.customer)
  const items = (query.missing ?? []).flatMap(fieldsBehind)
  refuseUnseen(policy, [...filtered, ...items.flatMap(([entity, field]) => (entity === 'customer' ? [field] : []))])
  refuseUnseen(
    fieldsOf(ctx, 'contact'),
    items.flatMap(([entity, field]) => (entity === 'contact' ? [field] : [])),
  )
  const { sort } = query
  if (sort !== undefined && sort in guardedFields.customer && readableHolds(policy, sort).length < 3)
    throw refuseField('query.sort', ['您的角色不能按这个字段排序', 'is a field that your role cannot sort by'])
}

const cursorAfter = ({ value, dyadId }: Cursor, { sort, direction }: Order) => writeCursor([sort, direction, value, dyadId])

const cursorKinds: Readonly<Record<string, CursorKind>> = {
  bigint: 'decimal',
  real: 'decimal',
  float8: 'decimal',
  integer: 'integer',
  date: 'day',
  timestamptz: 'time',
}

/** Reads a cursor that was written for this very order; one of another order is no place in this list. */
function cursorOf(text: string | undefined, { sort, direction }: Order, own: OwnRows | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const { type } = own?.order ?? sortColumn(sort as CustomerSort, 'en', '')
  const kind = cursorKinds[type] ?? 'string'
  const [forSort, forDirection, value, dyadId] = readCursor(text, ['string', 'string', kind, 'id'])
  if (forSort === sort && forDirection === direction && typeof dyadId === 'string') return { value: value as string | null, dyadId }
  throw refuseField('query.after', [
    '排序已改变，请从第一页重新查询',
    'belongs to another order of this list: start again from its first page',
  ])
}

type Total = { readonly count: number; readonly more: boolean }

const totalOf = (count: number): Total => ({ count: Math.min(count, countLimit), more: count > countLimit })

const rankedPage = (places: readonly Cursor[], after: Cursor | undefined) => ({
  places,
  total: after === undefined ? totalOf(places.length) : null,
})

/** The page's places and the total with them: of a first page to two hundred, told by reading so many, counted beside it, or counted apart. */
async function readPage(tx: Tx, request: ListRequest, limit: number): Promise<{ places: readonly Cursor[]; total: Total | null }> {
  if (request.after !== undefined) return { ...(await readPlaces(tx, request, limit + 1)), total: null }
  const upTo = countLimit + 1
  if (isCountedByReading(request)) {
    const { places, count } = await readAndCount(tx, request, limit + 1, Math.max(upTo, limit + 1))
    return { places, total: totalOf(count) }
  }
  const isTested = request.searched.how === 'tested'
  const { places, count } = await readPlaces(tx, request, limit + 1, isTested ? undefined : upTo)
  if (places.length <= limit) return { places, total: totalOf(places.length) }
  // Where so many were found that the list is walked and each row tested, those of the page are told, and that there are more.
  if (isTested) return { places, total: { count: limit, more: true } }
  return { places, total: totalOf(count ?? (await countCustomers(tx, request, upTo))) }
}

/** The people whose customers are asked for, where they have so many that a list by a figure finds them soon enough on its way. */
async function manyOwned(tx: Tx, ctx: Ctx, { owner = [] }: CustomerQuery): Promise<readonly string[] | undefined> {
  const people = owner.map(one => (one === 'me' ? ctx.userId : one))
  return people.length > 0 && !people.includes('nobody') && (await ownMany(tx, ctx.tenantId, people)) ? people : undefined
}

/** What of a query leaves both which customers there are and their usual order alone. */
const leavesAlone = new Set(['q', 'sort', 'direction', 'after', 'limit', 'own', 'column'])

/** Whether nothing but a search says which customers are listed, and they stand in the usual order: then their places are read where they are searched. */
const isSearchAlone = (query: object, { sort, direction }: Order): boolean =>
  sort === 'netContribution' &&
  direction === 'desc' &&
  Object.entries(query).every(([name, value]) => value === undefined || leavesAlone.has(name))

/** One page of customers. The first page brings the total, counted to two hundred. Which rows with the total, the rows; a query more where most have no value. */
export async function listCustomers(ctx: Ctx, query: Input<typeof contract>['query']) {
  refuseHidden(ctx, query)
  const limit = query.limit ?? pageSize
  const order = orderOf(query)
  return await ctx.inTenant(async tx => {
    const own = await ownRowsOf(tx, ctx, query)
    const after = cursorOf(query.after, order, own)
    const ranked = isSearchAlone(query, order)
      ? await rankFound(tx, ctx, query.q, after, (after === undefined ? Math.max(countLimit, limit) : limit) + 1)
      : undefined
    const searched = ranked === undefined ? await searchCustomers(tx, ctx.tenantId, query.q) : { how: 'all' as const }
    const filter = await readCondition(tx, ctx, query.filter)
    const request = {
      asker: ctx,
      query,
      searched,
      ownedByMany: searched.how === 'all' ? await manyOwned(tx, ctx, query) : undefined,
      filter,
      own,
      columns: query.column,
      order: { ...order, language: ctx.language },
      after,
    }
    const { places, total } = ranked === undefined ? await readPage(tx, request, limit) : rankedPage(ranked, after)
    const page = places.slice(0, limit)
    const rows = await readRows(tx, request, page)
    const last = page.at(-1)
    const next = places.length > limit && last ? cursorAfter(last, order) : null
    return { rows, next, total }
  })
}

/** Countries and regions to choose a filter from. */
export async function readCustomerChoices(ctx: Ctx) {
  return await ctx.inTenant(async tx => ({
    countries: await readCountriesOrRegions(tx, ctx, 'country'),
    regions: await readCountriesOrRegions(tx, ctx, 'region'),
  }))
}
