import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { DateGuess } from '#core/intake/date-format.ts'
import { columnName, type Mapping } from '#core/intake/mapping.ts'
import { type CodeIndex, type ItemHead, newCodeIndex, type OrderHead } from '#core/intake/order-heads.ts'
import { headOf, isFault, itemHeadOf, newRelatedReader } from '#core/intake/read-related.ts'
import type { Notice, ReasonArgs } from '#core/intake/reasons.ts'
import type { Fault } from '#core/intake/row-reader.ts'
import type { TableRecord } from '#core/intake/record.ts'
import type { TargetName } from '#core/intake/targets.ts'
import type { Book } from '#core/trade/book.ts'
import { type BookIntake, newBookIntake } from '#core/trade/book-intake.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { minorDigits } from '#core/units/money.ts'
import { decode } from '#server/intake/decode.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import { currencyIn, type FilePlan, inReadingOrder, missingFields, planFiles } from '#server/intake/plan-files.ts'
import { type Source, sizeOf } from '#server/intake/read-bytes.ts'
import { readRecords } from '#server/intake/read-records.ts'
import { asOfOf } from '#server/value/as-of.ts'
import { columnsGiven, headingsOf, withoutGuessedAmount } from './choose-columns.ts'
import { columnOptions, type IdentifyOptions } from './identify-options.ts'
import type { Progress } from './progress.ts'
import { newRejections, type Rejections } from './rejections.ts'

export type Said = { readonly code: Notice; readonly args: ReasonArgs }

/** The book of the files, and everything that the answer says about how it came about. */
export type Gathered = {
  readonly book: Book
  /** Names of the dyads where a file of customers gives them. */
  readonly names: readonly (string | undefined)[]
  readonly files: readonly string[]
  readonly counts: { readonly rows: number; readonly accepted: number; readonly rejected: number }
  readonly rejections: Rejections
  readonly notices: readonly Said[]
}

type Mapped = FilePlan & { readonly mapping: Mapping; readonly at: number }

type State = {
  readonly intake: BookIntake
  readonly heads: CodeIndex<OrderHead> | undefined
  readonly items: CodeIndex<ItemHead> | undefined
  readonly names: Map<number, string>
  readonly kept: Set<number>
  readonly rejections: Rejections
  readonly notices: Said[]
  readonly digits: number
  rows: number
}

/** Reads all files into a book at the as-of day. Throws FileRefusal. `today`: the civil day of the clock. */
export async function gatherBook(options: IdentifyOptions, today: CivilDay, progress: Progress): Promise<Gathered> {
  const notices: Said[] = []
  const sources = await withoutTwins(
    options.files.map(path => ({ name: path, path })),
    notices,
  )
  const plans = await planAll(sources, options)
  const mapped = plans.flatMap((plan, at) => (plan.mapping ? [{ ...plan, mapping: plan.mapping, at }] : []))
  for (const plan of plans) if (!plan.mapping) notices.push({ code: 'set_aside', args: { file: plan.source.name } })
  refuseGaps(mapped)
  for (const plan of mapped) notices.push(...doubtsOf(plan))
  const currency = options.currency ?? currencyIn(plans) ?? 'CNY'
  const state = startState(mapped, currency, options.asOf ?? today, notices)
  await readAll(state, mapped, progress)
  const until = options.asOf ?? asOfOf(state.intake.builder.lastOrder(), today)
  return finish(state, plans, currency, until)
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

function startState(mapped: readonly Mapped[], currency: string, limit: CivilDay, notices: Said[]): State {
  const of = (target: TargetName) => mapped.filter(({ mapping }) => mapping.target === target)
  const maps = (target: TargetName, ...roles: string[]) =>
    of(target).some(({ mapping }) => roles.some(role => mapping.columns[role] !== undefined))
  const heads = of('orders').length > 0 ? newCodeIndex<OrderHead>(decode) : undefined
  const items = of('items').length > 0 ? newCodeIndex<ItemHead>(decode) : undefined
  const hasCategory = maps('order_lines', 'category') || (maps('order_lines', 'item') && maps('items', 'category'))
  const whose = [...of('order_lines'), ...of('orders')].find(
    ({ mapping }) => mapping.columns.customer !== undefined || mapping.columns.customerName !== undefined,
  )
  const intake = newBookIntake({
    decode,
    currency,
    limit,
    customerBy: whose?.mapping.options.customerBy ?? 'code',
    cellKind: hasCategory ? 'category' : 'item',
    hasCells: hasCategory || maps('order_lines', 'item'),
    hasCost: maps('order_lines', 'cost', 'unitCost') || maps('items', 'unitCost'),
    hasDeliveries: of('deliveries').length > 0,
    several: of('order_lines').length > 1,
    heads,
    items,
  })
  return {
    intake,
    heads,
    items,
    names: new Map(),
    kept: new Set(),
    rejections: newRejections(),
    notices,
    digits: minorDigits(currency),
    rows: 0,
  }
}

const reading = ['读取', 'Reading'] as const

/** What others refer to comes first, and of several files of lines the last: an order in it replaces the same in an earlier one. */
async function readAll(state: State, mapped: readonly Mapped[], progress: Progress): Promise<void> {
  const total = (await Promise.all(mapped.map(({ source }) => sizeOf(source)))).reduce((sum, size) => sum + size, 0)
  let before = 0
  for (const plan of inReadingOrder(mapped.toReversed())) {
    const told = { bytes: 0, broken: false }
    const take = plan.mapping.target === 'order_lines' ? state.intake.lineTaker(plan.mapping, plan.at) : relatedTaker(state, plan)
    const onRow = (record: TableRecord, row: number) => {
      const fault = take(record, row)
      if (fault) state.rejections.add(plan.at, row, fault)
    }
    let rows = 0
    for await (rows of readRecords(plan.source, plan.mapping.dialect, onRow, told))
      progress.show(reading, (before + told.bytes) / total, (state.rows + rows).toLocaleString('en'))
    state.rows += rows
    before += told.bytes
    if (told.broken) state.notices.push({ code: 'broken_characters', args: { file: plan.source.name } })
  }
  progress.clear()
}

function relatedTaker(state: State, { mapping }: Mapped): (record: TableRecord, row: number) => Fault | undefined {
  const reader = newRelatedReader(mapping, decode, state.digits)
  const { target, columns } = mapping
  return (record, row) => {
    const found = reader.read(record, row)
    if (isFault(found)) return found
    const head = columns.order === undefined || target === 'orders' ? undefined : state.heads?.find(record, columns.order)
    if (target === 'orders') state.heads?.put(record, columns.order ?? -1, headOf(found))
    if (target === 'items') state.items?.put(record, columns.item ?? -1, itemHeadOf(found))
    if (target === 'customers') takeCustomer(state, found.values)
    if (target === 'orders' || target === 'deliveries' || target === 'payments' || target === 'costs')
      state.intake.takeRelated(mapping, found, head)
    return undefined
  }
}

function takeCustomer({ intake, kept, names }: State, values: Readonly<Record<string, unknown>>): void {
  const [code, name] = [values.customer, values.customerName]
  const text = typeof code === 'string' ? code : typeof name === 'string' ? name : undefined
  if (text === undefined) return
  const dyad = intake.customers.ofText(text)
  kept.add(dyad)
  if (typeof name === 'string') names.set(dyad, name)
}

const mostMerged = 20

function finish(
  { intake, names, kept, rejections, notices, rows }: State,
  plans: readonly FilePlan[],
  currency: string,
  until: CivilDay,
): Gathered {
  const { customers, counts, builder } = intake
  const { book, dyads, late } = builder.finish({
    keys: customers.texts,
    cellKeys: intake.cellKeys(),
    currency,
    until,
    keep: dyad => kept.has(dyad),
  })
  for (const { first, second } of customers.merged.slice(0, mostMerged)) notices.push({ code: 'merged_codes', args: { first, second } })
  if (counts.anonymous > 0) notices.push({ code: 'anonymous', args: { count: counts.anonymous } })
  if (counts.replaced > 0)
    notices.push({ code: 'replaced_orders', args: { file: plans.map(({ source }) => source.name).join(', '), count: counts.replaced } })
  if (counts.late + late > 0) notices.push({ code: 'after_as_of', args: { count: counts.late + late, day: formatDay(until) } })
  return {
    book,
    names: Array.from(dyads, dyad => names.get(dyad)),
    files: plans.map(({ source }) => source.name),
    counts: { rows, accepted: rows - rejections.size(), rejected: rejections.size() },
    rejections,
    notices,
  }
}
