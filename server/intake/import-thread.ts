import { parentPort, workerData } from 'node:worker_threads'
import { csvLine } from '#core/intake/harmless.ts'
import { endHash, newHash, newKeySet, startHash, hashNumber } from '#core/intake/keys.ts'
import { textsOf } from '#core/intake/record.ts'
import type { OrderLineRow, RejectedRow, RelatedRow } from '#core/intake/rows.ts'
import type { ReasonArgs } from '#core/intake/reasons.ts'
import type { TargetName } from '#core/intake/targets.ts'
import { nameSpeller } from '#server/platform/name-keys.ts'
import { numberReader } from '#server/platform/phone-numbers.ts'
import { type CopyBuffer, newCopyBuffer } from './copy-text.ts'
import { decode } from './decode.ts'
import { newExchange } from './exchange.ts'
import { FileRefusal } from './file-refusal.ts'
import { planFiles } from './plan-files.ts'
import { readRecords } from './read-records.ts'
import { readRows } from './read-rows.ts'
import { type CompanyReader, type StageContext, numberOf, stageLine } from './stage-lines.ts'
import { type StagedTable, stageRelated } from './stage-related.ts'
import { fingerprintOf } from './staged-keys.ts'
import type { FromThread, PickTask, PlanTask, StageTask, ThreadTask } from './thread-messages.ts'

const port = parentPort
if (port === null) throw new Error('import-thread.ts runs as a worker thread')
const say = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

/** The server writes a batch while the next is read; it says when it is ready for more. */
function newBrake(ahead: number) {
  let free = ahead
  let wake: (() => void) | undefined
  port?.on('message', () => {
    free++
    wake?.()
  })
  return async () => {
    while (free === 0) await new Promise<void>(resolve => (wake = resolve))
    free--
  }
}

async function plan({ files, given, own }: PlanTask): Promise<void> {
  const plans = await planFiles(files, source => given?.[files.findIndex(file => file.path === source.path)] ?? undefined, own)
  say({
    kind: 'planned',
    files: plans.map(({ sample, mapping, guesses, dates }) => ({
      headings: sample.headings,
      dialect: sample.dialect,
      rows: sample.rows.slice(0, 20),
      sampled: sample.rows.length,
      mapping,
      guesses,
      dates,
    })),
  })
}

type Pile = { readonly texts: Map<StagedTable, CopyBuffer>; rejected: RejectedRow[] }

function send(pile: Pile, fileNo: number, read: number, bytes: number, done: boolean): void {
  const tables = [...pile.texts].map(([table, buffer]) => ({ table, rows: buffer.rows(), text: buffer.take() }))
  say(
    { kind: 'batch', fileNo, read, bytes, done, tables, rejected: pile.rejected },
    tables.map(({ text }) => text.buffer),
  )
  pile.texts.clear()
  pile.rejected = []
}

function put(pile: Pile, table: StagedTable, text: string): void {
  const found = pile.texts.get(table)
  if (found) return found.add(text)
  const buffer = newCopyBuffer()
  pile.texts.set(table, buffer)
  buffer.add(text)
}

/** Where freight is repeated on each line of an order, its first line alone keeps it. */
function freightOnce(context: StageContext): (row: OrderLineRow) => OrderLineRow {
  if (context.mapping.options.freightPer !== 'order') return row => row
  const orders = newKeySet()
  const hash = newHash()
  return row => {
    if (row.freightMinor === null || row.order === null) return row
    const mark = fingerprintOf([numberOf(row), row.customer, row.customerName])
    startHash(hash, 3)
    hashNumber(hash, Number.parseInt(mark.slice(0, 8), 16))
    hashNumber(hash, Number.parseInt(mark.slice(8), 16))
    endHash(hash)
    return orders.add(hash) ? row : { ...row, freightMinor: null }
  }
}

function takeLines(
  pile: Pile,
  context: StageContext,
  rows: readonly OrderLineRow[],
  after: number,
  once: (row: OrderLineRow) => OrderLineRow,
): void {
  for (const given of rows) {
    const row = once(given)
    if (row.row <= after) continue
    const text = stageLine(context, row)
    if (text === undefined) pile.rejected.push({ row: row.row, reason: 'amount_too_large', args: { text: String(row.amountMinor) } })
    else put(pile, 'staged_line', text)
  }
}

function takeRelated(pile: Pile, context: StageContext, rows: readonly RelatedRow[], after: number): void {
  for (const row of rows) {
    if (row.row <= after) continue
    const staged = stageRelated(context, row)
    if ('reason' in staged) pile.rejected.push({ row: row.row, reason: staged.reason, args: staged.args })
    else for (const { table, text } of staged) put(pile, table, text)
  }
}

const companyFiles: ReadonlySet<TargetName> = new Set(['customers', 'suppliers', 'carriers'])
const companyReader = async (): Promise<CompanyReader> => ({ keysOf: await nameSpeller(), numberOf: await numberReader() })

/** Reads every file, related ones first, and hands over rows for the staging tables; rows up to `after` of a file are staged already. */
async function stage({ files, baseCurrency, currency, rates, after, rowsEach }: StageTask): Promise<void> {
  const exchange = newExchange(baseCurrency, rates)
  const ready = newBrake(2)
  const reader = files.some(({ mapping }) => companyFiles.has(mapping.target)) ? await companyReader() : undefined
  const contexts = files.map(({ mapping, fileNo }): StageContext => ({ fileNo, mapping, exchange, baseCurrency, reader }))
  const once = contexts.map(freightOnce)
  const pile: Pile = { texts: new Map(), rejected: [] }
  const sources = files.map(({ name, path, mapping }) => ({ source: { name, path }, mapping }))
  let piled = 0
  for await (const batch of readRows(sources, { currency, canValue: exchange.canValue, batch: 500 })) {
    const context = contexts[batch.file]
    const fileOnce = once[batch.file]
    if (!context || !fileOnce) continue
    const from = after[String(context.fileNo)] ?? 0
    takeLines(pile, context, batch.lines, from, fileOnce)
    takeRelated(pile, context, batch.related, from)
    for (const row of batch.rejected) if (row.row > from) pile.rejected.push(row)
    piled += batch.lines.length + batch.related.length + batch.rejected.length
    if (piled < rowsEach && !batch.done) continue
    piled = 0
    await ready()
    send(pile, context.fileNo, batch.read, batch.bytes, batch.done)
  }
  say({ kind: 'done' })
}

/** Reads a file again for the rows that were rejected, and hands over lines of CSV. */
async function pick({ file, rows, width, lead }: PickTask): Promise<void> {
  const ready = newBrake(2)
  let [at, text] = [0, '']
  const take = (record: Parameters<typeof textsOf>[0], row: number) => {
    if (rows[at] !== row) return
    const cells = textsOf(record, decode)
    text += csvLine([...Array.from({ length: Math.max(width, cells.length) }, (_, column) => cells[column] ?? ''), ...(lead[at] ?? [])])
    at++
  }
  for await (const read of readRecords(file.source, file.dialect, take, { bytes: 0, broken: false })) {
    if (text.length > 60_000) {
      await ready()
      say({ kind: 'text', text, read })
      text = ''
    }
    if (at >= rows.length) break
  }
  if (text !== '') say({ kind: 'text', text, read: 0 })
  say({ kind: 'done' })
}

async function run(task: ThreadTask): Promise<void> {
  if (task.kind === 'plan') await plan(task)
  else if (task.kind === 'stage') await stage(task)
  else await pick(task)
}

try {
  await run(workerData as ThreadTask)
} catch (fault) {
  if (fault instanceof FileRefusal) say({ kind: 'refused', code: fault.code, args: fault.args as ReasonArgs })
  else throw fault
}
