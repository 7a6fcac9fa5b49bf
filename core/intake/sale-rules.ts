import { startsWithPrefix } from './guess-mapping.ts'
import { columnOf, type RowReader } from './row-reader.ts'
import { type TableRecord, textOf } from './record.ts'

/** Words of a document type that make it a return or a credit. */
const creditWords = /退|红字|红票|冲红|冲销|贷项|折让|credit|return|refund|reversal|storno|gutschrift|cancel/i

/**
 * Whether a row belongs to a credit document: its type says so, or its order number begins with a prefix of returns (Online Retail: `C536379`;
 * also CN, CR, RT, RMA, 退 …) in a column where that is the exception.
 */
export function isCreditRow(reader: RowReader, record: TableRecord): boolean {
  const type = columnOf(reader, 'documentType')
  if (type !== -1 && creditWords.test(textOf(record, type, reader.decode))) return true
  return hasPrefix(reader, record, reader.mapping.options.creditPrefixes)
}

export function isAdjustment(reader: RowReader, record: TableRecord): boolean {
  return hasPrefix(reader, record, reader.mapping.options.adjustmentPrefixes)
}

/** Order numbers that begin with a digit are settled by their first byte. */
function hasPrefix(reader: RowReader, record: TableRecord, prefixes: readonly string[]): boolean {
  const order = columnOf(reader, 'order')
  const first = record.bytes[record.starts[order] ?? 0] ?? 0
  if (prefixes.length === 0 || order === -1 || order >= record.count || (first >= 0x30 && first <= 0x39)) return false
  const text = textOf(record, order, reader.decode)
  return prefixes.some(prefix => startsWithPrefix(text, prefix))
}

const badDebt = [0x62, 0x61, 0x64]
const badDebtWords = /\bbad[\s-]*debts?\b|坏账|坏帐|呆账|呆帐/i

/** Whether the item's name or code says that it is a bad-debt adjustment ("Adjust bad debt", 坏账核销). Text is made only where a first byte fits. */
export function namesBadDebt(reader: RowReader, record: TableRecord): boolean {
  return namesIt(reader, record, columnOf(reader, 'itemName')) || namesIt(reader, record, columnOf(reader, 'item'))
}

function namesIt(reader: RowReader, record: TableRecord, column: number): boolean {
  return column !== -1 && column < record.count && mayNameIt(record, column) && badDebtWords.test(textOf(record, column, reader.decode))
}

function mayNameIt({ bytes, starts, ends }: TableRecord, column: number): boolean {
  const end = (ends[column] ?? 0) - 2
  for (let at = starts[column] ?? 0; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0xe5 && (bytes[at + 1] === 0x9d || bytes[at + 1] === 0x91)) return true
    if ((byte | 0x20) === badDebt[0] && ((bytes[at + 1] ?? 0) | 0x20) === badDebt[1] && ((bytes[at + 2] ?? 0) | 0x20) === badDebt[2])
      return true
  }
  return false
}
