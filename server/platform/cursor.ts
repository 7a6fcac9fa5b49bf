import { refuseField } from './errors.ts'
import { isId } from './ids.ts'

export type CursorPart = string | number | boolean | null
type Kind = 'string' | 'number' | 'boolean' | 'id'

/** The place of a row in a list read by key, as one opaque text. */
export function writeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

const fits = (part: unknown, kind: Kind) => part === null || (kind === 'id' ? typeof part === 'string' && isId(part) : typeof part === kind)

/** Reads a cursor back; one that is not ours, or of another list, is refused as `query.after`. Parts may be null. */
export function readCursor(text: string, kinds: readonly Kind[]): CursorPart[] {
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
