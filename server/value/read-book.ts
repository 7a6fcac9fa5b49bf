import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Book, Sources } from '#core/trade/book.ts'
import { type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import { compareText } from '#core/units/text-key.ts'
import { asOfOf, todayIn } from './as-of.ts'
import { readBinaryCopy } from './binary-copy.ts'
import { cellLayout, dayLayout, fillCells, fillDays, reorder } from './book-columns.ts'
import * as text from './read-book.sql.ts'

/** A customer of the book, in the book's order. */
export type BookCustomer = {
  readonly dyadId: string
  readonly code: string | null
  readonly endNotice: CivilDay | undefined
  readonly contract: { readonly from: CivilDay; readonly until: CivilDay } | undefined
  readonly isProjectBuyer: boolean
}

export type ReadBook = {
  readonly book: Book
  readonly customers: readonly BookCustomer[]
  /** SHA-256 of the facts as they came: the same hash, the same facts. */
  readonly factsHash: string
  readonly today: CivilDay
  /** Whether there is a single fact of a customer. */
  readonly isEmpty: boolean
}

export type BookRequest = {
  readonly tenantId: string
  readonly now: Date
  /** Read up to this day; unless given, the book's own as-of day. */
  readonly until?: CivilDay | undefined
  /** One customer alone: then sources and extent of the whole book must be given, so that unknown stays unknown. */
  readonly one?: { readonly dyadId: string; readonly sources: Sources; readonly from: CivilDay; readonly until: CivilDay } | undefined
}

type Client = Pick<pg.ClientBase, 'query'>
type Extent = { rows: number; first: string | null; last: string | null; last_order: string | null } & Record<string, unknown>

const far: CivilDay = -1_000_000
const day = (value: string | null | undefined): CivilDay | undefined => (typeof value === 'string' ? parseDay(value) : undefined)

function customerOf(row: Record<string, unknown>): BookCustomer {
  const until = day(row['contract_ends_on'] as string | null)
  return {
    dyadId: row['dyad_id'] as string,
    code: row['code'] as string | null,
    endNotice: day(row['end_noticed_on'] as string | null),
    contract: until === undefined ? undefined : { from: day(row['since'] as string | null) ?? far, until },
    isProjectBuyer: row['is_project_buyer'] as boolean,
  }
}

function sourcesOf(extent: Extent): Sources {
  const has = (name: string) => extent[name] === true
  const fed = { cost: has('cost'), deliveries: has('deliveries'), payments: has('payments'), freight: has('freight') }
  return {
    ...fed,
    rebates: has('rebates'),
    claims: has('claims'),
    visits: has('visits'),
    calls: has('calls'),
    complaints: has('complaints'),
  }
}

/** Customers by code, those without one last: the order that breaks ties is then that of a file with the same codes. */
function orderOf(customers: readonly BookCustomer[]): Uint32Array {
  const order = Uint32Array.from(customers, (_, index) => index)
  const codeOf = (index: number) => customers[index]?.code ?? undefined
  return order.sort((a, b) => {
    const [one, other] = [codeOf(a), codeOf(b)]
    if (one !== undefined && other !== undefined) return compareText(one, other) || a - b
    return one === other ? a - b : one === undefined ? 1 : -1
  })
}

async function rowsOf<R extends pg.QueryResultRow>(client: Client, query: string, values: unknown[] = []): Promise<R[]> {
  return (await client.query<R>(query, values)).rows
}

/**
 * Reads a firm's sales side out of the rollups into the engine's columns: customers that readers see, facts up to the as-of day. To be
 * called inside one transaction (repeatable read) in the tenant's name. Memory: the columns and one block of the stream.
 */
export async function readBook(client: pg.ClientBase, request: BookRequest): Promise<ReadBook> {
  const selection = { tenantId: request.tenantId, dyadId: request.one?.dyadId }
  const [tenant] = await rowsOf<{ base_currency: string; time_zone: string }>(client, text.tenantText, [request.tenantId])
  if (tenant === undefined) throw new Error('the tenant is not there')
  const today = todayIn(tenant.time_zone, request.now)
  const customers = (await rowsOf(client, text.customersText(selection))).map(customerOf)
  const [extent] = await rowsOf<Extent>(client, text.extentText(selection, formatDay(today)))
  if (extent === undefined) throw new Error('an aggregate without a row')
  const until = request.until ?? request.one?.until ?? asOfOf(day(extent.last_order), today)
  const sources = request.one?.sources ?? sourcesOf(extent)
  const hash = createHash('sha256')
  const taste = (block: Buffer) => void hash.update(block)
  const ids = customers.map(customer => customer.dyadId)
  const days = fillDays(ids, extent.rows, sources)
  await readBinaryCopy(client.query(copyTo(text.daysText(selection, formatDay(until)))), dayLayout.length, days.take, taste)
  const cells = await readCells(client, selection, ids, until, taste)
  const order = orderOf(customers)
  const from = request.one?.from ?? Math.min(day(extent.first) ?? until, until)
  const book: Book = {
    keys: Array.from(order, index => ids[index] as string),
    currency: tenant.base_currency,
    from,
    until,
    days: reorder(days.finish(), order),
    cells: reorder(cells, order),
    sources,
  }
  const sorted = Array.from(order, index => customers[index] as BookCustomer)
  return { book, customers: sorted, factsHash: hash.digest('hex'), today, isEmpty: extent.rows === 0 }
}

async function readCells(
  client: pg.ClientBase,
  selection: text.Selection,
  ids: readonly string[],
  until: CivilDay,
  taste: (block: Buffer) => void,
) {
  const [{ found } = { found: false }] = await rowsOf<{ found: boolean }>(client, text.hasCategoriesText, [selection.tenantId])
  const kind = found ? 'category' : 'item'
  const keys = await rowsOf<{ id: string; key: string }>(client, found ? text.categoryKeysText : text.itemKeysText, [selection.tenantId])
  const [{ rows } = { rows: 0 }] = await rowsOf<{ rows: number }>(client, text.cellCountText(selection))
  const cells = fillCells(ids, new Map(keys.map(({ id }, index) => [id, index])), rows)
  await readBinaryCopy(client.query(copyTo(text.cellsText(selection, kind, formatDay(until)))), cellLayout.length, cells.take, taste)
  return { ...cells.finish(), keys: keys.map(({ key }) => key), kind } as const
}
