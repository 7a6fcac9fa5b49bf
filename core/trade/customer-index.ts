import { newDictionary } from '#core/intake/dictionary.ts'
import type { Decode, TableRecord } from '#core/intake/record.ts'
import { foldCode } from '#core/units/text-key.ts'

/** Two spellings of one customer code. */
export type Merged = { readonly first: string; readonly second: string }

/**
 * Customers by number, in the order of their first appearance. By code, spellings that differ only by case, width or blanks are one
 * customer; by name, each spelling is its own (DOMAIN section 8).
 */
export type CustomerIndex = {
  readonly ofField: (record: TableRecord, field: number) => number
  readonly ofText: (text: string) => number
  /** As first given. */
  readonly texts: readonly string[]
  readonly merged: readonly Merged[]
}

export function newCustomerIndex(decode: Decode, by: 'code' | 'name'): CustomerIndex {
  const spellings = newDictionary(decode)
  const numbers: number[] = []
  const byKey = new Map<string, number>()
  const texts: string[] = []
  const merged: Merged[] = []
  const ofText = (text: string) => {
    const given = text.trim()
    const key = by === 'code' ? foldCode(given) : given
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, texts.push(given) - 1)
    return known ?? texts.length - 1
  }
  const ofField = (record: TableRecord, field: number) => {
    const spelling = spellings.idOf(record, field)
    if (spelling < numbers.length) return numbers[spelling] as number
    const text = spellings.text(spelling).trim()
    const before = texts.length
    const number = ofText(text)
    if (number < before && texts[number] !== text) merged.push({ first: texts[number] as string, second: text })
    numbers.push(number)
    return number
  }
  return { ofField, ofText, texts, merged }
}
