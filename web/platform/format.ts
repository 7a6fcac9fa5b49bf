import { type CivilDay, dateOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import { type Minor, minorDigits } from '#core/units/money.ts'
import type { Language } from './preferences.ts'

const made = new Map<string, Intl.NumberFormat>()

/** Number formats are slow to make and quick to use: each is made once. */
function numbers(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const have = made.get(key) ?? new Intl.NumberFormat(language, options)
  made.set(key, have)
  return have
}

const inMoney = (currency: string) => ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' }) as const

/** Money in full: ¥1,234,567.89. */
export function formatMoney(minor: Minor, currency: string, language: Language): string {
  return numbers(language, inMoney(currency)).format(minor / 10 ** minorDigits(currency))
}

/** Money for pictures and headlines: ¥1,234.5万 or ¥1.2M; what is too small to be shortened in whole units: ¥9,550. */
export function formatMoneyShort(minor: Minor, currency: string, language: Language): string {
  const amount = minor / 10 ** minorDigits(currency)
  const isSmall = Math.abs(amount) < (language === 'en' ? 999.5 : 9999.5)
  const short = isSmall ? ({ maximumFractionDigits: 0 } as const) : ({ notation: 'compact', maximumFractionDigits: 1 } as const)
  return numbers(language, { ...inMoney(currency), minimumFractionDigits: 0, useGrouping: 'always', ...short }).format(amount)
}

/** The sign of a currency alone, for a field's prefix. */
export function currencySign(currency: string, language: Language): string {
  return (
    numbers(language, inMoney(currency))
      .formatToParts(0)
      .find(part => part.type === 'currency')?.value ?? currency
  )
}

/** A number with thousands separators and at most so many decimals. */
export function formatNumber(value: number, language: Language, decimals = 0): string {
  return numbers(language, { maximumFractionDigits: decimals }).format(value)
}

/** A number for pictures: 12.3万 or 123K. */
export function formatNumberShort(value: number, language: Language): string {
  return numbers(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** A share of 1 as percent without false precision: 12 %, 3.4 %, 0.5 %; under a tenth of a percent it says so. */
export function formatShare(share: number, language: Language): string {
  const size = Math.abs(share)
  if (size > 0 && size < 0.001)
    return `${share < 0 ? '>-' : '<'}${numbers(language, { style: 'percent', maximumFractionDigits: 1 }).format(0.001)}`
  return numbers(language, { style: 'percent', maximumFractionDigits: size < 0.0995 ? 1 : 0 }).format(share)
}

/** A change against the period before as a signed share: +12%, -3.4%; undefined where there is nothing to compare with. */
export function changeOf(now: number, before: number): number | undefined {
  return before > 0 ? (now - before) / before : undefined
}

/** A change as a share with its sign; without it where a word says which way. */
export function formatChange(change: number, language: Language, signDisplay: 'exceptZero' | 'never' = 'exceptZero'): string {
  const options = { style: 'percent', signDisplay, maximumFractionDigits: Math.abs(change) < 0.0995 ? 1 : 0 } as const
  return numbers(language, options).format(change)
}

/** From-to in words of the language: 3 至 7, 3 to 7; one number where both are the same. */
export function formatRange(low: string, high: string, language: Language): string {
  return low === high ? low : language === 'en' ? `${low} to ${high}` : `${low} 至 ${high}`
}

/** A civil day as 2026-11-21, the same in both languages. */
export const formatDate = (civilDay: CivilDay): string => formatDay(civilDay)

/** A month in words: 2026年10月, Oct 2026. `text` is any day of it as 2026-10-31 or the month as 2026-10. */
export function formatMonth(text: string, language: Language): string {
  const day = parseDay(text.length === 7 ? `${text}-01` : text)
  if (day === undefined) return text
  const { year, month } = dateOf(day)
  const name = language === 'en' ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1)) : ''
  return language === 'en' ? `${name} ${year}` : `${year}年${month}月`
}

const instants = new Map<string, Intl.DateTimeFormat>()

/** An instant in a time zone, 2026-11-21 14:05. */
export function formatInstant(instant: string, timeZone = 'Asia/Shanghai'): string {
  const options = {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const
  const have = instants.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', options)
  instants.set(timeZone, have)
  return have.format(new Date(instant))
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** How long ago or ahead an instant is: 3天前, 3 days ago. Shown only with the date itself on hover. */
export function formatAgo(instant: string, now: number, language: Language): string {
  const seconds = (new Date(instant).getTime() - now) / 1000
  const [unit, length] = steps.find(step => Math.abs(seconds) >= step[1]) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / length), unit)
}

/** Bytes as 1.2 MB. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${formatNumber(bytes / 1000 ** power, language, power === 0 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB'][power]}`
}

const collators = new Map<Language, Intl.Collator>()

/** Order of names: Chinese by pinyin, numbers inside by their value. */
export function compareNames(a: string, b: string, language: Language): number {
  const have = collators.get(language) ?? new Intl.Collator(language === 'en' ? 'en' : 'zh-CN-u-co-pinyin', { numeric: true })
  collators.set(language, have)
  return have.compare(a, b)
}
