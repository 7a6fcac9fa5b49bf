import { parseDay } from '#core/units/civil-day.ts'
import { refuseField } from './errors.ts'
import { isId } from './ids.ts'

export type CursorPart = string | number | boolean | null
/** The last four are texts that the database can read as such. */
export type CursorKind = 'string' | 'number' | 'boolean' | 'id' | 'day' | 'time' | 'integer' | 'decimal'

/** The place of a row in a list read by key, as one opaque text. */
export function writeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

const isDay = (text: string) => parseDay(text) !== undefined && !text.startsWith('0000')

const texts: Partial<Record<CursorKind, (text: string) => boolean>> = {
  string: text => !text.includes('\0') && text.isWellFormed(),
  id: isId,
  day: isDay,
  time: text =>
    isDay(text.slice(0, 10)) && /^[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)$/.test(text.slice(10)),
  integer: text => /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) < 2 ** 31,
  decimal: text => /^-?\d{1,18}(\.\d{1,18})?(e[+-]\d{1,2})?$/.test(text),
}

function fits(part: unknown, kind: CursorKind): boolean {
  if (part === null) return true
  const reads = texts[kind]
  return reads === undefined ? typeof part === kind : typeof part === 'string' && reads(part)
}

/** Reads a cursor back; one that is not ours, or of another list, is refused as `query.after`. Parts may be null. */
export function readCursor(text: string, kinds: readonly CursorKind[]): CursorPart[] {
  const refused = refuseField('query.after', [
    '翻页位置无效，请从第一页重新开始',
    'is no place in this list: start again from its first page',
  ])
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === kinds.length && kinds.every((kind, index) => fits(parts[index], kind)))
      return parts as CursorPart[]
  } catch {
    throw refused
  }
  throw refused
}
