import { type CodeIndex, headPacking, type ItemHead, itemPacking, newCodeIndex, type OrderHead } from '#core/intake/order-heads.ts'
import { headOf, isFault, itemHeadOf, newRelatedReader } from '#core/intake/read-related.ts'
import type { Fault } from '#core/intake/row-reader.ts'
import type { TableRecord } from '#core/intake/record.ts'
import type { TargetName } from '#core/intake/targets.ts'
import type { Book } from '#core/trade/book.ts'
import { type BookIntake, newBookIntake } from '#core/trade/book-intake.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { minorDigits } from '#core/units/money.ts'
import { decode } from '#server/intake/decode.ts'
import { inReadingOrder } from '#server/intake/plan-files.ts'
import { sizeOf } from '#server/intake/read-bytes.ts'
import { readRecords } from '#server/intake/read-records.ts'
import { asOfOf } from '#server/value/as-of.ts'
import type { IdentifyOptions } from './identify-options.ts'
import { type Mapped, planBook, type Said } from './plan-book.ts'
import type { Progress } from './progress.ts'
import { newRejections, type Rejections } from './rejections.ts'

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
  const { mapped, currency, files, notices } = await planBook(options)
  const state = startState(mapped, currency, options.asOf ?? today, notices)
  await readAll(state, mapped, progress)
  const until = options.asOf ?? asOfOf(state.intake.builder.lastOrder(), today)
  return finish(state, files, currency, until)
}

function startState(mapped: readonly Mapped[], currency: string, limit: CivilDay, notices: Said[]): State {
  const of = (target: TargetName) => mapped.filter(({ mapping }) => mapping.target === target)
  const maps = (target: TargetName, ...roles: string[]) =>
    of(target).some(({ mapping }) => roles.some(role => mapping.columns[role] !== undefined))
  const heads = of('orders').length > 0 ? newCodeIndex<OrderHead>(headPacking) : undefined
  const items = of('items').length > 0 ? newCodeIndex<ItemHead>(itemPacking) : undefined
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
  files: readonly string[],
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
  if (counts.replaced > 0) notices.push({ code: 'replaced_orders', args: { file: files.join(', '), count: counts.replaced } })
  if (counts.late + late > 0) notices.push({ code: 'after_as_of', args: { count: counts.late + late, day: formatDay(until) } })
  return {
    book,
    names: Array.from(dyads, dyad => names.get(dyad)),
    files,
    counts: { rows, accepted: rows - rejections.size(), rejected: rejections.size() },
    rejections,
    notices,
  }
}
