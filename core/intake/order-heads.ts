import type { CivilDay } from '#core/units/civil-day.ts'
import { trimField } from './cells.ts'
import { newDictionary } from './dictionary.ts'
import type { Decode, TableRecord } from './record.ts'

/** What lines take from the head of their order. */
export type OrderHead = {
  readonly customer: string | null
  readonly customerName: string | null
  readonly orderDate: CivilDay
  readonly requestedDate: CivilDay | null
  readonly firstPromisedDate: CivilDay | null
  readonly promisedDate: CivilDay | null
  readonly shippedDate: CivilDay | null
  readonly deliveredDate: CivilDay | null
  readonly currency: string | null
  readonly country: string | null
  readonly region: string | null
  readonly salesperson: string | null
  readonly carrier: string | null
  readonly isCredit: boolean
}

/** What lines take from the record of their item. */
export type ItemHead = {
  readonly itemName: string | null
  readonly category: string | null
  readonly unit: string | null
  readonly unitCost: string | null
}

/** Records found by the code that other files refer to. */
export type CodeIndex<T> = {
  /** Stores what belongs to the code in a field; false where the code is there already. */
  readonly put: (record: TableRecord, field: number, value: T) => boolean
  readonly find: (record: TableRecord, field: number) => T | undefined
  readonly size: () => number
  readonly values: () => readonly T[]
}

export function newCodeIndex<T>(decode: Decode): CodeIndex<T> {
  const codes = newDictionary(decode)
  const values: T[] = []
  const put = (record: TableRecord, field: number, value: T) => {
    if (!trimField(record, field)) return false
    const id = codes.idOf(record, field)
    if (id < values.length) return false
    values.push(value)
    return true
  }
  const find = (record: TableRecord, field: number) => (trimField(record, field) ? values[codes.find(record, field)] : undefined)
  return { put, find, size: () => values.length, values: () => values }
}
