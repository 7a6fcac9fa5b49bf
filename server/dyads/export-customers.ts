import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { CustomerColumn, CustomerRow, exportCustomers as contract } from '#contract/dyads/customer-list.ts'
import type { Input } from '#contract/endpoint.ts'
import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import { byteOrderMark, type CsvCell, csvLine } from '#core/units/csv-line.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { ownExportColumns } from '#server/platform/custom-export.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Download } from '#server/platform/serve.ts'
import { type Cursor, readCurrency, readPlaces } from './customer-list.sql.ts'
import { readRows } from './customer-rows.sql.ts'
import { ownColumnsOpen, ownRowsOf } from './custom-customers.sql.ts'
import { columnTitles, exportCell } from './export-words.ts'
import { readCondition } from './filter-customers.ts'
import { orderOf, refuseHidden } from './list-customers.ts'
import { searchCustomers } from './search-customers.sql.ts'

const pageSize = 1000
const usual: readonly CustomerColumn[] = [
  'name',
  'code',
  'type',
  'stage',
  'netContribution',
  'netContributionState',
  'netSales',
  'lastOrder',
  'owner',
  'region',
]

type Query = Input<typeof contract>['query']
type Column = CustomerColumn | OwnColumn | 'tags'

/** What stands beside the usual columns: the firm's own fields and the tags. */
const isBeside = (column: Column): column is OwnColumn | 'tags' => column === 'tags' || isOwnColumn(column)
const isUsual = (column: Column): column is CustomerColumn => !isBeside(column)

type Cell = {
  readonly title: Words
  readonly cell: (row: CustomerRow, words: { readonly language: Language; readonly currency: string }) => CsvCell
}

/** The columns of the file; own fields that are there no more, or that this person may not read, are left out. */
async function cellsOf(tx: Tx, ctx: Ctx, columns: readonly Column[]): Promise<{ currency: string; cells: readonly Cell[] }> {
  const fields = columns.some(isOwnColumn) ? await ownColumnsOpen(tx, ctx) : {}
  const own = ownExportColumns<CustomerRow>(Object.values(fields)) as Readonly<Record<string, Cell>>
  const cells = columns.flatMap((column): Cell[] => {
    if (column === 'tags') return [{ title: ['标签', 'Tags'], cell: row => row.tags?.join('; ') ?? null }]
    if (isOwnColumn(column)) return own[column] ? [own[column]] : []
    return [{ title: columnTitles[column], cell: (row, { language, currency }) => exportCell(column, row, language, currency) }]
  })
  return { currency: await readCurrency(tx, ctx.tenantId), cells }
}

/** The whole list page by page, each in a transaction of its own: a slow reader holds no lock and no connection. */
async function* pagesOf(ctx: Ctx, query: Query, columns: readonly Column[]): AsyncGenerator<readonly CustomerRow[]> {
  const order = { ...orderOf(query), language: ctx.language }
  const searched = await ctx.inTenant(tx => searchCustomers(tx, ctx.tenantId, query.q))
  let after: Cursor | undefined
  while (!ctx.signal.aborted) {
    const request = { asker: ctx, query, searched, order, after }
    const page = await ctx.inTenant(async tx => {
      const own = await ownRowsOf(tx, ctx, { own: columns.filter(isBeside), sort: query.sort })
      const asked = { ...request, own, columns: columns.filter(isUsual), filter: await readCondition(tx, ctx, query.filter) }
      const { places } = await readPlaces(tx, asked, pageSize)
      return { places, rows: await readRows(tx, asked, places) }
    })
    if (page.rows.length > 0) yield page.rows
    after = page.places.at(-1)
    if (after === undefined || page.places.length < pageSize) return
  }
}

/** Lines of the file; when it ends, or its reader goes away, the audit trail has how many customers went out and the hash of what was sent. */
async function* linesOf(ctx: Ctx, query: Query, columns: readonly Column[]): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const sent = (text: string) => {
    hash.update(text)
    return text
  }
  let count = 0
  try {
    const { currency, cells } = await ctx.inTenant(tx => cellsOf(tx, ctx, columns))
    yield sent(byteOrderMark + csvLine(cells.map(({ title }) => inLanguage(title, ctx.language))))
    for await (const rows of pagesOf(ctx, query, columns)) {
      yield sent(rows.map(row => csvLine(cells.map(({ cell }) => cell(row, { language: ctx.language, currency })))).join(''))
      count += rows.length
    }
  } finally {
    const deed = { action: 'export', entity: 'customer', after: { ...query, column: columns }, count, fileHash: hash.digest('hex') }
    await ctx.inTenant(tx => audit(tx, ctx, deed))
  }
}

/** The list as CSV, within the filters and what the caller may see. */
export async function exportCustomers(ctx: Ctx, { column, ...query }: Query): Promise<Download> {
  refuseHidden(ctx, query)
  // Refused before the file begins: afterwards it could only break off.
  await ctx.inTenant(tx => readCondition(tx, ctx, query.filter))
  const columns = column && column.length > 0 ? column : usual
  const day = ctx.now().toISOString().slice(0, 10)
  const filename = ctx.language === 'en' ? `customers-${day}.csv` : `客户-${day}.csv`
  return { filename, mediaType: 'text/csv; charset=utf-8', content: Readable.from(linesOf(ctx, query, columns)) }
}
