import { Readable } from 'node:stream'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { exportMap as exportEndpoint } from '#contract/segments/map.ts'
import type { listPlaced as endpoint, Placed } from '#contract/segments/movement.ts'
import { byteOrderMark, csvLine } from '#core/units/csv-line.ts'
import { minorDigits } from '#core/units/money.ts'
import { bandWords, stageWords, typeWords } from '#core/segments/words.ts'
import { cellOf } from '#core/segments/grid.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import type { Download } from '#server/platform/serve.ts'
import { type After, readPlaced } from './placed.sql.ts'
import { viewMap } from './view-map.ts'

const pageSize = 100

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const [value, dyadId] = readCursor(cursor, ['number', 'id'])
  return { value: value as number | null, dyadId: dyadId as string }
}

/** One page of the customers of a cell, of a lasso, or of one move. */
export async function listPlaced(ctx: Ctx, query: Input<typeof endpoint>['query']): Promise<Answer<typeof endpoint>> {
  const { from, to, after, limit = pageSize, ...asked } = query
  return await ctx.inTenant(async tx => {
    const viewed = await viewMap(tx, ctx, asked)
    if (viewed === undefined) return { rows: [], next: null }
    const rows = await readPlaced(tx, viewed.view, { from, to }, afterOf(after), limit + 1)
    const last = rows[limit - 1]
    return { rows: rows.slice(0, limit), next: rows.length > limit && last ? writeCursor([last.netContribution, last.dyadId]) : null }
  })
}

/** The headings of the file; money names the book's currency. */
const headings = {
  zh: [
    '客户',
    '编码',
    '类型',
    '当前价值',
    '潜在价值',
    '生命周期',
    '净贡献（近12个月，{currency}）',
    '净销售额（近12个月，{currency}）',
    '潜力分',
    '最近订单',
    '暂定',
  ],
  en: [
    'Customer',
    'Code',
    'Type',
    'Current value',
    'Potential value',
    'Stage',
    'Net contribution (12 months, {currency})',
    'Net sales (12 months, {currency})',
    'Potential',
    'Last order',
    'Provisional',
  ],
} as const

function csvRow(row: Placed, english: boolean, currency: string): string {
  const at = english ? 1 : 0
  const amount = (minor: number | null) =>
    minor === null ? null : Number((minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency)))
  const cell = row.type === null ? undefined : cellOf(row.type)
  const words = [
    row.type && typeWords[row.type][at],
    cell ? bandWords[cell.current][at] : null,
    cell ? bandWords[cell.potential][at] : null,
  ]
  const stage = row.stage && stageWords[row.stage][at]
  const flag = row.provisional ? (english ? 'yes' : '是') : null
  const values = [
    row.name,
    row.code,
    ...words,
    stage,
    amount(row.netContribution),
    amount(row.netSales),
    row.potential,
    row.lastOrder,
    flag,
  ]
  return csvLine(values)
}

const exportPage = 5000

/** The customers on the map as CSV, read page by page; the export is written down before it begins. */
export async function exportMap(ctx: Ctx, query: Input<typeof exportEndpoint>['query']): Promise<Download> {
  const english = ctx.language === 'en'
  await ctx.inTenant(tx => audit(tx, ctx, { action: 'export', entity: 'map', after: query }))
  async function* content() {
    const heads = (currency: string) => headings[english ? 'en' : 'zh'].map(head => head.replace('{currency}', currency))
    let after: After | undefined
    let isFirst = true
    do {
      const page = await ctx.inTenant(async tx => {
        const viewed = await viewMap(tx, ctx, query)
        if (viewed === undefined) return { rows: [], currency: '-' }
        return { rows: await readPlaced(tx, viewed.view, {}, after, exportPage), currency: viewed.generation.currency }
      })
      const last = page.rows.at(-1)
      after = page.rows.length === exportPage && last ? { value: last.netContribution, dyadId: last.dyadId } : undefined
      if (isFirst) yield byteOrderMark + csvLine(heads(page.currency))
      isFirst = false
      yield page.rows.map(row => csvRow(row, english, page.currency)).join('')
    } while (after !== undefined)
  }
  const filename = english ? `value-map-${query.asOf ?? 'latest'}.csv` : `价值地图-${query.asOf ?? '最新'}.csv`
  return { filename, mediaType: 'text/csv; charset=utf-8', content: Readable.from(content()) }
}
