import { bands, cellOf, type CustomerType, customerTypes } from '#core/segments/grid.ts'
import type { Placement } from '#core/segments/placement.ts'
import type { Answer } from './answer.ts'
import { escapeText } from './escape-text.ts'
import { fullMoney, shortMoney, typeWord } from './words.ts'

/** The colours of the nine types: hue by potential, depth by current value. */
export const typeColours: Readonly<Record<CustomerType, string>> = {
  pioneering: '#F3DFA2',
  star: '#E0B84C',
  gold: '#B8860B',
  activatable: '#C6DAF0',
  promising: '#7FA9D8',
  mature: '#2F6DB5',
  release: '#E3D5D3',
  endangered: '#C98B82',
  overmature: '#9C3D32',
}

/** Types on whose colour white reads better than black (WCAG 2.2 contrast). */
export const darkTypes: ReadonlySet<CustomerType> = new Set(['mature', 'overmature'])

const width = 900
const height = 560
const mostDots = 5_000

/** Borders of the bands on an axis, 0..100, from the low end. */
type Borders = readonly [number, number, number, number]

function bordersOf({ settings: { cuts } }: Answer): { readonly x: Borders; readonly y: Borders } {
  const { current, potential } = cuts
  const x: Borders = current.method === 'percentile' ? [0, current.medium, current.high, 100] : [0, 100 / 3, 200 / 3, 100]
  return { x, y: [0, potential.medium, potential.high, 100] }
}

const along = (share: number, from: number, to: number) => from + (to - from) * share
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

type Cell = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

function cellAt(answer: Answer, type: CustomerType): Cell {
  const { x, y } = bordersOf(answer)
  const { current, potential } = cellOf(type)
  const [column, row] = [bands.indexOf(current), bands.indexOf(potential)]
  const px = (at: number) => ((x[at] ?? 0) / 100) * width
  const py = (at: number) => height - ((y[at] ?? 0) / 100) * height
  return { left: px(column), right: px(column + 1), top: py(row + 1), bottom: py(row) }
}

/** The map as SVG: nine cells by the firm's own cuts, counts and money in each, a dot a customer with an area that goes by its money. */
export function mapSvg(answer: Answer): string {
  const { language } = answer
  const title = language === 'en' ? 'Value map: potential upward, current value to the right' : '价值地图：纵轴潜在价值，横轴当前价值'
  const cells = customerTypes.map(type => cellSvg(answer, type)).join('')
  return `<svg class="map" viewBox="-40 -6 ${width + 46} ${height + 40}" role="img" aria-label="${escapeText(title)}">${cells}${dotsSvg(answer)}${labelsSvg(answer)}${axesSvg(answer)}</svg>`
}

function cellSvg(answer: Answer, type: CustomerType): string {
  const { left, right, top, bottom } = cellAt(answer, type)
  return `<rect class="cell" data-type="${type}" x="${left + 1}" y="${top + 1}" width="${right - left - 2}" height="${bottom - top - 2}" rx="4" fill="${typeColours[type]}"/>`
}

/** Names stand above the dots, so that they can be read. */
function labelsSvg(answer: Answer): string {
  const { types, currency, language } = answer
  const lines = customerTypes.map(type => {
    const { left, top } = cellAt(answer, type)
    const { count, netContributionMinor } = types[type]
    const colour = darkTypes.has(type) ? '#fff' : '#1a1a1a'
    const customers = language === 'en' ? `${count}` : `${count} 个`
    return `<g class="label" fill="${colour}" stroke="${typeColours[type]}"><text x="${left + 10}" y="${top + 22}" class="name">${typeWord(type, language)}</text><text x="${left + 10}" y="${top + 40}">${customers} · ${escapeText(shortMoney(netContributionMinor, currency, language))}</text></g>`
  })
  return lines.join('')
}

function axesSvg({ language }: Answer): string {
  const [x, y] = language === 'en' ? ['current value →', 'potential value →'] : ['当前价值 →', '潜在价值 →']
  return `<g class="axis"><text x="${width / 2}" y="${height + 26}" text-anchor="middle">${x}</text><text transform="translate(-16 ${height / 2}) rotate(-90)" text-anchor="middle">${y}</text></g>`
}

function dotsSvg(answer: Answer): string {
  const shown = Array.from(answer.order.subarray(0, answer.order.length))
    .toSorted((a, b) => moneyOf(answer, b) - moneyOf(answer, a))
    .slice(0, mostDots)
  const largest = shown.length === 0 ? 1 : Math.max(1, moneyOf(answer, shown[0] ?? 0))
  return `<g class="dots">${shown.map(dyad => dotSvg(answer, dyad, largest)).join('')}</g>`
}

const moneyOf = ({ run }: Answer, dyad: number) => Math.abs(run.netContribution[dyad] ?? 0) || 0

function dotSvg(answer: Answer, dyad: number, largest: number): string {
  const place = answer.placement(dyad)
  if (place.type === null) return ''
  const { left, right, top, bottom } = cellAt(answer, place.type)
  const radius = 1.8 + 16 * Math.sqrt(moneyOf(answer, dyad) / largest)
  const x = clamp(xOf(answer, place, left, right), left + radius, right - radius)
  const y = clamp(height - ((place.potentialScore ?? 0) / 100) * height, top + radius, bottom - radius)
  const title = `${answer.keys[dyad] ?? ''} · ${typeWord(place.type, answer.language)} · ${fullMoney(place.netContribution, answer.currency, answer.language)}`
  const kind = `${place.provisional ? ' provisional' : ''}${place.belowZero ? ' below' : ''}`
  return `<circle class="dot${kind}" data-type="${place.type}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}"><title>${escapeText(title)}</title></circle>`
}

/** By the percentile where the cuts are percentiles; else by the dyad's rank among all, inside its cell. */
function xOf(answer: Answer, place: Placement, left: number, right: number): number {
  if (answer.settings.cuts.current.method === 'percentile' && answer.run.cuts.scale === 'percentile')
    return ((place.currentScore ?? 0) / 100) * width
  const rank = answer.rankOf(place.dyad)
  return along(1 - rank, left, right)
}
