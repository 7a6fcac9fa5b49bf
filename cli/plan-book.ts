import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { DateGuess } from '#core/intake/date-format.ts'
import { columnName, type Mapping } from '#core/intake/mapping.ts'
import type { Notice, ReasonArgs } from '#core/intake/reasons.ts'
import type { TargetName } from '#core/intake/targets.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import { currencyIn, type FilePlan, missingFields, planFiles } from '#server/intake/plan-files.ts'
import { type Source, sizeOf } from '#server/intake/read-bytes.ts'
import { columnsGiven, headingsOf, withoutGuessedAmount } from './choose-columns.ts'
import { columnOptions, type IdentifyOptions } from './identify-options.ts'

export type Said = { readonly code: Notice; readonly args: ReasonArgs }

/** A file that will be read. The sample is left behind: thousands of rows of text are no use any more. */
export type Mapped = Pick<FilePlan, 'source' | 'dates'> & { readonly mapping: Mapping; readonly at: number }

export type BookPlan = {
  readonly mapped: readonly Mapped[]
  readonly currency: string
  readonly files: readonly string[]
  readonly notices: Said[]
}

/** Looks at all files and decides how each is read, and in which currency the book is. Throws FileRefusal. */
export async function planBook(options: IdentifyOptions): Promise<BookPlan> {
  const notices: Said[] = []
  const given = options.files.map(path => ({ name: path, path }))
  const sources = await withoutTwins(given, notices)
  const plans = await planAll(sources, options)
  const mapped = plans.flatMap(({ source, dates, mapping }, at) => (mapping ? [{ source, dates, mapping, at }] : []))
  for (const plan of plans) if (!plan.mapping) notices.push({ code: 'set_aside', args: { file: plan.source.name } })
  refuseGaps(mapped)
  for (const plan of mapped) notices.push(...doubtsOf(plan))
  return { mapped, currency: options.currency ?? currencyIn(plans) ?? 'CNY', files: sources.map(({ name }) => name), notices }
}

/** A file given twice is read once. */
async function withoutTwins(sources: readonly Source[], notices: Said[]): Promise<Source[]> {
  const kept: (Source & { readonly size: number })[] = []
  for (const source of sources) {
    const size = await sizeOf(source)
    const alike = kept.filter(other => other.size === size)
    const hash = alike.length === 0 ? '' : await hashOf(source)
    const twin = await firstAsync(alike, async other => (await hashOf(other)) === hash)
    if (twin) notices.push({ code: 'same_file', args: { file: source.name, other: twin.name } })
    else kept.push({ ...source, size })
  }
  return kept
}

async function firstAsync<T>(list: readonly T[], test: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of list) if (await test(one)) return one
  return undefined
}

async function hashOf({ path }: Source): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

const takesColumns: readonly (TargetName | undefined)[] = ['order_lines', 'orders', undefined]

/** Plans all files; columns that were named are looked for in the files of orders, in a single file whatever it looks like. */
async function planAll(sources: readonly Source[], { columns }: IdentifyOptions): Promise<FilePlan[]> {
  const alone = sources.length === 1
  const first = await planFiles(sources)
  if (Object.keys(columns).length === 0) return first
  const given = first.map(plan =>
    takesColumns.includes(plan.mapping?.target) ? columnsGiven(plan.source.name, plan.sample, columns, alone) : {},
  )
  const lost = Object.entries(columns).find(
    ([, wanted]) =>
      !first.some((plan, at) =>
        Object.values(given[at] ?? {}).some(
          column => columnsGiven(plan.source.name, plan.sample, { customer: wanted }, false).customer === column,
        ),
      ),
  )
  if (lost)
    throw new FileRefusal('unknown_column', {
      file: sources.map(({ name }) => name).join(', '),
      column: lost[1],
      columns: first.map(({ sample }) => headingsOf(sample)).join(', '),
    })
  const second = await planFiles(sources, source => {
    const at = sources.indexOf(source)
    const target = alone ? 'order_lines' : first[at]?.mapping?.target
    return Object.keys(given[at] ?? {}).length > 0 && target ? { target, columns: given[at] } : undefined
  })
  return second.map((plan, at) => (plan.mapping ? { ...plan, mapping: withoutGuessedAmount(plan.mapping, given[at] ?? {}) } : plan))
}

/** Says which field is missing and how to name it, before a row is read. */
function refuseGaps(mapped: readonly Mapped[]): void {
  const lines = mapped.filter(({ mapping }) => mapping.target === 'order_lines')
  if (lines.length === 0) throw new FileRefusal('no_lines', {})
  const hasHeads = mapped.some(({ mapping }) => mapping.target === 'orders')
  for (const { mapping, source } of lines) {
    const missing = missingFields(mapping, hasHeads)
    if (missing.length === 0) continue
    const roles = missing.map(need => need[0] ?? '')
    const flags = roles.map(role => `--${Object.entries(columnOptions).find(([, one]) => one === role)?.[0] ?? role}`)
    throw new FileRefusal('no_column', {
      file: source.name,
      fields: roles.join(','),
      options: flags.join(' '),
      columns: headingsOf(mapping),
    })
  }
}

/** What was read one way and could be meant another. */
function doubtsOf({ mapping, dates }: Mapped): Said[] {
  const undecided = dates.filter(guess => !guess.decided && mapping.columns[guess.role] !== undefined)
  const { columns, options } = mapping
  const gross = columns.amountWithTax !== undefined || columns.unitPriceWithTax !== undefined
  const net = columns.amount !== undefined || columns.unitPrice !== undefined || columns.taxRate !== undefined || options.taxRate !== null
  return [
    ...undecided.map(
      (guess): Said => ({
        code: 'guessed_day_order',
        args: { column: columnName(mapping, guess.role), text: guess.example, order: orderWords(guess) },
      }),
    ),
    ...(gross && !net ? [{ code: 'tax_included', args: {} } as const] : []),
  ]
}

const orderWords = ({ format }: DateGuess) => (format.order === 'dmy' ? 'D/M/Y' : format.order === 'mdy' ? 'M/D/Y' : 'Y/M/D')
