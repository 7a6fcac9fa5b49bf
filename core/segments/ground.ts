import type { Book } from '#core/trade/book.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { type Tariff, tariffOf } from '#core/value/valuation.ts'
import { type OrderDays, orderDaysOf } from '#core/value/window.ts'
import type { PlaceOptions } from './place-options.ts'
import { never } from './run.ts'

/** What every run of a book stands on, made once. */
export type Ground = {
  readonly book: Book
  readonly settings: ValuationSettings
  readonly options: PlaceOptions
  readonly orders: OrderDays
  readonly tariff: Tariff
  readonly firstOrder: Int32Array
  readonly firstDelivery: Int32Array
}

function firstDeliveries(book: Book): Int32Array {
  const { start, day, deliveries } = book.days
  return Int32Array.from(book.keys, (_, dyad) => {
    for (let row = start[dyad] as number; row < (start[dyad + 1] as number) && deliveries.length > 0; row++) {
      if ((deliveries[row] as number) > 0) return day[row] as number
    }
    return never
  })
}

export function groundOf(book: Book, settings: ValuationSettings, options: PlaceOptions): Ground {
  const orders = orderDaysOf(book)
  const firstOrder = Int32Array.from(book.keys, (_, dyad) => {
    const first = orders.start[dyad] as number
    return first < (orders.start[dyad + 1] as number) ? (orders.day[first] as number) : never
  })
  return { book, settings, options, orders, tariff: tariffOf(book, settings), firstOrder, firstDelivery: firstDeliveries(book) }
}
