import { formatDay } from '#core/units/civil-day.ts'
import { minorDigits } from '#core/units/money.ts'
import { type BecauseCode, becauseTexts } from './because-texts.ts'
import { bandWords, type Lang, partWords, subIndexWords, typeWords, type Word } from './words.ts'

/** One sentence of an explanation: its code, and what it speaks of. Money in minor units, days as civil days, lists joined by commas. */
export type Reason = { readonly code: BecauseCode; readonly args: Readonly<Record<string, string | number | null>> }

type Tables = Readonly<Record<string, Readonly<Record<string, Word>>>>
const words: Tables = { band: bandWords, type: typeWords, index: subIndexWords, parts: partWords, indices: subIndexWords }

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(key: string, lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formats.get(key + lang)
  if (known) return known
  const made = new Intl.NumberFormat(lang, options)
  formats.set(key + lang, made)
  return made
}

/** An amount of minor units written with its currency's symbol: ¥1,234.50, £3,000.00, ¥500 (JPY). */
export function moneyText(minor: number, currency: string, lang: Lang): string {
  const digits = minorDigits(currency)
  const fixed = {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const
  return formatOf(currency, lang, fixed).format(minor / 10 ** digits)
}

const plain = (value: number, lang: Lang, digits: number) => formatOf(`n${digits}`, lang, { maximumFractionDigits: digits }).format(value)
const share = (value: number, lang: Lang) => formatOf('p', lang, { style: 'percent', maximumFractionDigits: 0 }).format(value)
const signed = (value: number, lang: Lang) =>
  formatOf('s', lang, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(value)

function dateText(day: number, lang: Lang): string {
  const [year, month, date] = formatDay(day).split('-').map(Number)
  return lang === 'en' ? formatDay(day) : ` ${year} 年 ${month} 月 ${date} 日`
}

function named(kind: string, value: string, lang: Lang): string {
  const each = value.split(',').map(name => words[kind]?.[name]?.[lang === 'en' ? 1 : 0] ?? name)
  return each.join(lang === 'en' ? ', ' : '、')
}

function numberText(value: number, kind: string, currency: string, lang: Lang): string {
  if (kind === 'money') return moneyText(value, currency, lang)
  if (kind === 'date') return dateText(value, lang)
  if (kind === 'share') return share(value, lang)
  if (kind === 'signed') return signed(value, lang)
  return plain(value, lang, kind === 'points' || kind === 'times' ? 1 : 0)
}

/** The sentence of a reason in a language, with money in the book's currency. An argument that is missing is written as unknown. */
export function becauseText(reason: Reason, lang: Lang, currency: string): string {
  const text = becauseTexts[reason.code][lang === 'en' ? 1 : 0]
  const filled = text.replace(/\{(\w+):(\w+)\}/g, (_, name: string, kind: string) => {
    const value = reason.args[name]
    if (value === undefined || value === null) return lang === 'en' ? 'unknown' : '未知'
    return typeof value === 'number' ? numberText(value, kind, currency, lang) : named(kind, value, lang)
  })
  return filled.trim()
}
