import { formatDay } from '#core/units/civil-day.ts'
import { type ForecastReason, forecastTexts, methodWords } from './forecast-texts.ts'

const formats = new Map<string, Intl.NumberFormat>()

function written(value: number, lang: 'zh-CN' | 'en', options: Intl.NumberFormatOptions): string {
  const key = lang + JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.NumberFormat(lang, options)
  formats.set(key, format)
  return format.format(value)
}

function dateText(day: number, lang: 'zh-CN' | 'en'): string {
  const [year, month, date] = formatDay(day).split('-').map(Number)
  return lang === 'en' ? formatDay(day) : ` ${year} 年 ${month} 月 ${date} 日`
}

/** A number of days in the words that people use for it: weeks where it is whole weeks. */
function windowText(days: number, lang: 'zh-CN' | 'en'): string {
  const [count, isWeeks] = days % 7 === 0 ? [days / 7, true] : [days, false]
  if (lang === 'zh-CN') return `${count} ${isWeeks ? '周' : '天'}`
  return `${count} ${isWeeks ? 'week' : 'day'}${count === 1 ? '' : 's'}`
}

/** Beyond this a percentage says nothing more. */
const mostPoints = 9.99

function valueText(value: number, kind: string, lang: 'zh-CN' | 'en'): string {
  if (kind === 'date') return dateText(value, lang)
  if (kind === 'window') return windowText(value, lang)
  // A small chance is never written as none.
  if (kind === 'share' && value > 0 && value < 0.01) return lang === 'en' ? 'under 1%' : '不到 1%'
  if (kind === 'share') return written(value, lang, { style: 'percent', maximumFractionDigits: 0 })
  // Against a method without any error a difference has no end.
  if (kind === 'points' && value > mostPoints) return lang === 'en' ? 'over +999%' : '超过 +999%'
  if (kind === 'points') return written(value, lang, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  if (kind === 'rank') return written(value, lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return written(value, lang, { maximumFractionDigits: kind === 'times' ? 1 : 0 })
}

/** The sentence of a reason in a language. An argument that is missing, or not a number, is written as unknown. */
export function forecastText(reason: ForecastReason, lang: 'zh-CN' | 'en'): string {
  const at = lang === 'en' ? 1 : 0
  const text: string = forecastTexts[reason.code][at]
  const filled = text.replace(/\{(\w+):(\w+)\}/g, (_, name: string, kind: string) => {
    const value = reason.args[name]
    if (typeof value === 'number' && !Number.isNaN(value)) return valueText(value, kind, lang)
    if (typeof value === 'string') return methodWords[value]?.[at] ?? value
    return lang === 'en' ? 'unknown' : '未知'
  })
  if (lang === 'en') return filled.trim()
  // A word set in between needs no blank beside Chinese ones, and one beside Latin letters.
  return filled
    .trim()
    .replace(/([一-鿿]) (?=[一-鿿])/g, '$1')
    .replace(/([一-鿿])(?=[A-Za-z])/g, '$1 ')
}
