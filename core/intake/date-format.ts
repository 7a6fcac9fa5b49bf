import { type CivilDay, checkedDay, dayOf } from '#core/units/civil-day.ts'

/** How a column writes dates that could be read several ways. `serial`: days since 1899-12-30 (Excel); `seconds`, `milliseconds`: since 1970 (UTC). */
export type DateFormat = { readonly order: 'ymd' | 'mdy' | 'dmy' | 'serial' | 'seconds' | 'milliseconds' }

export type DateRead = { readonly day: CivilDay } | { readonly year: number } | undefined

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames: Readonly<Record<string, number>> = { mrz: 3, mai: 5, okt: 10, dez: 12, fev: 2, avr: 4, juil: 7, aou: 8, janv: 1, fevr: 2 }

const digitsOnly = /^\d{1,13}(?:\.\d+)?$/
/** Date, then perhaps a time with whatever follows it. */
const numeric =
  /^(\d{1,5})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,5})\s*[日号]?(?:[T\s,]\s*(?:上午|下午|am|pm)?\s*\d{1,2}[:时h.]\s*\d{1,2}.*|\s*\([^)]*\)|\s*(?:周|星期).*)?$/i
const named = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-\s./]*([a-zé]{3,9})\.?[-\s,./]*(\d{2,5})(?:[T\s,]+\d{1,2}[:h].*)?$/i
const namedFirst =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?([a-zé]{3,9})\.?[-\s./]*(\d{1,2})(?:st|nd|rd|th)?[-\s,./]+(\d{2,5})(?:[T\s,]+\d{1,2}[:h].*)?$/i
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*|\s+\d{1,2}:.*)?$/

/** Reads a date in a column's format: a day, or the year where it lies outside 1900 to 2100, or undefined where the text is none. */
export function readDate(text: string, format: DateFormat): DateRead {
  const folded = text.normalize('NFKC').trim()
  if (digitsOnly.test(folded)) return readDigits(folded, format)
  const match = numeric.exec(folded)
  if (match) return fromParts(match[1] ?? '', match[2] ?? '', match[3] ?? '', format)
  return readNamed(folded) ?? readCompact(folded)
}

function readDigits(text: string, format: DateFormat): DateRead {
  if (format.order === 'seconds' && text.length >= 9) return inRange(Math.floor(Number(text) / 86_400))
  if (format.order === 'milliseconds' && text.length >= 12) return inRange(Math.floor(Number(text) / 86_400_000))
  const serial = Number(text)
  if (format.order === 'serial' || text.length < 8 || text.includes('.'))
    return serial >= 1 && serial < 73_416 ? inRange(Math.floor(serial) - 25_569) : undefined
  return readCompact(text)
}

function readCompact(text: string): DateRead {
  const match = compact.exec(text)
  return match ? checked(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

function readNamed(text: string): DateRead {
  const match = named.exec(text)
  if (match) return checked(fullYear(match[3] ?? ''), monthOfName(match[2] ?? ''), Number(match[1]))
  const first = namedFirst.exec(text)
  return first ? checked(fullYear(first[3] ?? ''), monthOfName(first[1] ?? ''), Number(first[2])) : undefined
}

function monthOfName(name: string): number {
  const folded = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
  return months.indexOf(folded.slice(0, 3)) + 1 || (monthNames[folded.slice(0, 4)] ?? monthNames[folded.slice(0, 3)] ?? 0)
}

/** `10` is 2010, `97` is 1997: two digits stand for 1970 to 2069. */
function fullYear(text: string): number {
  const year = Number(text)
  return text.length <= 2 ? (year < 70 ? 2000 + year : 1900 + year) : year
}

function fromParts(first: string, second: string, third: string, format: DateFormat): DateRead {
  if (first.length >= 3) return checked(Number(first), Number(second), Number(third))
  if (third.length < 3 && format.order === 'ymd') return checked(fullYear(first), Number(second), Number(third))
  const [month, day] = format.order === 'dmy' ? [second, first] : [first, second]
  return checked(fullYear(third), Number(month), Number(day))
}

function checked(year: number, month: number, day: number): DateRead {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  if (year < 1900 || year > 2100) return { year }
  const civil = checkedDay(year, month, day)
  return civil === undefined ? undefined : { day: civil }
}

const [first, last] = [dayOf(1900, 1, 1), dayOf(2100, 12, 31)]
function inRange(day: CivilDay): DateRead {
  return day < first || day > last ? undefined : { day }
}

/** What a sample says about a column of dates. `decided` is false where month/day and day/month are both possible. */
export type DateGuess = { readonly format: DateFormat; readonly decided: boolean; readonly example: string }

/** The format of a column from a sample of its cells: a first part over 12 means day/month, a second part over 12 month/day. */
export function dateFormatOf(sample: readonly string[]): DateGuess {
  const cells = sample.map(text => text.normalize('NFKC').trim()).filter(text => text !== '')
  const digits = cells.filter(text => digitsOnly.test(text))
  if (digits.length * 2 > cells.length) return { format: { order: orderOfDigits(digits) }, decided: true, example: digits[0] ?? '' }
  const parts = cells.map(text => numeric.exec(text)).filter(match => match !== null && (match[1]?.length ?? 0) < 3)
  if (parts.length === 0) return { format: { order: 'ymd' }, decided: true, example: cells[0] ?? '' }
  return guessOrder(parts.filter(match => match !== null))
}

function orderOfDigits(cells: readonly string[]): DateFormat['order'] {
  const lengths = cells.map(text => text.split('.')[0]?.length ?? 0).sort((a, b) => a - b)
  const middle = lengths[lengths.length >> 1] ?? 0
  return middle >= 12 ? 'milliseconds' : middle >= 9 ? 'seconds' : middle === 8 ? 'ymd' : 'serial'
}

function guessOrder(parts: readonly RegExpExecArray[]): DateGuess {
  const over = (group: number) => parts.filter(match => Number(match[group]) > 12).length
  const example = parts.find(match => Number(match[1]) > 12 || Number(match[2]) > 12)?.[0] ?? parts[0]?.[0] ?? ''
  if (over(1) > 0 && over(1) >= over(2) && parts.some(match => (match[3]?.length ?? 0) < 3 && Number(match[1]) > 31))
    return { format: { order: 'ymd' }, decided: true, example }
  if (over(1) !== over(2)) return { format: { order: over(1) > over(2) ? 'dmy' : 'mdy' }, decided: true, example }
  return { format: { order: parts[0]?.[0].includes('.') ? 'dmy' : 'mdy' }, decided: false, example }
}

/** Whether a cell holds a date in any format but a bare number. */
export function looksLikeDate(text: string): boolean {
  const folded = text.normalize('NFKC').trim()
  if (digitsOnly.test(folded)) return compact.test(folded) && readCompact(folded) !== undefined
  return ['ymd', 'mdy', 'dmy'].some(order => readDate(folded, { order: order as DateFormat['order'] }) !== undefined)
}
