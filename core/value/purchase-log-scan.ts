import { type CivilDay, checkedDay } from '#core/units/civil-day.ts'
import type { PurchaseLogBuilder } from './purchase-log.ts'
import { heldKeys, type LogCustomers } from './purchase-log-customers.ts'

/** How the fields of a plain log are read. Columns from 0; -1 = there is none. Dates are ISO or 19970101; the decimal mark is a point. */
export type ScanPlan = {
  /** The byte that divides fields. */
  readonly divider: number
  /** How many columns the heading has. */
  readonly columns: number
  readonly customer: number
  readonly date: number
  readonly amount: number
  /** Where a number that begins otherwise than with a digit may mark a return. */
  readonly order: number
  readonly quantity: number
  /** Columns that name the item, where bad debts may be booked. */
  readonly items: readonly number[]
  /** First bytes of order numbers that may mark a return or an adjustment. */
  readonly suspects: Uint8Array
  /** Whether eight digits are a date. */
  readonly compact: boolean
  /** Lines after this day are counted, not taken. */
  readonly until: CivilDay
}

export type LogScan = {
  /** Reads whole lines; each that is not plain in every way is handed, with its line break, to `odd`. */
  readonly lines: (bytes: Uint8Array, odd: (from: number, until: number) => void) => void
  readonly late: () => number
}

const roleOf = { other: 0, customer: 1, date: 2, amount: 3, order: 4, quantity: 5, item: 6 } as const
const [lineFeed, carriageReturn, zero, nine, point] = [0x0a, 0x0d, 0x30, 0x39, 0x2e]

type State = {
  readonly plan: ScanPlan
  readonly roles: Uint8Array
  /** 1 for the bytes that end a field. */
  readonly stops: Uint8Array
  readonly customers: LogCustomers
  readonly log: PurchaseLogBuilder
  /** Dates met, by their eight digits: two words of four bytes, and the day. */
  readonly years: Int32Array
  readonly rests: Int32Array
  readonly days: Int32Array
  /** The line just read: where its customer stands, its day and amount. */
  keyFrom: number
  keyUntil: number
  /** The bytes again, to be looked at four at a time. */
  view: DataView
  day: number
  hundredths: number
  late: number
  readonly held: { readonly customers: Int32Array; readonly days: Int32Array; readonly hundredths: Int32Array; count: number }
}

const dateBits = 12
const noDay = -0x80000000

/** Makes a reader of plain lines, for files of millions: it looks at each byte once and makes no text. */
export function newLogScan(plan: ScanPlan, customers: LogCustomers, log: PurchaseLogBuilder): LogScan {
  const roles = new Uint8Array(Math.max(plan.columns, 1))
  for (const role of ['order', 'quantity', 'customer', 'date', 'amount'] as const) if (plan[role] !== -1) roles[plan[role]] = roleOf[role]
  const size = 1 << dateBits
  const state: State = {
    plan,
    roles,
    stops: stopsOf(plan.divider),
    customers,
    log,
    years: new Int32Array(size),
    rests: new Int32Array(size),
    days: new Int32Array(size),
    keyFrom: 0,
    keyUntil: 0,
    view: new DataView(new ArrayBuffer(0)),
    day: 0,
    hundredths: 0,
    late: 0,
    held: { customers: new Int32Array(heldKeys), days: new Int32Array(heldKeys), hundredths: new Int32Array(heldKeys), count: 0 },
  }
  return { lines: (bytes, odd) => scanLines(state, bytes, odd), late: () => state.late }
}

const stopsOf = (divider: number) =>
  Uint8Array.from({ length: 256 }, (_, byte) => (byte === divider || byte === lineFeed || byte === carriageReturn ? 1 : 0))

function scanLines(state: State, bytes: Uint8Array, odd: (from: number, until: number) => void): void {
  const { plan, customers, held } = state
  state.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < bytes.length) {
    const end = scanLine(state, bytes, at)
    if (end >= 0) {
      at = end
      if (state.day > plan.until) state.late++
      else {
        held.days[held.count] = state.day
        held.hundredths[held.count] = state.hundredths
        customers.hold(held.count++, state.keyFrom, state.keyUntil)
        if (held.count === heldKeys) takeHeld(state, bytes)
      }
      continue
    }
    takeHeld(state, bytes)
    const next = bytes.indexOf(lineFeed, at) + 1 || bytes.length
    if (!isBreak(bytes, at, next)) odd(at, next)
    at = next
  }
  takeHeld(state, bytes)
}

function takeHeld({ held, customers, log }: State, bytes: Uint8Array): void {
  customers.resolve(bytes, held.count, held.customers)
  log.addMany(held.customers, held.days, held.hundredths, held.count)
  held.count = 0
}

const isBreak = (bytes: Uint8Array, from: number, until: number) =>
  until - from === 1 || (until - from === 2 && bytes[from] === carriageReturn)

/** Reads one line into the state; where the next one begins, or -1 where anything about it is out of the ordinary. */
function scanLine(state: State, bytes: Uint8Array, from: number): number {
  const { roles } = state
  const { divider } = state.plan
  const last = roles.length - 1
  let at = from
  for (let column = 0; ; column++) {
    at = scanField(state, roles[column] as number, bytes, at)
    if (at < 0) return -1
    if (column === last) break
    if (bytes[at++] !== divider) return -1
  }
  if (bytes[at] === lineFeed) return at + 1
  return bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : -1
}

/** Reads a field; where it ends, or -1. */
function scanField(state: State, role: number, bytes: Uint8Array, at: number): number {
  if (role === roleOf.customer) return scanCustomer(state, bytes, at)
  if (role === roleOf.date) return scanDate(state, bytes, at)
  if (role === roleOf.amount) return scanAmount(state, bytes, at)
  if (role === roleOf.item) return scanItem(state, bytes, at)
  return role === roleOf.other || isPlain(state.plan, role, bytes[at] as number) ? skipField(state, bytes, at) : -1
}

/** Where a field ends. Four bytes at a time while none of them can end it, which no byte above the comma does unless it divides. */
function skipField({ stops, plan, view }: State, bytes: Uint8Array, from: number): number {
  let at = from
  if (plan.divider <= comma) {
    const end = bytes.length - 4
    for (; at <= end; at += 4) {
      const four = view.getInt32(at)
      if (((four - aboveComma) & ~four & highBits) !== 0) break
    }
  }
  while (stops[bytes[at] as number] === 0) at++
  return at
}

const comma = 0x2c
/** Four times the byte after the comma, and the high bit of each of four bytes: a difference that borrows shows a smaller byte. */
const aboveComma = 0x2d2d2d2d
const highBits = 0x80808080 | 0

/** Bad debts are named `bad debt`, 坏账 or 呆账: whatever might begin so is looked at closely. */
function scanItem({ stops }: State, bytes: Uint8Array, from: number): number {
  let at = from
  for (let byte = bytes[at] as number; stops[byte] === 0; byte = bytes[++at] as number)
    if (byte === 0xe5 || ((byte | 0x20) === 0x62 && ((bytes[at + 1] as number) | 0x20) === 0x61)) return -1
  return at
}

/** Order numbers that cannot mark a return, quantities that are not below zero. */
function isPlain({ suspects }: ScanPlan, role: number, byte: number): boolean {
  return role === roleOf.order ? suspects[byte] === 0 : byte > zero && byte <= nine
}

const [letterN, hash, bracket] = [0x6e, 0x23, 0x28]

/** A code of plain letters and digits that cannot be a word for nothing (`null`, `#N/A`). */
function scanCustomer(state: State, bytes: Uint8Array, from: number): number {
  const first = bytes[from] as number
  const second = bytes[from + 1] as number
  if (first === hash || first === bracket || ((first | 0x20) === letterN && !(second >= zero && second <= nine))) return -1
  const end = state.customers.scan(bytes, from, bytes.length)
  if (end === from || state.stops[bytes[end] as number] === 0) return -1
  state.keyFrom = from
  state.keyUntil = end
  return end
}

const dash = 0x2d

/** `2010-12-01` or `20101201`, with nothing behind it. */
function scanDate(state: State, bytes: Uint8Array, at: number): number {
  const { plan, years, rests, days, stops, view } = state
  const dashed = bytes[at + 4] === dash
  if (dashed ? bytes[at + 7] !== dash : !plan.compact) return -1
  const month = dashed ? at + 5 : at + 4
  const day = dashed ? at + 8 : at + 6
  if (stops[bytes[day + 2] as number] !== 1) return -1
  const year = view.getInt32(at)
  const rest = (view.getInt16(month) << 16) | view.getUint16(day)
  const place = Math.imul(year ^ Math.imul(rest, 0x9e3779b1), 0x85ebca6b) >>> (32 - dateBits)
  if (years[place] !== year || rests[place] !== rest) {
    years[place] = year
    rests[place] = rest
    days[place] = dayOfDigits(year, rest)
  }
  state.day = days[place] as number
  return state.day === noDay ? -1 : day + 2
}

function dayOfDigits(year: number, rest: number): number {
  const digits = [24, 16, 8, 0].map(shift => [((year >>> shift) & 0xff) - zero, ((rest >>> shift) & 0xff) - zero] as const)
  if (digits.some(pair => pair.some(digit => digit < 0 || digit > 9))) return noDay
  const whole = digits.reduce((sum, [digit]) => sum * 10 + digit, 0)
  const [m1, m2, d1, d2] = digits.map(([, digit]) => digit) as [number, number, number, number]
  const day = whole >= 1900 && whole <= 2100 ? checkedDay(whole, m1 * 10 + m2, d1 * 10 + d2) : undefined
  return day ?? noDay
}

const mostHundredths = 2_000_000_000

/** Digits with at most two after the point; nothing with a sign, since returns are looked at closely. Nothing at all is no number. */
function scanAmount(state: State, bytes: Uint8Array, from: number): number {
  let at = from
  let value = 0
  let byte = bytes[at] as number
  for (; byte >= zero && byte <= nine; byte = bytes[++at] as number) value = value * 10 + byte - zero
  if (at === from) return -1
  if (byte === point) {
    const mark = at
    for (byte = bytes[++at] as number; byte >= zero && byte <= nine; byte = bytes[++at] as number) value = value * 10 + byte - zero
    const scale = at - mark - 1
    if (scale > 2 || scale === 0) return -1
    if (scale === 1) value *= 10
  } else value *= 100
  state.hundredths = value
  return state.stops[byte] === 1 && value > 0 && value < mostHundredths ? at : -1
}
