import type { Input } from '#contract/endpoint.ts'
import type { recordOrder } from '#contract/segments/recorded-order.ts'
import { lineAmount, parseDecimal } from '#core/units/decimal.ts'
import { minorDigits } from '#core/units/money.ts'

export type RecordBody = Input<typeof recordOrder>['body']

/** One line as it is typed; `item` is the chosen item of the catalogue. */
export type LineDraft = {
  readonly key: number
  readonly item: { readonly value: string; readonly label: string } | null
  readonly quantity: string
  readonly price: string
}

/** An order as it is typed: lines, or an amount alone. */
export type OrderDraft = {
  readonly number: string
  readonly orderedOn: string
  readonly by: 'lines' | 'amount'
  readonly lines: readonly LineDraft[]
  readonly amount: string
}

export const emptyLine = (key: number): LineDraft => ({ key, item: null, quantity: '', price: '' })
export const emptyDraft = (today: string): OrderDraft => ({
  number: '',
  orderedOn: today,
  by: 'amount',
  lines: [emptyLine(0)],
  amount: '',
})

/** What people write in numbers and the wire does not: blanks, thousands separators, full-width digits and points. */
export const plainNumber = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s,']/g, '')

const decimal = /^\d{1,12}(\.\d{1,6})?$/
const isDecimal = (typed: string) => decimal.test(plainNumber(typed))
const isMore = (typed: string) => isDecimal(typed) && Number(plainNumber(typed)) > 0

const none = { digits: 0n, scale: 0 } as const

/** The amount of a line in minor units; undefined while quantity or price are no numbers. */
export function amountOfLine({ quantity, price }: Pick<LineDraft, 'quantity' | 'price'>, currency: string): number | undefined {
  const [count, each] = [parseDecimal(plainNumber(quantity)), parseDecimal(plainNumber(price))]
  return count && each ? lineAmount(count, each, none, minorDigits(currency)) : undefined
}

/** What is typed as the whole amount, in minor units; undefined where it is no amount above nothing. */
export function amountOf(typed: string, currency: string): number | undefined {
  const amount = isMore(typed) ? amountOfLine({ quantity: '1', price: typed }, currency) : undefined
  return amount !== undefined && amount > 0 ? amount : undefined
}

export type Faults = {
  readonly number: boolean
  readonly orderedOn: boolean
  readonly amount: boolean
  readonly lines: readonly LineFaults[]
}
type LineFaults = { readonly quantity: boolean; readonly price: boolean }

/** What is wrong with a draft before it is sent. */
export function faultsOf({ number, orderedOn, by, lines, amount }: OrderDraft, currency: string): Faults {
  return {
    number: number.trim() === '',
    orderedOn: orderedOn === '',
    amount: by === 'amount' && amountOf(amount, currency) === undefined,
    lines: by === 'lines' ? lines.map(line => ({ quantity: !isMore(line.quantity), price: !isDecimal(line.price) })) : [],
  }
}

export const isFaultless = ({ number, orderedOn, amount, lines }: Faults): boolean =>
  !number && !orderedOn && !amount && lines.every(line => !line.quantity && !line.price)

/** The body to send, of a draft without faults. */
export function bodyOf({ number, orderedOn, by, lines, amount }: OrderDraft, currency: string): RecordBody {
  const head = { number: number.trim(), orderedOn }
  if (by === 'amount') return { ...head, amountMinor: amountOf(amount, currency) ?? 0 }
  const written = lines.map(({ item, quantity, price }) => ({
    ...(item ? { itemId: item.value } : {}),
    quantity: plainNumber(quantity),
    unitPrice: plainNumber(price),
  }))
  return { ...head, lines: written }
}
