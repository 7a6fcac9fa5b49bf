import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Book, CellColumns, Sources } from '#core/trade/book.ts'
import { type CivilDay, formatDay, monthOf, parseDay } from '#core/units/civil-day.ts'
import { compareText } from '#core/units/text-key.ts'
import { itemsEverKept } from '#core/value/categories.ts'
import { asOfOf, todayIn } from './as-of.ts'
import { layoutOf, readBinaryCopy, readDay, readUuid, readWhole } from './binary-copy.ts'
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
  /**
   * What of the items is needed (default: every one): `kept` adds up those that are never among the 50 of a month, where a book has no categories;
   * `none` leaves out what was bought.
   */
  readonly items?: 'every' | 'kept' | 'none'
  /** One customer alone: then sources and extent of the whole book must be given, so that unknown stays unknown. */
  readonly one?: { readonly dyadId: string; readonly sources: Sources; readonly from: CivilDay; readonly until: CivilDay } | undefined
}

type Client = Pick<pg.ClientBase, 'query'>
type Extent = { rows: number; first: string | null; last: string | null; last_order: string | null } & Record<string, unknown>

const far: CivilDay = -1_000_000
const firstBuyersLayout = layoutOf(['uuid', 'date', 'int8'])
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
  const isNarrow = (day(extent.first) ?? until) >= -0x8000 && until <= 0x7fff
  const days = fillDays(ids, extent.rows, sources, isNarrow)
  await readBinaryCopy(client.query(copyTo(text.daysText(selection, formatDay(until)))), dayLayout.length, days.take, taste)
  const cells = request.items === 'none' ? noCells(ids) : await readCells(client, selection, ids, until, taste, request.items === 'kept')
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

const noCells = (ids: readonly string[]): CellColumns => ({
  start: new Uint32Array(ids.length + 1),
  key: new Int32Array(0),
  month: new Int16Array(0),
  netSales: new Int32Array(0),
  keys: [],
  kind: 'category',
})

/** The ids of the items that stand for themselves in at least one month. */
async function readKept(
  client: pg.ClientBase,
  selection: text.Selection,
  keys: readonly { readonly id: string; readonly key: string }[],
  until: CivilDay,
): Promise<string[]> {
  const indexOf = new Map(keys.map(({ id }, index) => [id, index]))
  const first: { key: number[]; month: number[]; buyers: number[] } = { key: [], month: [], buyers: [] }
  const [keyAt = 0, monthAt = 0, buyersAt = 0] = firstBuyersLayout.offsets
  const take = (block: Buffer, at: number) => {
    const key = indexOf.get(readUuid(block, at + keyAt))
    if (key === undefined) return
    first.key.push(key)
    first.month.push(monthOf(readDay(block, at + monthAt)))
    first.buyers.push(readWhole(block, at + buyersAt))
  }
  await readBinaryCopy(client.query(copyTo(text.firstBuyersText(selection, formatDay(until)))), firstBuyersLayout.length, take)
  const texts = keys.map(({ key }) => key)
  return Array.from(itemsEverKept(texts, first), key => keys[key]?.id ?? '')
}

async function readCells(
  client: pg.ClientBase,
  selection: text.Selection,
  ids: readonly string[],
  until: CivilDay,
  taste: (block: Buffer) => void,
  addsUp: boolean,
) {
  const [{ found } = { found: false }] = await rowsOf<{ found: boolean }>(client, text.hasCategoriesText, [selection.tenantId])
  const kind = found ? 'category' : 'item'
  const keys = await rowsOf<{ id: string; key: string }>(client, found ? text.categoryKeysText : text.itemKeysText, [selection.tenantId])
  const [{ rows } = { rows: 0 }] = await rowsOf<{ rows: number }>(client, text.cellCountText(selection))
  const kept = addsUp && kind === 'item' ? await readKept(client, selection, keys, until) : undefined
  const cells = fillCells(ids, new Map(keys.map(({ id }, index) => [id, index])), rows)
  await readBinaryCopy(client.query(copyTo(text.cellsText(selection, kind, formatDay(until), kept))), cellLayout.length, cells.take, taste)
  return { ...cells.finish(), keys: keys.map(({ key }) => key), kind } as const
}
