import { currencyOf } from '#core/units/currency.ts'
import { type Decimal, parseDecimal } from '#core/units/decimal.ts'

/** How a column writes a number that could be read two ways, as `1.234`. Everything else is read alike in every column. */
export type NumberFormat = { readonly decimal: '.' | ',' }

const signs = /^(?:[-+−–]|\()/
const currencyMarks = /(?:[a-z]{3}|rmb|us\$|hk\$|nt\$|[¥$€£₩₹₽]|元|圆|kr|zł)/giu

/** The bare number of a cell: width folded, currency marks, blanks and apostrophes gone, sign in front; and what multiplies it. */
type Bare = { readonly sign: string; readonly body: string; readonly shift: number }

/** What stands behind a number and moves its decimal mark. */
const shifts: Readonly<Record<string, number>> = { '%': -2, '‰': -3, 万: 4, 亿: 8 }

function bareOf(text: string): Bare | undefined {
  let body = text.normalize('NFKC').trim()
  const bracketed = body.startsWith('(') && body.endsWith(')')
  if (bracketed) body = body.slice(1, -1)
  body = body
    .replace(currencyMarks, mark => (currencyOf(mark) === undefined && !/^(?:rmb|kr|zł)$/i.test(mark) ? mark : ''))
    .replace(/[\s'’`]/g, '')
    .replace(/^\/|\/-$/g, '')
  const trailing = /^[^-]+[-−]$/.test(body)
  if (trailing) body = body.slice(0, -1)
  const minus = /^[-−–]/.test(body)
  if (signs.test(body) && body !== '-') body = body.slice(1)
  const shift = shifts[body.at(-1) ?? ''] ?? 0
  if (shift !== 0) body = body.slice(0, -1)
  const sign = minus !== (bracketed || trailing) ? '-' : ''
  return /^[\d.,]+(?:[eE][+-]?\d{1,3})?$/.test(body) && /\d/.test(body) ? { sign, body, shift } : undefined
}

/** Which mark is the decimal one: decided by the cell alone, or `either` where only the column can tell. */
function markOf(body: string): '.' | ',' | 'none' | 'either' {
  const [dots, commas] = [body.split('.').length - 1, body.split(',').length - 1]
  if (dots > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ','
  if (dots + commas === 0) return 'none'
  const mark = dots > 0 ? '.' : ','
  if (dots + commas > 1) return mark === '.' ? ',' : '.'
  const [whole = '', part = ''] = body.split(mark)
  const grouped = /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(part)
  return grouped ? 'either' : mark
}

/** Whether the marks that group the digits stand where groups end: `1,234,567` and `12,34,567`, not `1,2,3`. */
function groupsWell(body: string, decimal: '.' | ','): boolean {
  const groups = decimal === '.' ? ',' : '\\.'
  return new RegExp(`^(?:\\d*|\\d{1,3}(?:${groups}\\d{2,3})*${groups}\\d{3})(?:\\${decimal}\\d*)?$`).test(body)
}

/**
 * Reads a number as people and programs write it: `1,234.50`, `1.234,56`, `1 234,5`, `¥1,234.50`, `(12.00)`, `12-`, `15%`, `1.5万`, full-width digits;
 * a lone `-` is zero. Undefined where the text is no number.
 */
export function readNumber(text: string, format: NumberFormat): Decimal | undefined {
  if (/^\s*[-–—－]+\s*$/.test(text)) return { digits: 0n, scale: 0 }
  const bare = bareOf(text)
  if (!bare) return undefined
  const mark = markOf(bare.body)
  const decimal = mark === '.' || mark === ',' ? mark : format.decimal
  const [digits = '', power = ''] = bare.body.split(/(?=[eE])/)
  if (!groupsWell(digits, decimal)) return undefined
  const plain = digits.replaceAll(decimal === '.' ? ',' : '.', '').replace(decimal, '.')
  const number = parseDecimal(bare.sign + plain + power)
  return number && shifted(number, bare.shift)
}

function shifted({ digits, scale }: Decimal, shift: number): Decimal {
  const moved = scale - shift
  return moved >= 0 ? { digits, scale: moved } : { digits: digits * 10n ** BigInt(-moved), scale: 0 }
}

/**
 * The format of a column from a sample of its cells. Cells that can be read one way only decide; where none does, `fallback` (what the other
 * columns of the file say), else a lone dot is the decimal mark and a lone comma groups thousands.
 */
export function numberFormatOf(sample: readonly string[], fallback: NumberFormat | undefined): NumberFormat {
  const found = countMarks(sample)
  if (found.comma !== found.dot) return { decimal: found.comma > found.dot ? ',' : '.' }
  return fallback ?? { decimal: '.' }
}

/** How many cells can only be read with a decimal comma, and how many only with a dot. */
export function countMarks(sample: readonly string[]): { readonly comma: number; readonly dot: number } {
  const marks = sample.map(text => bareOf(text)).map(bare => (bare ? markOf(bare.body) : 'none'))
  return { comma: marks.filter(mark => mark === ',').length, dot: marks.filter(mark => mark === '.').length }
}

/** Whether a cell holds a number in any format. */
export function looksNumeric(text: string): boolean {
  const bare = bareOf(text)
  return bare !== undefined && parseDecimal(bare.body.replace(/[.,](?=.*[.,])/g, '').replace(',', '.')) !== undefined
}
