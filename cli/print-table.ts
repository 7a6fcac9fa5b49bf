import { rowReasons } from '#core/intake/reasons.ts'
import { customerTypes } from '#core/segments/grid.ts'
import type { Answer } from './answer.ts'
import { inWords, type Words, writeOut } from './command.ts'
import { bandWord, columnWord, fullMoney, stageWord, typeWord } from './words.ts'

const shownCustomers = 20

/** Prints what a reader at a terminal wants to see: how the rows were read, the nine types, the largest customers. */
export async function printTable(answer: Answer, out: NodeJS.WritableStream): Promise<void> {
  const { language, counts, notPlaced } = answer
  const say = (words: Words) => inWords(words, language)
  const { rows, accepted, rejected, customers, placed } = counts
  const lines = [
    say([`截至 ${answer.asOf}，币种 ${answer.currency}`, `As of ${answer.asOf}, in ${answer.currency}`]),
    say([
      `读入 ${rows} 行：接受 ${accepted}，拒绝 ${rejected}；客户 ${customers} 个，已定位 ${placed} 个`,
      `${rows} rows read: ${accepted} accepted, ${rejected} rejected; ${customers} customers, ${placed} placed`,
    ]),
    ...reasonLines(answer),
    ...answer.notices.map(({ text }) => `· ${text}`),
    '',
    ...grid(typeRows(answer)),
    ...(notPlaced.count > 0
      ? [say([`另有 ${notPlaced.count} 个客户尚未定位`, `${notPlaced.count} more customers are not yet placed`])]
      : []),
    '',
    ...grid(customerRows(answer)),
    ...(customers > shownCustomers
      ? [
          say([
            `……另有 ${customers - shownCustomers} 个客户；用 --csv 或 --html 输出全部`,
            `… and ${customers - shownCustomers} more; --csv or --html writes them all`,
          ]),
        ]
      : []),
  ]
  await writeOut(out, `${lines.join('\n')}\n`)
}

function reasonLines({ rejections, rejected, language }: Answer): string[] {
  const first = new Map<string, string>()
  for (const { reason, text, row } of rejected()) {
    if (!first.has(reason)) first.set(reason, inWords([`第 ${row} 行：${text}`, `row ${row}: ${text}`], language))
    if (first.size === Object.keys(rowReasons).length || first.size === rejections.byReason().size) break
  }
  return [...rejections.byReason()].map(([reason, count]) => `· ${count} × ${first.get(reason) ?? reason}`)
}

/** A row of a grid on the terminal: texts with the side they stand on. */
export type Row = readonly (readonly [text: string, side: 'left' | 'right'])[]
export const left = (text: string) => [text, 'left'] as const
export const right = (text: string) => [text, 'right'] as const

function typeRows({ types, counts, currency, language }: Answer): Row[] {
  const share = (count: number) => (counts.placed === 0 ? '—' : `${((100 * count) / counts.placed).toFixed(1)}%`)
  const head = [
    left(columnWord('type', language)),
    right(columnWord('count', language)),
    right(columnWord('share', language)),
    right(columnWord('netContribution', language)),
  ]
  return [
    head,
    ...customerTypes.map(type => [
      left(typeWord(type, language)),
      right(String(types[type].count)),
      right(share(types[type].count)),
      right(fullMoney(types[type].netContributionMinor, currency, language)),
    ]),
  ]
}

function customerRows({ customers, currency, language }: Answer): Row[] {
  const word = (name: Parameters<typeof columnWord>[0]) => columnWord(name, language)
  const rows: Row[] = [
    [
      left(word('customer')),
      left(word('type')),
      left(word('current')),
      left(word('potentialBand')),
      right(word('potential')),
      left(word('stage')),
      right(word('orders')),
      left(word('lastOrder')),
      right(word('netContribution')),
    ],
  ]
  for (const one of customers()) {
    if (rows.length > shownCustomers) break
    rows.push([
      left(one.name === null ? one.customer : `${one.customer} ${one.name}`),
      left(typeWord(one.type, language) + (one.pending ? ' →' : '')),
      left(bandWord(one.currentBand, language)),
      left(bandWord(one.potentialBand, language)),
      right(one.potential === null ? '—' : one.potential.toFixed(1)),
      left(stageWord(one.stage, language)),
      right(String(one.orders)),
      left(one.lastOrder ?? '—'),
      right(fullMoney(one.netContributionMinor, currency, language)),
    ])
  }
  return rows
}

const widestCell = 36

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu

/** Places on the terminal that a text takes: Chinese characters take two. */
const widthOf = (text: string) => Array.from(text).length + (text.match(wide)?.length ?? 0)

/** Control characters have no business on a terminal. */
function fit(text: string, widest: number): string {
  let plain = text.replace(/\p{Cc}/gu, ' ')
  while (widthOf(plain) > widest) plain = `${plain.slice(0, -2)}…`
  return plain
}

/** Columns as wide as their widest text, cut at `widest` places; the first row is the heading. */
export function grid(rows: readonly Row[], widest = widestCell): string[] {
  const cells = rows.map(row => row.map(([text, side]) => [fit(text, widest), side] as const))
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map(row => widthOf(row[column]?.[0] ?? ''))))
  const padded = (text: string, width: number, side: string) =>
    side === 'left' ? text + ' '.repeat(width - widthOf(text)) : ' '.repeat(width - widthOf(text)) + text
  return cells.map(row =>
    row
      .map(([text, side], column) => padded(text, widths[column] ?? 0, side))
      .join('  ')
      .trimEnd(),
  )
}
