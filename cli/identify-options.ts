import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Language } from '#core/intake/reasons.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { currencyOf } from '#core/units/currency.ts'
import { checkSettings, settingsProblemText } from '#core/value/check-settings.ts'
import { settingsFor, type ValuationSettings } from '#core/value/settings.ts'
import { UsageError } from './command.ts'

/** Options that name a column, and the field that each names. */
export const columnOptions: Readonly<Record<string, string>> = {
  customer: 'customer',
  order: 'order',
  line: 'line',
  date: 'orderDate',
  quantity: 'quantity',
  price: 'unitPrice',
  discount: 'discount',
  amount: 'amount',
  cost: 'cost',
  item: 'item',
  category: 'category',
}

export type IdentifyOptions = {
  readonly files: readonly string[]
  /** Column as given (heading or number) by option. */
  readonly columns: Readonly<Record<string, string>>
  readonly asOf: CivilDay | undefined
  readonly currency: string | undefined
  readonly margin: number | null | undefined
  readonly settings: string | undefined
  readonly language: Language
  readonly form: { readonly kind: 'table' | 'json' } | { readonly kind: 'csv' | 'html'; readonly path: string }
}

const named = Object.fromEntries(Object.keys(columnOptions).map(option => [option, { type: 'string' as const }]))
const known = {
  ...named,
  'as-of': { type: 'string' as const },
  currency: { type: 'string' as const },
  margin: { type: 'string' as const },
  settings: { type: 'string' as const },
  lang: { type: 'string' as const },
  json: { type: 'boolean' as const },
  csv: { type: 'string' as const },
  html: { type: 'string' as const },
}

/** Reads the arguments of `lianke identify`; throws UsageError with a sentence. */
export function parseIdentify(args: readonly string[], language: Language): IdentifyOptions {
  const { values, positionals } = parsed(args)
  const given = values as Readonly<Record<string, string | boolean | undefined>>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  if (positionals.length === 0)
    throw new UsageError(
      '请给出至少一个文件，例如：lianke identify orders.csv',
      'Name at least one file, for instance: lianke identify orders.csv',
    )
  const columns = Object.keys(columnOptions).flatMap(option => {
    const column = text(option)
    return column === undefined ? [] : [[option, column] as const]
  })
  return {
    files: positionals,
    columns: Object.fromEntries(columns),
    asOf: dayOf(text('as-of')),
    currency: currencyIn(text('currency')),
    margin: marginOf(text('margin')),
    settings: text('settings'),
    language,
    form: formOf(given.json === true, text('csv'), text('html')),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true, strict: true })
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message.split('. ')[0] : ''
    throw new UsageError(
      `参数有误（${detail}）。用 lianke identify --help 查看写法。`,
      `Wrong arguments (${detail}). See lianke identify --help.`,
    )
  }
}

function dayOf(text: string | undefined): CivilDay | undefined {
  const day = text === undefined ? undefined : parseDay(text)
  if (text !== undefined && day === undefined)
    throw new UsageError(`--as-of 应为 2026-10-31 这样的日期，而不是“${text}”。`, `--as-of takes a date like 2026-10-31, not “${text}”.`)
  return day
}

function currencyIn(text: string | undefined): string | undefined {
  const currency = text === undefined ? undefined : currencyOf(text)
  if (text !== undefined && currency === undefined)
    throw new UsageError(
      `--currency 应为 ISO 币种代码（如 CNY、GBP），而不是“${text}”。`,
      `--currency takes an ISO code such as CNY or GBP, not “${text}”.`,
    )
  return currency
}

/** `0.3` and `30%` are the same; `off` switches the default margin off. */
function marginOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  if (text === 'off') return null
  const margin = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)
  if (text.trim() !== '' && margin >= 0 && margin <= 1) return margin
  throw new UsageError(
    `--margin 应为 0 到 1 之间的毛利率（如 0.3 或 30%），或 off 关闭，而不是“${text}”。`,
    `--margin takes a share of 0 to 1 (0.3 or 30%), or off, not “${text}”.`,
  )
}

function formOf(json: boolean, csv: string | undefined, html: string | undefined): IdentifyOptions['form'] {
  if ([json, csv !== undefined, html !== undefined].filter(Boolean).length > 1)
    throw new UsageError('--json、--csv、--html 一次只能用一个。', 'Use one of --json, --csv and --html at a time.')
  if (csv !== undefined) return { kind: 'csv', path: csv }
  if (html !== undefined) return { kind: 'html', path: html }
  return { kind: json ? 'json' : 'table' }
}

/** The settings of a run: the file of `--settings` over the defaults of the currency, and `--margin` over both. */
export function settingsOf({ settings: path, margin }: IdentifyOptions, currency: string): ValuationSettings {
  const base = settingsFor(currency)
  const settings = path === undefined ? base : readSettings(path, base)
  return margin === undefined ? settings : { ...settings, margin }
}

function readSettings(path: string, base: ValuationSettings): ValuationSettings {
  const checked = checkSettings(readJson(path), base)
  if (checked.ok) return checked.settings
  const [zh, en] = (['zh-CN', 'en'] as const).map(lang =>
    checked.problems.map(wrong => settingsProblemText(wrong, lang)).join(lang === 'en' ? ' ' : ''),
  )
  throw new UsageError(`设置文件“${path}”：${zh ?? ''}`, `Settings file “${path}”: ${en ?? ''}`)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : ''
    throw new UsageError(`读不了设置文件“${path}”：${detail}`, `The settings file “${path}” cannot be read: ${detail}`)
  }
}
