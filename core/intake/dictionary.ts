import { newByteIndex } from './byte-index.ts'
import { type Decode, type TableRecord, textOf } from './record.ts'

/** Texts by number, 0, 1, 2 … in the order of their first appearance; bytes are compared, so it is exact. */
export type Dictionary = {
  /** The number of a field's text; a new one where it was not met before. */
  readonly idOf: (record: TableRecord, field: number) => number
  readonly text: (id: number) => string
  readonly size: () => number
}

export function newDictionary(decode: Decode): Dictionary {
  const bytes = newByteIndex()
  const texts: string[] = []
  const idOf = (record: TableRecord, field: number) => {
    const id = bytes.idOf(record, field)
    if (id === texts.length) texts.push(textOf(record, field, decode))
    return id
  }
  return { idOf, text: id => texts[id] ?? '', size: () => texts.length }
}
