import { newLineRowBuilder } from '#core/intake/build-line-row.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import { type CodeIndex, headPacking, type ItemHead, itemPacking, newCodeIndex, type OrderHead } from '#core/intake/order-heads.ts'
import { type LineContext, newLineReader } from '#core/intake/read-line.ts'
import { headOf, isFault, itemHeadOf, newRelatedReader } from '#core/intake/read-related.ts'
import type { OrderLineRow, RejectedRow, RelatedRow } from '#core/intake/rows.ts'
import type { TargetName } from '#core/intake/targets.ts'
import { minorDigits } from '#core/units/money.ts'
import { decode } from './decode.ts'
import { inReadingOrder } from './plan-files.ts'
import type { Source } from './read-bytes.ts'
import { type OnRow, readRecords } from './read-records.ts'

export type MappedFile = { readonly source: Source; readonly mapping: Mapping }

/** Rows of one file, in its order. `lines` where the file holds order lines, `related` otherwise. `read` = data rows of the file so far. */
export type RowBatch = {
  readonly file: number
  readonly target: TargetName
  readonly lines: readonly OrderLineRow[]
  readonly related: readonly RelatedRow[]
  readonly rejected: readonly RejectedRow[]
  readonly read: number
  /** Bytes of the file read so far, as they lie on disk. */
  readonly bytes: number
  /** The file is read to its end. */
  readonly done: boolean
}

export type ReadOptions = Pick<LineContext, 'currency' | 'canValue'> & { readonly batch?: number | undefined }

type Indexes = { readonly heads: CodeIndex<OrderHead> | undefined; readonly items: CodeIndex<ItemHead> | undefined }

/**
 * Reads mapped files, related ones in the order in which they refer to each other; lines come joined with the heads of their orders and
 * with their items. Every data row comes out once, accepted or rejected with its reason. `file` is the place in `files`. Throws FileRefusal.
 */
export async function* readRows(files: readonly MappedFile[], options: ReadOptions): AsyncGenerator<RowBatch> {
  const targets = new Set(files.map(({ mapping }) => mapping.target))
  const indexes: Indexes = {
    heads: targets.has('orders') ? newCodeIndex<OrderHead>(headPacking) : undefined,
    items: targets.has('items') ? newCodeIndex<ItemHead>(itemPacking) : undefined,
  }
  for (const file of inReadingOrder(files.map(({ source, mapping }, at) => ({ source, mapping, at })))) {
    const pile = newPile()
    const told = { bytes: 0, broken: false }
    const onRow =
      file.mapping.target === 'order_lines'
        ? lineTaker(file.mapping, options, indexes, pile)
        : relatedTaker(file.mapping, options, indexes, pile)
    const batch = (read: number, done: boolean): RowBatch => ({
      file: file.at,
      target: file.mapping.target,
      ...pile.take(),
      read,
      bytes: told.bytes,
      done,
    })
    let rows = 0
    for await (rows of readRecords(file.source, file.mapping.dialect, onRow, told))
      if (pile.size() >= (options.batch ?? 2_000)) yield batch(rows, false)
    yield batch(rows, true)
  }
}

type Pile = {
  readonly lines: OrderLineRow[]
  readonly related: RelatedRow[]
  readonly rejected: RejectedRow[]
  readonly size: () => number
  readonly take: () => Pick<RowBatch, 'lines' | 'related' | 'rejected'>
}

function newPile(): Pile {
  const [lines, related, rejected]: [OrderLineRow[], RelatedRow[], RejectedRow[]] = [[], [], []]
  return {
    lines,
    related,
    rejected,
    size: () => lines.length + related.length + rejected.length,
    take: () => ({ lines: lines.splice(0), related: related.splice(0), rejected: rejected.splice(0) }),
  }
}

function lineTaker(mapping: Mapping, options: ReadOptions, indexes: Indexes, pile: Pile): OnRow {
  const reader = newLineReader(mapping, { decode, ...options, ...indexes })
  const build = newLineRowBuilder(reader)
  return (record, row) => {
    const fault = reader.read(record)
    if (fault) pile.rejected.push({ row, reason: fault.code, args: fault.args })
    else pile.lines.push(build(record, row))
  }
}

function relatedTaker(mapping: Mapping, options: ReadOptions, indexes: Indexes, pile: Pile): OnRow {
  const reader = newRelatedReader(mapping, decode, minorDigits(options.currency))
  return (record, row) => {
    const found = reader.read(record, row)
    if (isFault(found)) {
      pile.rejected.push({ row, reason: found.code, args: found.args })
      return
    }
    pile.related.push(found)
    if (mapping.target === 'orders') indexes.heads?.put(record, mapping.columns.order ?? -1, headOf(found))
    if (mapping.target === 'items') indexes.items?.put(record, mapping.columns.item ?? -1, itemHeadOf(found))
  }
}
