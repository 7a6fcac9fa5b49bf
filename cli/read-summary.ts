import type { Sample } from '#core/intake/dialect.ts'
import type { Language } from '#core/intake/reasons.ts'
import {
  newSummaryReader,
  type SummaryColumns,
  type SummaryFault,
  summaryColumnsOf,
  summaryFields,
  type SummaryKind,
  type SummaryRole,
  type SummaryRows,
} from '#core/value/summary-table.ts'
import { decode } from '#server/intake/decode.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import type { Source } from '#server/intake/read-bytes.ts'
import { readRecords } from '#server/intake/read-records.ts'
import { findColumn, headingsOf } from './choose-columns.ts'
import { UsageError } from './command.ts'
import { type ModelOptions, summaryColumnOptions } from './model-options.ts'

/** Reads a table that another program summed up. Throws FileRefusal, or UsageError with the row that cannot be read. */
export async function readSummary(
  source: Source,
  sample: Sample,
  kind: SummaryKind,
  options: Pick<ModelOptions, 'summaryColumns'>,
): Promise<SummaryRows> {
  const columns = summaryColumnsOf(sample, kind, givenIn(source, sample, options.summaryColumns))
  const missing = kind.needs.filter(role => columns[role] === undefined)
  if (missing.length > 0) throw missingColumns(source, sample, missing)
  const reader = newSummaryReader(sample, kind, columns, decode)
  let fault: SummaryFault | undefined
  for await (const _rows of readRecords(
    source,
    sample.dialect,
    (record, row) => {
      fault ??= reader.take(record, row)
    },
    { bytes: 0, broken: false },
  ))
    if (fault) throw badNumber(source, sample, columns, fault)
  if (fault) throw badNumber(source, sample, columns, fault)
  return reader.finish()
}

function givenIn(source: Source, sample: Sample, given: ModelOptions['summaryColumns']): SummaryColumns {
  return Object.fromEntries(
    Object.entries(given).map(([role, wanted]) => {
      const column = findColumn(sample, wanted)
      if (column === undefined) throw new FileRefusal('unknown_column', { file: source.name, column: wanted, columns: headingsOf(sample) })
      return [role, column]
    }),
  )
}

function missingColumns(source: Source, sample: Sample, missing: readonly SummaryRole[]): UsageError {
  const optionOf = (role: SummaryRole) => `--${Object.entries(summaryColumnOptions).find(([, one]) => one === role)?.[0] ?? role}`
  const label = (language: Language) => missing.map(role => summaryFields[role][language === 'en' ? 'en' : 'zh'])
  const options = missing.map(optionOf).join(' ')
  return new UsageError(
    `在“${source.name}”里认不出${label('zh-CN').join('、')}。请用 ${options} 指定列名或列号。现有的列：${headingsOf(sample)}。`,
    `No column of “${source.name}” looks like ${label('en').join(', ')}. Name it with ${options}, by heading or number. The columns are: ${headingsOf(sample)}.`,
  )
}

function badNumber(source: Source, sample: Sample, columns: SummaryColumns, { row, role, text }: SummaryFault): UsageError {
  const heading = sample.headings[columns[role] ?? -1] ?? role
  return new UsageError(
    `“${source.name}”第 ${row} 行“${heading}”中的“${text}”不是数字。请更正后重试。`,
    `Row ${row} of “${source.name}”: “${text}” in “${heading}” is no number. Correct it and try again.`,
  )
}
