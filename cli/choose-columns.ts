import type { Sample } from '#core/intake/dialect.ts'
import { field } from '#core/intake/field.ts'
import { headingScore } from '#core/intake/guess-columns.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import { fieldOf } from '#core/intake/targets.ts'
import { foldHeading } from '#core/units/text-key.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import { columnOptions } from './identify-options.ts'

/** The column that someone means: its heading as it stands, its heading but for case and blanks, or its number from 1; undefined = not in this file. */
export function findColumn(sample: Sample, wanted: string): number | undefined {
  const { headings } = sample
  const exact = headings.indexOf(wanted)
  if (exact !== -1) return exact
  const folded = headings.findIndex(heading => foldHeading(heading) === foldHeading(wanted))
  if (folded !== -1) return folded
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0
  return number >= 1 && number <= headings.length ? number - 1 : undefined
}

/** Named columns by role. Refuses one that the file does not have, unless other files may have it. */
export function columnsGiven(
  name: string,
  sample: Sample,
  given: Readonly<Record<string, string>>,
  alone: boolean,
): Record<string, number> {
  const found = Object.entries(given).flatMap(([option, wanted]) => {
    const column = findColumn(sample, wanted)
    if (column === undefined && alone) throw new FileRefusal('unknown_column', { file: name, column: wanted, columns: headingsOf(sample) })
    return column === undefined ? [] : [[roleOf(option, sample.headings[column] ?? ''), column] as const]
  })
  return Object.fromEntries(found)
}

/** `--cost` is the cost of the line, unless its heading says that it is the cost of one piece. */
function roleOf(option: string, heading: string): string {
  const none = field('none', 'money', '', '')
  const [unit, line] = ['unitCost', 'cost'].map(role => headingScore(heading, fieldOf('order_lines', role) ?? none))
  return option === 'cost' && (unit ?? 0) > (line ?? 0) ? 'unitCost' : (columnOptions[option] ?? option)
}

/** A table's columns for a sentence, as many as fit. */
export function headingsOf({ headings }: { readonly headings: readonly string[] }): string {
  return headings.slice(0, 30).join(', ') + (headings.length > 30 ? ' …' : '')
}

/** Price and quantity that someone named outrank a guessed amount. */
export function withoutGuessedAmount(mapping: Mapping, given: Readonly<Record<string, number>>): Mapping {
  if (given.unitPrice === undefined || given.amount !== undefined) return mapping
  const { amount: _amount, amountWithTax: _gross, ...columns } = mapping.columns
  return { ...mapping, columns }
}
