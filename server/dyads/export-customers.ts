import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { CustomerColumn, exportCustomers as contract } from '#contract/dyads/customer-list.ts'
import type { Input } from '#contract/endpoint.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { byteOrderMark, csvLine } from '#core/units/csv-line.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Download } from '#server/platform/serve.ts'
import { type Cursor, type ListedCustomer, readCurrency, readCustomers } from './customer-list.sql.ts'
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

/** The whole list page by page, each in a transaction of its own: a slow reader holds no lock and no connection. */
async function* pagesOf(ctx: Ctx, query: Query): AsyncGenerator<readonly ListedCustomer[]> {
  const order = { ...orderOf(query), language: ctx.language }
  const searched = await ctx.inTenant(tx => searchCustomers(tx, ctx.tenantId, query.q))
  let after: Cursor | undefined
  while (!ctx.signal.aborted) {
    const request = { asker: ctx, query, searched, order, after, limit: pageSize }
    const rows = await ctx.inTenant(async tx => await readCustomers(tx, { ...request, filter: await readCondition(tx, ctx, query.filter) }))
    const last = rows.at(-1)
    if (last) yield rows
    if (last === undefined || rows.length < pageSize) return
    after = { value: last.cursorValue, dyadId: last.dyadId }
  }
}

/** Lines of the file; when it ends, or its reader goes away, the audit trail has how many customers went out and the hash of what was sent. */
async function* linesOf(ctx: Ctx, query: Query, columns: readonly CustomerColumn[]): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const sent = (text: string) => {
    hash.update(text)
    return text
  }
  let count = 0
  try {
    const currency = await ctx.inTenant(tx => readCurrency(tx, ctx.tenantId))
    yield sent(byteOrderMark + csvLine(columns.map(column => inLanguage(columnTitles[column], ctx.language))))
    for await (const rows of pagesOf(ctx, query)) {
      yield sent(rows.map(row => csvLine(columns.map(column => exportCell(column, row, ctx.language, currency)))).join(''))
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
