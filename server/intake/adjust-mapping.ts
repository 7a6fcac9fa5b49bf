import type { DateFormat } from '#core/intake/date-format.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import type { ImportSettings } from './stored-import.ts'

const withTax: Readonly<Record<string, string>> = { unitPrice: 'unitPriceWithTax', amount: 'amountWithTax' }
const withoutTax: Readonly<Record<string, string>> = { unitPriceWithTax: 'unitPrice', amountWithTax: 'amount' }

function renamed<T>(record: Readonly<Record<string, T>>, names: Readonly<Record<string, string>>): Record<string, T> {
  const free = (name: string) => names[name] !== undefined && record[names[name]] === undefined
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [free(name) ? (names[name] ?? name) : name, value]))
}

/** Dates that name the year first are read alike in every order; the choice is for the others. */
const isOpen = ({ order }: DateFormat) => order === 'ymd' || order === 'mdy' || order === 'dmy'

/** A file's mapping with what was settled for the import as a whole: whether prices include tax, at what rate, and the order of dates. */
export function adjustMapping(mapping: Mapping, settings: ImportSettings): Mapping {
  const names = settings.taxIncluded === null ? {} : settings.taxIncluded ? withTax : withoutTax
  const { dateOrder } = settings
  const dates = Object.entries(mapping.dates).map(
    ([role, format]) => [role, dateOrder !== null && isOpen(format) ? { order: dateOrder } : format] as const,
  )
  return {
    ...mapping,
    columns: renamed(mapping.columns, names),
    numbers: renamed(mapping.numbers, names),
    dates: Object.fromEntries(dates),
    options: { ...mapping.options, taxRate: settings.taxRate ?? mapping.options.taxRate, emptyCells: settings.emptyCells ?? 'keep' },
  }
}
