import { customerTypes, pyramidTiers } from '#core/segments/grid.ts'
import type { Answer, CustomerAnswer } from './answer.ts'
import { inWords, type Words, writeOut } from './command.ts'
import { escapeText } from './escape-text.ts'
import { darkTypes, mapSvg, typeColours } from './report-map.ts'
import { reportScript, reportStyle } from './report-style.ts'
import { bandWord, columnWord, fullMoney, shortMoney, stageWord, stateWords, tierWords, typeWord } from './words.ts'
import { writeFileBy } from './write-csv.ts'

/** The table lists so many customers, the largest; a browser shows no more with ease. */
const mostRows = 3_000

/** The report as one file that needs nothing else: map, pyramid, types, customers with their reasons, how the rows were read. */
export async function writeReport(answer: Answer, path: string): Promise<void> {
  await writeFileBy(path, async out => {
    await writeOut(out, headOf(answer))
    let rows = 0
    for (const one of answer.customers()) {
      if (++rows > mostRows) break
      await writeOut(out, customerRow(answer, one))
    }
    await writeOut(
      out,
      `</tbody></table></div>${restNote(answer)}${readingOf(answer)}</main><script>${reportScript}</script></body></html>\n`,
    )
  })
}

const say = ({ language }: Answer, words: Words) => escapeText(inWords(words, language))

function headOf(answer: Answer): string {
  const { asOf, currency, counts, language, settings, notPlaced } = answer
  const title = say(answer, ['客户价值地图', 'Customer value map'])
  const margin = settings.margin === null ? say(answer, ['未设', 'off']) : `${Math.round(settings.margin * 1000) / 10}%`
  const facts = say(answer, [
    `截至 ${asOf} · ${currency} · 客户 ${counts.customers} 个，已定位 ${counts.placed} 个 · 设置版本 ${settings.version}，默认毛利率 ${margin}`,
    `As of ${asOf} · ${currency} · ${counts.customers} customers, ${counts.placed} placed · settings version ${settings.version}, default margin ${margin}`,
  ])
  const beside =
    notPlaced.count === 0
      ? ''
      : `<p>${say(answer, [`另有 ${notPlaced.count} 个客户尚未定位（没有订单）。`, `${notPlaced.count} more customers are not yet placed (no order).`])}</p>`
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} ${asOf}</title><style>${reportStyle}</style></head><body><main><h1>${title}</h1><p>${facts}</p>${noticesOf(answer)}<div class="sight"><div>${mapSvg(answer)}<p>${legendOf(answer)}</p>${beside}</div><div>${pyramidSvg(answer)}</div></div><h2>${columnWord('type', language)}</h2>${typeTable(answer)}${customersHead(answer)}`
}

const noticesOf = ({ notices }: Answer) => notices.map(({ text }) => `<p class="note">${escapeText(text)}</p>`).join('')

const legendOf = (answer: Answer) =>
  say(answer, [
    '每个圆点是一个客户，面积代表近 12 个月净现金流贡献；空心为暂定，红边为负值。点选单元格只看该类型。最多画出贡献最大的 5,000 个。',
    'A dot is a customer, its area the net contribution of the last 12 months; hollow: provisional, red edge: below zero. Click a cell to see its type alone. The 5,000 largest are drawn.',
  ])

function pyramidSvg(answer: Answer): string {
  const { tiers, counts, currency, language } = answer
  const colours = ['#B8860B', '#E0B84C', '#7FA9D8', '#E3D5D3']
  const layers = pyramidTiers.map((tier, at) => {
    const [top, bottom] = [at * 70, at * 70 + 66]
    const half = (y: number) => 14 + y * 0.34
    const share = counts.placed === 0 ? 0 : (100 * tiers[tier].count) / counts.placed
    const shape = `<path fill="${colours[at]}" d="M${120 - half(top)} ${top}H${120 + half(top)}L${120 + half(bottom)} ${bottom}H${120 - half(bottom)}Z"/>`
    return `${shape}<text x="236" y="${top + 22}" class="name">${say(answer, tierWords[tier])}</text><text x="236" y="${top + 40}">${tiers[tier].count} · ${share.toFixed(1)}%</text><text x="236" y="${top + 57}">${escapeText(shortMoney(tiers[tier].netContributionMinor, currency, language))}</text>`
  })
  return `<svg class="tiers" viewBox="0 -4 380 286" role="img" aria-label="${say(answer, ['客户金字塔', 'Customer pyramid'])}">${layers.join('')}</svg>`
}

const chip = (type: CustomerAnswer['type'], answer: Answer) =>
  type === null
    ? typeWord(null, answer.language)
    : `<span class="chip${darkTypes.has(type) ? ' dark' : ''}" style="background:${typeColours[type]}">${typeWord(type, answer.language)}</span>`

const cell = (text: string, kind = '') => `<td${kind === '' ? '' : ` class="${kind}"`}>${text}</td>`
const heads = (names: readonly (readonly [Parameters<typeof columnWord>[0], string?])[], { language }: Answer) =>
  names.map(([name, kind]) => `<th scope="col"${kind ? ` class="${kind}"` : ''}>${columnWord(name, language)}</th>`).join('')

function moneyCell(minor: number | null, { currency, language }: Answer, mark = ''): string {
  return cell(escapeText(fullMoney(minor, currency, language)) + mark, minor !== null && minor < 0 ? 'num minus' : 'num')
}

function typeTable(answer: Answer): string {
  const { types, counts } = answer
  const share = (count: number) => (counts.placed === 0 ? '—' : `${((100 * count) / counts.placed).toFixed(1)}%`)
  const rows = customerTypes.map(
    type =>
      `<tr>${cell(chip(type, answer))}${cell(String(types[type].count), 'num')}${cell(share(types[type].count), 'num')}${moneyCell(types[type].netContributionMinor, answer)}</tr>`,
  )
  return `<div class="scroll"><table><thead><tr>${heads([['type'], ['count', 'num'], ['share', 'num'], ['netContribution', 'num']], answer)}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function customersHead(answer: Answer): string {
  const { language } = answer
  const find = say(answer, ['查找客户', 'Find a customer'])
  const all = say(answer, ['全部类型', 'All types'])
  const choices = customerTypes.map(type => `<option value="${type}">${typeWord(type, language)}</option>`).join('')
  const columns = heads(
    [
      ['customer'],
      ['type'],
      ['current'],
      ['potentialBand'],
      ['potential', 'num'],
      ['stage'],
      ['netContribution', 'num'],
      ['revenue', 'num'],
      ['orders', 'num'],
      ['lastOrder'],
      ['confidence', 'num'],
      ['because'],
    ],
    answer,
  )
  return `<h2>${columnWord('customer', language)}</h2><div class="tools"><input id="find" type="search" placeholder="${find}" aria-label="${find}"><select id="type" aria-label="${columnWord('type', language)}"><option value="">${all}</option>${choices}</select></div><div class="scroll"><table><thead><tr>${columns}</tr></thead><tbody class="customers">`
}

function customerRow(answer: Answer, one: CustomerAnswer): string {
  const { language } = answer
  const name = one.name === null ? escapeText(one.customer) : `${escapeText(one.name)}<br><small>${escapeText(one.customer)}</small>`
  const state =
    one.netContributionState === 'measured' ? '' : ` <small>${escapeText(inWords(stateWords[one.netContributionState], language))}</small>`
  const reasons = one.because.map(({ text }) => `<li>${escapeText(text)}</li>`).join('')
  const why = `<details><summary>${columnWord('because', language)}</summary><ul>${reasons}</ul></details>`
  const cells = [
    cell(name),
    cell(chip(one.type, answer) + (one.pending ? ' →' : '')),
    cell(bandWord(one.currentBand, language)),
    cell(bandWord(one.potentialBand, language)),
    cell(one.potential === null ? '—' : one.potential.toFixed(1), 'num'),
    cell(stageWord(one.stage, language)),
    moneyCell(one.netContributionMinor, answer, state),
    moneyCell(one.revenueMinor, answer),
    cell(String(one.orders), 'num'),
    cell(one.lastOrder ?? '—'),
    cell(one.dataConfidence.toFixed(2), 'num'),
    cell(why),
  ]
  return `<tr data-type="${one.type ?? ''}" data-text="${escapeText(`${one.customer} ${one.name ?? ''}`.toLowerCase())}">${cells.join('')}</tr>\n`
}

function restNote(answer: Answer): string {
  const rest = answer.counts.customers - mostRows
  return rest <= 0
    ? ''
    : `<p>${say(answer, [`表中列出贡献最大的 ${mostRows} 个客户，另有 ${rest} 个；用 --csv 输出全部。`, `The table lists the ${mostRows} largest customers; ${rest} more are written by --csv.`])}</p>`
}

const shownRejections = 200

function readingOf(answer: Answer): string {
  const { counts, files, rejections, language } = answer
  const { rows, accepted, rejected } = counts
  const list: string[] = []
  for (const { file, row, text } of answer.rejected()) {
    if (list.length === shownRejections) break
    list.push(
      `<li>${files.length > 1 ? `${escapeText(files[file] ?? '')} ` : ''}${inWords([`第 ${row} 行`, `row ${row}`], language)}: ${escapeText(text)}</li>`,
    )
  }
  const sums = say(answer, [
    `读入 ${rows} 行：接受 ${accepted}，拒绝 ${rejected}。`,
    `${rows} rows read: ${accepted} accepted, ${rejected} rejected.`,
  ])
  const more =
    rejections.size() > shownRejections
      ? `<p>${say(answer, [`以上为前 ${shownRejections} 行；用 --json 输出全部。`, `The first ${shownRejections} rows; --json prints them all.`])}</p>`
      : ''
  const open =
    list.length === 0
      ? ''
      : `<details><summary>${say(answer, ['被拒绝的行', 'Rejected rows'])}</summary><ul>${list.join('')}</ul>${more}</details>`
  return `<h2>${say(answer, ['数据是怎样读入的', 'How the data was read'])}</h2><p>${files.map(escapeText).join(', ')}</p><p class="note">${sums}</p>${open}`
}
