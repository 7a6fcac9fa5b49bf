import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'
import type { HeadRoomQuery, HeadRoomRow } from '#contract/value/wallet.ts'
import { typeWords } from '#core/segments/words.ts'
import { byteOrderMark, type CsvCell, csvLine } from '#core/units/csv-line.ts'
import { minorDigits } from '#core/units/money.ts'
import { searchCustomers } from '#server/dyads/search-customers.sql.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Download } from '#server/platform/serve.ts'
import { askerOf } from './demand-customer.ts'
import { findSettings } from './find-settings.ts'
import { shownRow } from './wallet-answers.ts'
import { type HeadRoomAfter, readHeadRoom } from './wallet.sql.ts'

const pageSize = 1000

type Speaker = { readonly language: Language; readonly amount: (minor: number) => number }
type Column = { readonly title: Words; readonly cell: (row: HeadRoomRow, speaker: Speaker) => CsvCell }

const basisWords: Record<HeadRoomRow['basis'], Words> = {
  regression: ['同类客户回归', 'regression on like customers'],
  look_alikes: ['相似客户', 'look-alikes'],
  year_before: ['自身上年', 'own year before'],
}
const text = (title: Words, cell: Column['cell']): Column => ({ title, cell })
const money = (title: Words, of: (row: HeadRoomRow) => number): Column => ({ title, cell: (row, { amount }) => amount(of(row)) })
const inWords = (language: Language, chinese: string, english: string | null) => (language === 'en' ? (english ?? chinese) : chinese)

/** The columns of the file; money in whole units of the currency that the title names. */
const columns: readonly Column[] = [
  text(['客户', 'Customer'], (row, { language }) => inWords(language, row.name, row.nameEn)),
  text(['编码', 'Code'], row => row.code),
  text(['类型', 'Type'], (row, { language }) => row.type && inLanguage(typeWords[row.type], language)),
  text(['负责人', 'Owner'], row => row.ownerName),
  text(['品类', 'Category'], (row, { language }) => inWords(language, row.category, row.categoryEn)),
  money(['近12个月净销售额', 'Net sales, 12 months'], row => row.own),
  money(['上年净销售额', 'Net sales, year before'], row => row.before),
  money(['预期采购 下限', 'Expected, from'], row => row.low),
  money(['预期采购 中值', 'Expected, middle'], row => row.middle),
  money(['预期采购 上限', 'Expected, to'], row => row.high),
  text(['依据', 'Basis'], (row, { language }) => inLanguage(basisWords[row.basis], language)),
  money(['钱包（年采购额）', 'Wallet a year'], row => row.wallet),
  text(['钱包份额', 'Wallet share'], row => (row.share === null ? null : Number(row.share.toFixed(4)))),
  text(['可信度', 'Confidence'], row => row.confidence),
  money(['可增销售额', 'Sales to be won'], row => row.gap),
  money(['可增贡献', 'Contribution to be won'], row => row.gapContribution),
  text(['流失月份', 'Lapsed since'], row => row.lapsed?.month.slice(0, 7) ?? null),
]

/** The whole list page by page, each in a transaction of its own: a slow reader holds no lock and no connection. */
async function* pagesOf(ctx: Ctx, query: HeadRoomQuery, margin: number | null): AsyncGenerator<readonly HeadRoomRow[]> {
  const searched = await ctx.inTenant(tx => searchCustomers(tx, ctx.tenantId, query.q))
  let after: HeadRoomAfter | undefined
  while (!ctx.signal.aborted) {
    const request = { asker: askerOf(ctx), query, searched, after, limit: pageSize }
    const rows = await ctx.inTenant(tx => readHeadRoom(tx, request))
    const last = rows.at(-1)
    if (last) yield rows.map(row => shownRow(row, margin))
    if (last === undefined || rows.length < pageSize) return
    after = { gap: last.gap, dyadId: last.dyadId, categoryId: last.categoryId }
  }
}

/** Lines of the file; when it ends, or its reader goes away, the audit trail has how many rows went out and the hash of what was sent. */
async function* linesOf(ctx: Ctx, query: HeadRoomQuery): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const sent = (line: string) => {
    hash.update(line)
    return line
  }
  let count = 0
  try {
    const { settings, currency } = await ctx.inTenant(tx => findSettings(tx, ctx.tenantId))
    const digits = minorDigits(currency)
    const speaker = { language: ctx.language, amount: (minor: number) => Number((minor / 10 ** digits).toFixed(digits)) }
    const titles = columns.map(({ title }) => inLanguage(title, ctx.language))
    yield sent(byteOrderMark + csvLine([...titles, ctx.language === 'en' ? 'Currency' : '币种']))
    for await (const rows of pagesOf(ctx, query, settings.margin)) {
      yield sent(rows.map(row => csvLine([...columns.map(({ cell }) => cell(row, speaker)), currency])).join(''))
      count += rows.length
    }
  } finally {
    const deed = { action: 'export', entity: 'head_room', after: query, count, fileHash: hash.digest('hex') }
    await ctx.inTenant(tx => audit(tx, ctx, deed))
  }
}

/** What customers could still buy as CSV, within the filters and what the caller may see. */
export function exportHeadRoom(ctx: Ctx, query: HeadRoomQuery): Download {
  const day = ctx.now().toISOString().slice(0, 10)
  const filename = ctx.language === 'en' ? `head-room-${day}.csv` : `增长空间-${day}.csv`
  return { filename, mediaType: 'text/csv; charset=utf-8', content: Readable.from(linesOf(ctx, query)) }
}
