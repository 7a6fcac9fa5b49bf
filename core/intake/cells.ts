import { type CivilDay, checkedDay } from '#core/units/civil-day.ts'
import type { Decimal } from '#core/units/decimal.ts'
import { isNothing } from '#core/units/text-key.ts'
import { type DateFormat, readDate } from './date-format.ts'
import { type NumberFormat, readNumber } from './number-format.ts'
import { type Decode, type TableRecord, textOf } from './record.ts'

/** What a cell turned out to be. */
export const cellState = { blank: 0, read: 1, bad: 2 } as const
export type CellState = (typeof cellState)[keyof typeof cellState]

/** A number just read: `digits / 10^scale`. Where it needs more than 15 digits, `big` holds it and `digits` is NaN. Reused. */
export type NumberSlot = { state: CellState; digits: number; scale: number; big: Decimal | undefined }

export function newNumberSlot(): NumberSlot {
  return { state: cellState.blank, digits: 0, scale: 0, big: undefined }
}

/** The number in a slot as an exact decimal. */
export function decimalOf(slot: NumberSlot): Decimal {
  return slot.big ?? { digits: BigInt(slot.digits), scale: slot.scale }
}

export function signOf(slot: NumberSlot): number {
  return slot.big ? (slot.big.digits < 0n ? -1 : slot.big.digits > 0n ? 1 : 0) : Math.sign(slot.digits)
}

/** Narrows a field to its content without blanks at the ends (space, tab; full-width blanks are folded with the text). */
export function trimField(record: TableRecord, field: number): boolean {
  if (field < 0 || field >= record.count) return false
  let start = record.starts[field] ?? 0
  let end = record.ends[field] ?? 0
  while (start < end && (record.bytes[start] === 0x20 || record.bytes[start] === 0x09)) start++
  while (end > start && (record.bytes[end - 1] === 0x20 || record.bytes[end - 1] === 0x09)) end--
  record.starts[field] = start
  record.ends[field] = end
  return end > start
}

/** Reads a number into the slot; plain digits with one decimal mark go without making text. */
export function readNumberCell(record: TableRecord, field: number, format: NumberFormat, decode: Decode, slot: NumberSlot): CellState {
  slot.big = undefined
  slot.state = !trimField(record, field)
    ? cellState.blank
    : readPlain(record, field, format, slot)
      ? cellState.read
      : readSlow(record, field, format, decode, slot)
  return slot.state
}

function readPlain(record: TableRecord, field: number, format: NumberFormat, slot: NumberSlot): boolean {
  const { bytes } = record
  const end = record.ends[field] ?? 0
  const start = record.starts[field] ?? 0
  const negative = bytes[start] === 0x2d
  const mark = format.decimal === '.' ? 0x2e : 0x2c
  const from = negative ? start + 1 : start
  if (end - from > 16) return false
  let digits = 0
  let point = -1
  for (let at = from; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x30 && byte <= 0x39) digits = digits * 10 + byte - 0x30
    else if (byte === mark && point === -1 && (byte === 0x2e || end - at !== 4)) point = at
    else return false
  }
  if (end - from - (point === -1 ? 0 : 1) < 1) return false
  if (digits > 999_999_999_999_999) return false
  slot.digits = negative ? 0 - digits : digits
  slot.scale = point === -1 ? 0 : end - point - 1
  return true
}

function readSlow(record: TableRecord, field: number, format: NumberFormat, decode: Decode, slot: NumberSlot): CellState {
  const text = textOf(record, field, decode)
  if (isNothing(text)) return cellState.blank
  const number = readNumber(text, format)
  if (!number) return cellState.bad
  const small = Number(number.digits)
  slot.digits = Number.isSafeInteger(small) && Math.abs(small) < 1e15 ? small : Number.NaN
  slot.scale = number.scale
  slot.big = Number.isNaN(slot.digits) ? number : undefined
  return cellState.read
}

/** A date just read; `year` is set where it lies outside 1900 to 2100. It remembers its last cell, since dates repeat from row to row. */
export type DateSlot = { state: CellState; day: CivilDay; year: number; last: Uint8Array; length: number }

export function newDateSlot(): DateSlot {
  return { state: cellState.blank, day: 0, year: 0, last: new Uint8Array(64), length: -1 }
}

export function readDateCell(record: TableRecord, field: number, format: DateFormat, decode: Decode, slot: DateSlot): CellState {
  if (!trimField(record, field)) {
    slot.state = cellState.blank
    slot.length = -1
    return cellState.blank
  }
  if (isLast(record, field, slot)) return slot.state
  remember(record, field, slot)
  slot.year = 0
  slot.state = readIso(record, field, slot) ? cellState.read : readDateSlow(textOf(record, field, decode), format, slot)
  return slot.state
}

function isLast(record: TableRecord, field: number, slot: DateSlot): boolean {
  const start = record.starts[field] ?? 0
  if ((record.ends[field] ?? 0) - start !== slot.length) return false
  for (let at = 0; at < slot.length; at++) if (record.bytes[start + at] !== slot.last[at]) return false
  return true
}

function remember(record: TableRecord, field: number, slot: DateSlot): void {
  const start = record.starts[field] ?? 0
  const length = (record.ends[field] ?? 0) - start
  slot.length = length <= slot.last.length ? length : -1
  for (let at = 0; at < slot.length; at++) slot.last[at] = record.bytes[start + at] ?? 0
}

/** `2010-12-01`, with or without a time behind it. */
function readIso(record: TableRecord, field: number, slot: DateSlot): boolean {
  const { bytes } = record
  const at = record.starts[field] ?? 0
  const length = (record.ends[field] ?? 0) - at
  const follows = bytes[at + 10]
  if (length < 10 || bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d) return false
  if (length > 10 && ((follows !== 0x20 && follows !== 0x54) || bytes[at + 13] !== 0x3a)) return false
  const year = digitsAt(bytes, at, 4)
  const day = year >= 1900 && year <= 2100 ? checkedDay(year, digitsAt(bytes, at + 5, 2), digitsAt(bytes, at + 8, 2)) : undefined
  if (day === undefined) return false
  slot.day = day
  return true
}

function digitsAt(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Dates that programs write for "none". */
const noDate = /^(?:0000|0001|9999)-?\d\d-?\d\d|^1900-01-00|^0(?:\.0+)?$/

function readDateSlow(text: string, format: DateFormat, slot: DateSlot): CellState {
  if (isNothing(text) || noDate.test(text)) return cellState.blank
  const found = readDate(text, format)
  if (found === undefined) return cellState.bad
  if ('year' in found) slot.year = found.year
  else slot.day = found.day
  return 'year' in found ? cellState.bad : cellState.read
}
