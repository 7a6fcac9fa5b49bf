import type { CivilDay } from '#core/units/civil-day.ts'
import { newByteIndex } from './byte-index.ts'
import { trimField } from './cells.ts'
import type { TableRecord } from './record.ts'

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

/** How a field is packed. */
export type Packing<T> = { readonly [K in keyof T]: 'text' | 'day' | 'flag' }

export const headPacking: Packing<OrderHead> = {
  customer: 'text',
  customerName: 'text',
  orderDate: 'day',
  requestedDate: 'day',
  firstPromisedDate: 'day',
  promisedDate: 'day',
  shippedDate: 'day',
  deliveredDate: 'day',
  currency: 'text',
  country: 'text',
  region: 'text',
  salesperson: 'text',
  carrier: 'text',
  isCredit: 'flag',
}

export const itemPacking: Packing<ItemHead> = { itemName: 'text', category: 'text', unit: 'text', unitCost: 'text' }

/** Records found by the code that other files refer to. They lie packed, four bytes a field that is filled: files of millions of orders fit. */
export type CodeIndex<T> = {
  /** Stores what belongs to the code in a field; false where the code is there already. */
  readonly put: (record: TableRecord, field: number, value: T) => boolean
  readonly find: (record: TableRecord, field: number) => T | undefined
}

type Value = string | number | boolean | null
type Column = { readonly name: string; readonly set: (id: number, value: Value) => void; readonly get: (id: number) => Value }

const rowsEach = 1 << 14

/** Whole numbers by row, 0 = nothing; in blocks that are made when the first number comes. */
function newNumbers(): { readonly set: (id: number, value: number) => void; readonly get: (id: number) => number } {
  const blocks: (Int32Array | undefined)[] = []
  const blockOf = (id: number) => Math.floor(id / rowsEach)
  const set = (id: number, value: number) => {
    if (value === 0) return
    const block = (blocks[blockOf(id)] ??= new Int32Array(rowsEach))
    block[id % rowsEach] = value
  }
  return { set, get: id => blocks[blockOf(id)]?.[id % rowsEach] ?? 0 }
}

/** Texts that come again and again are kept once. */
type Texts = { readonly numbers: Map<string, number>; readonly list: string[] }

function numberOf({ numbers, list }: Texts, text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, list.push(text))
  return list.length
}

/** Days are kept from a day that nobody means, so that 0 stays free. */
const noDay = -4_000_000

function newColumn(name: string, kind: 'text' | 'day' | 'flag', texts: Texts): Column {
  const { set, get } = newNumbers()
  switch (kind) {
    case 'flag':
      return { name, set: (id, value) => set(id, value === true ? 1 : 0), get: id => get(id) === 1 }
    case 'day':
      return {
        name,
        set: (id, value) => set(id, typeof value === 'number' ? value - noDay : 0),
        get: id => (get(id) === 0 ? null : get(id) + noDay),
      }
    case 'text':
      return {
        name,
        set: (id, value) => set(id, typeof value === 'string' ? numberOf(texts, value) : 0),
        get: id => texts.list[get(id) - 1] ?? null,
      }
  }
}

export function newCodeIndex<T extends Readonly<Record<keyof T, Value>>>(packing: Packing<T>): CodeIndex<T> {
  const codes = newByteIndex()
  const texts: Texts = { numbers: new Map(), list: [] }
  const columns = (Object.keys(packing) as (keyof T & string)[]).map(name => newColumn(name, packing[name], texts))
  let last: { readonly id: number; readonly value: T } | undefined
  const put = (record: TableRecord, field: number, value: T) => {
    const size = codes.size()
    if (!trimField(record, field) || codes.idOf(record, field) < size) return false
    for (const { name, set } of columns) set(size, value[name as keyof T])
    return true
  }
  const valueOf = (id: number): T => {
    const value = Object.fromEntries(columns.map(({ name, get }) => [name, get(id)])) as T
    last = { id, value }
    return value
  }
  const find = (record: TableRecord, field: number) => {
    const id = trimField(record, field) ? codes.find(record, field) : -1
    if (id === -1) return undefined
    return last?.id === id ? last.value : valueOf(id)
  }
  return { put, find }
}
