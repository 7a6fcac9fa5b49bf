import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { Language } from '#contract/platform/language.ts'
import { type CustomValue, writeValue } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import type { CsvCell } from '#core/units/csv-line.ts'
import { minorDigits } from '#core/units/money.ts'
import type { ExportColumn } from './export-source.ts'

/** A value of an own field in a cell of a file: figures as figures, money in whole units, choices by their names. */
function ownCell(field: CustomField, value: unknown, language: Language, currency: string): CsvCell {
  if (value === null || value === undefined) return null
  const digits = minorDigits(currency)
  if (typeof value === 'number') return field.type === 'money' ? Number((value / 10 ** digits).toFixed(digits)) : value
  return writeValue(field, value as CustomValue, language, digits)
}

type OwnRow = { readonly custom?: Readonly<Record<string, unknown>> | undefined }

/** The firm's own fields as columns of a file, under their names. */
export const ownExportColumns = <Row extends OwnRow>(fields: readonly CustomField[]): Readonly<Record<string, ExportColumn<Row>>> =>
  Object.fromEntries(
    fields.map(field => [
      `${customPrefix}${field.key}`,
      {
        title: [field.labelZh, field.labelEn] as const,
        cell: (row: Row, { language, currency }: { readonly language: Language; readonly currency: string }) =>
          ownCell(field, row.custom?.[field.key], language, currency),
      },
    ]),
  )
