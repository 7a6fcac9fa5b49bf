import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerColumn, CustomerQuery, CustomerSort } from '#contract/dyads/customer-list.ts'
import type { OwnColumn } from '#contract/platform/own-columns.ts'
import type { Language } from '#contract/platform/language.ts'
import { amongst, readableDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import type { OwnRows } from './custom-customers.sql.ts'
import { type SortColumn, sortColumn, standingSource } from './customer-columns.sql.ts'
import { type Asker, customerCondition, ownedBy, type Searched } from './customer-filter.sql.ts'

/** Where a page begins: after this row. A null value means among the rows without one, which come last. */
export type Cursor = { readonly value: string | null; readonly dyadId: string }

/** `sort`: a column of the list, or one of the firm's own fields, whose column then comes with the request (`own`). */
export type ListOrder = { readonly sort: CustomerSort | OwnColumn; readonly direction: 'asc' | 'desc'; readonly language: Language }

export type ListRequest = {
  readonly asker: Asker
  readonly query: CustomerQuery
  readonly searched: Searched
  /** The owners that are asked for, where they own so many that the list is walked in its order. */
  readonly ownedByMany?: readonly string[] | undefined
  /** What `query.filter` means, compiled. */
  readonly filter?: RawBuilder<SqlBool> | undefined
  /** The firm's own fields and tags, where they are asked for. */
  readonly own?: OwnRows | undefined
  /** Which columns the rows carry beside the names; all where it is left out. */
  readonly columns?: readonly CustomerColumn[] | undefined
  readonly order: ListOrder
  readonly after: Cursor | undefined
}

/** What the list is read from: the aliases d, p, s, u and dep. What is joined from the left and not spoken of, the planner leaves out: a count need not look at companies. */
export const customerSource = (request: Pick<ListRequest, 'asker' | 'query'>, standing: 'join' | 'left join') => sql`
  dyad d
  left join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  ${sql.raw(standing)} ${standingSource(request.asker.tenantId, request.query.asOf)} s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
  left join identity."user" u on u.id = d.owner_id
  left join department dep on dep.tenant_id = d.tenant_id and dep.department_id = d.department_id`

type Asked = Pick<ListRequest, 'asker' | 'query' | 'searched' | 'filter'>

const conditionOf = ({ asker, query, searched, filter }: Asked): RawBuilder<SqlBool> =>
  sql`${customerCondition(asker, query, searched)}${filter === undefined ? sql`` : sql` and ${filter}`}`

/** Ties are broken by the id, in the direction in which the index runs: then one index serves both directions. */
function ordering({ value, indexed }: SortColumn, direction: 'asc' | 'desc') {
  const tie = direction === (indexed ?? 'desc') ? 'asc' : 'desc'
  const nulls = indexed === 'asc' ? (direction === 'asc' ? 'last' : 'first') : direction === 'desc' ? 'last' : 'first'
  return { by: sql`${value} ${sql.raw(`${direction} nulls ${nulls}`)}, d.dyad_id ${sql.raw(tie)}`, tie }
}

function valueAfter(column: SortColumn, direction: 'asc' | 'desc', cursor: Cursor | undefined): RawBuilder<unknown> {
  if (cursor === undefined || cursor.value === null) return sql`true`
  const { tie } = ordering(column, direction)
  const [beyond, orAt] = direction === 'asc' ? ['>', '>='] : ['<', '<=']
  const value = sql`${cursor.value}::${sql.raw(column.type)}`
  return sql`${column.value} ${sql.raw(orAt)} ${value} and (${column.value} ${sql.raw(beyond)} ${value} or d.dyad_id ${sql.raw(tie === 'asc' ? '>' : '<')} ${cursor.dyadId}::uuid)`
}

const orderColumn = ({ asker, own, order }: ListRequest): SortColumn =>
  own?.order ?? sortColumn(order.sort as CustomerSort, order.language, asker.tenantId)

type Stretch = 'valued' | 'valueless' | 'both'

/**
 * The condition of a walk along the standings in their order. Owners of very many are asked as a set of ids at each step, and of the relations only
 * then, as a question about each row: the planner would gather all that they have.
 */
function walkedCondition(request: ListRequest): RawBuilder<SqlBool> {
  const { asker, query, ownedByMany } = request
  if (ownedByMany === undefined) return conditionOf(request)
  const { owner: _, ...others } = query
  const owned = sql`select o.dyad_id from dyad o where o.tenant_id = ${asker.tenantId}::uuid and ${amongst(sql`o.owner_id`, 'uuid', ownedByMany)}`
  return sql`${conditionOf({ ...request, query: others })} and coalesce(${ownedBy(ownedByMany)}, false) and coalesce(s.dyad_id in (${owned}), false)`
}

/** The regions of a filter, each of which has an index in the order of names: the list is put together of their beginnings. */
function regionsInOrder({ query: { region = [], asOf }, order, own }: ListRequest): readonly string[] | undefined {
  const isNamed = region.length > 0 && region.length <= 8 && !region.includes('')
  return isNamed && order.sort === 'name' && order.language !== 'en' && asOf === undefined && own?.order === undefined ? region : undefined
}

/** Which rows one stretch of the list has, in its order: those that have a value in the sorted column, those that have none, or both, the latter last. */
function stretchText(request: ListRequest, stretch: Stretch, limit: number): RawBuilder<Cursor> {
  const { order, after } = request
  const ownOrder = request.own?.order
  const column = orderColumn(request)
  const valued = stretch === 'valued'
  const walks = valued && order.sort in standingSorts
  const positions = {
    valued: sql`and ${column.value} is not null and ${valueAfter(column, order.direction, after)}`,
    valueless: sql`and ${column.value} is null ${after?.value === null ? sql`and d.dyad_id > ${after.dyadId}::uuid` : sql``}`,
    both: sql``,
  }
  const { by, tie } = ordering(column, order.direction)
  const orders = { valued: by, valueless: sql`d.dyad_id`, both: sql`${column.value} ${sql.raw(order.direction)} nulls last, d.dyad_id` }
  const regions = valued ? regionsInOrder(request) : undefined
  const rows = sql<Cursor>`
    select d.dyad_id as "dyadId", ${stretch === 'valueless' ? sql`null::text` : sql`(${column.value})::text`} as value
    from ${customerSource(request, walks ? 'join' : 'left join')} ${ownOrder?.join(valued ? 'join' : 'left join') ?? sql``}
    where ${walks ? walkedCondition(request) : conditionOf(request)} ${positions[stretch]}${regions ? sql` and p.region = r.region` : sql``}
    order by ${orders[stretch]} limit ${sql.lit(limit)}`
  if (regions === undefined) return rows
  return sql`select x.* from unnest(${[...new Set(regions)]}::text[]) as r (region) cross join lateral (${rows}) x
    order by x.value ${sql.raw(order.direction)}, x."dyadId" ${sql.raw(tie)} limit ${sql.lit(limit)}`
}

const countText = (request: Asked, upTo: number) => sql<{ n: number }>`
  select count(*)::int as n
  from (select 1 from ${customerSource(request, 'left join')} where ${conditionOf(request)} limit ${sql.lit(upTo)}) as counted`

/** Places of a page, and how many there are in all where that was counted with them. */
export type Places = { readonly places: readonly Cursor[]; readonly count: number | undefined }

/** One stretch. With `countTo` the whole list is counted so far in the same statement, where the page is full. */
async function readStretch(tx: Tx, request: ListRequest, stretch: Stretch, limit: number, countTo?: number): Promise<Places> {
  const text = stretchText(request, stretch, limit)
  if (countTo === undefined) return { places: (await text.execute(tx)).rows, count: undefined }
  const { rows } = await sql<{ dyadId: string; value: string | null } | { dyadId: null; n: number }>`
    with page as materialized (${text})
    select x."dyadId", x.value, row_number() over () as at, null::integer as n from page x
    union all
    select null::uuid, null::text, 0, c.n from (${countText(request, countTo)}) c where (select count(*) from page) = ${sql.lit(limit)}
    order by at`.execute(tx)
  return {
    places: rows.flatMap(row => (row.dyadId === null ? [] : { dyadId: row.dyadId, value: row.value })),
    count: rows.flatMap(row => (row.dyadId === null ? row.n : []))[0],
  }
}

/** Columns that the standing alone has: a customer without one has no value there. */
const standingSorts: Partial<Record<CustomerSort, true>> = {
  netContribution: true,
  netSales: true,
  potential: true,
  dataConfidence: true,
  orders: true,
  firstOrder: true,
  lastOrder: true,
  recency: true,
  pAlive: true,
  expectedOrders: true,
  nextOrder: true,
  clv: true,
  atStake: true,
}

/** What a search found is put in order as a whole; any other list is walked along an index, where those without a value are another stretch. */
const inOneStretch = (request: ListRequest): boolean =>
  request.searched.how === 'found' && request.after === undefined && ordering(orderColumn(request), request.order.direction).tie === 'asc'

/** Whether to read on costs less than to count apart: what a search found is put in order anyway, one's own and regions are walked alone. */
export function isCountedByReading(request: ListRequest): boolean {
  if (request.searched.how !== 'all') return request.searched.how === 'found'
  return (request.query.owner?.length ?? 0) > 0 || regionsInOrder(request) !== undefined
}

type Counted = { readonly places: readonly Cursor[]; readonly count: number }

/** The first places of a stretch, which is read on to `countTo` and no further. */
async function readOn(tx: Tx, request: ListRequest, stretch: Stretch, limit: number, countTo: number): Promise<Counted> {
  const { rows } = await sql<Cursor & { n: number }>`
    select x."dyadId", x.value, row_number() over () as at, (count(*) over ())::int as n from (${stretchText(request, stretch, countTo)}) x
    order by at limit ${sql.lit(limit)}`.execute(tx)
  return { places: rows.map(({ dyadId, value }) => ({ dyadId, value })), count: rows[0]?.n ?? 0 }
}

/** The first page's places, at most `limit`, and how many there are in all, told by reading on to `countTo`. */
export async function readAndCount(tx: Tx, request: ListRequest, limit: number, countTo: number): Promise<Counted> {
  if (inOneStretch(request)) return await readOn(tx, request, 'both', limit, countTo)
  const valued = await readOn(tx, request, 'valued', limit, countTo)
  if (valued.count >= countTo) return valued
  const others = await readOn(tx, request, 'valueless', limit, countTo - valued.count)
  return { places: [...valued.places, ...others.places].slice(0, limit), count: valued.count + others.count }
}

/** Which rows come after the cursor, at most `limit`, as this person may see them: those with a value in the sorted column first. `countTo`: see readStretch. */
export async function readPlaces(tx: Tx, request: ListRequest, limit: number, countTo?: number): Promise<Places> {
  if (inOneStretch(request)) return await readStretch(tx, request, 'both', limit)
  const afterValueless = request.after?.value === null
  const valued = afterValueless ? { places: [], count: undefined } : await readStretch(tx, request, 'valued', limit, countTo)
  const missing = limit - valued.places.length
  if (missing === 0) return valued
  const { places } = await readStretch(tx, request, 'valueless', missing)
  return { places: [...valued.places, ...places], count: undefined }
}

/** How many customers meet the filters, counted to `upTo` and no further. */
export async function countCustomers(tx: Tx, request: Asked, upTo: number): Promise<number> {
  const { rows } = await countText(request, upTo).execute(tx)
  return rows[0]?.n ?? 0
}

/** Countries and regions of the customers that this person sees, the most frequent first, at most 200 of each. */
export async function readCountriesOrRegions(tx: Tx, asker: Asker, column: 'country' | 'region') {
  const value = sql.ref(`p.${column}`)
  const { rows } = await sql<{ value: string; count: number }>`
    select ${value} as value, count(*)::int as count
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where ${customerCondition(asker, {}, { how: 'all' })} and ${readableDyads(asker, fieldsOf(asker, 'customer'), column, 'd')} and coalesce(${value}, '') <> ''
    group by 1 order by 2 desc, 1 limit 200`.execute(tx)
  return rows
}

/** The currency in which the firm's values are counted. */
export async function readCurrency(tx: Tx, tenantId: string): Promise<string> {
  const tenant = await tx.selectFrom('tenant').select('base_currency').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow()
  return tenant.base_currency
}
