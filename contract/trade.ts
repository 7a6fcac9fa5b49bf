import { type Static, Type } from 'typebox'
import { valueParts } from '#core/value/valuation.ts'
import { Day, endpoint, Id, Minor, Nullable, Page } from './endpoint.ts'

const dyadParams = Type.Object({ dyadId: Id })
const after = Type.Optional(Type.String({ maxLength: 400 }))
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))
/** With everything of the customers below this one in its group, as far as you see them. */
const wholeGroup = Type.Optional(Type.Boolean())
const window = { from: Type.Optional(Day), to: Type.Optional(Day) }

/** An order or return document. Amounts without tax in minor units of the base currency; a return's are negative. */
export const Order = Type.Object({
  orderId: Id,
  dyadId: Id,
  number: Type.String(),
  source: Type.String(),
  kind: Type.Enum(['order', 'return']),
  orderedOn: Day,
  currency: Type.String(),
  lines: Type.Integer(),
  netMinor: Minor,
  taxMinor: Nullable(Minor),
  /** Null where no line's cost is known. */
  costMinor: Nullable(Minor),
  salesperson: Nullable(Type.String()),
  importId: Id,
  /** Recorded by hand: may be taken back by itself. */
  isRecorded: Type.Boolean(),
  /** Whose it is, where the orders of a whole group were asked for. */
  customer: Type.Optional(Type.Object({ dyadId: Id, name: Type.String(), nameEn: Nullable(Type.String()) })),
})
export type Order = Static<typeof Order>

export const listOrders = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/orders',
  summary: 'Orders and returns of a customer, the newest first, one page by key.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({
    ...window,
    kind: Type.Optional(Type.Enum(['order', 'return'])),
    number: Type.Optional(Type.String({ maxLength: 100 })),
    wholeGroup,
    after,
    limit,
  }),
  answer: Page(Order),
})

/** One line of an order as the file had it, with the dates that were asked for, promised and kept. */
export const OrderLine = Type.Object({
  lineNo: Type.Integer(),
  /** The row of the file that it came from. */
  rowNo: Type.Integer(),
  itemId: Nullable(Id),
  itemCode: Nullable(Type.String()),
  itemName: Nullable(Type.String()),
  quantity: Type.Number(),
  unit: Nullable(Type.String()),
  unitPrice: Nullable(Type.Number()),
  discount: Nullable(Type.Number()),
  currency: Type.String(),
  /** In the document's currency, and without tax in the base currency. */
  amountMinor: Minor,
  netMinor: Minor,
  taxRate: Nullable(Type.Number()),
  costMinor: Nullable(Minor),
  requestedOn: Nullable(Day),
  firstPromisedOn: Nullable(Day),
  promisedOn: Nullable(Day),
  deliveredOn: Nullable(Day),
})
export type OrderLine = Static<typeof OrderLine>

export const Delivery = Type.Object({
  deliveryId: Id,
  number: Nullable(Type.String()),
  orderNumber: Nullable(Type.String()),
  lineNo: Nullable(Type.Integer()),
  itemName: Nullable(Type.String()),
  quantity: Nullable(Type.Number()),
  requestedOn: Nullable(Day),
  promisedOn: Nullable(Day),
  shippedOn: Nullable(Day),
  deliveredOn: Nullable(Day),
  /** Days after the promise, negative when early; null where promise or delivery is unknown. */
  lateDays: Nullable(Type.Integer()),
  carrierName: Nullable(Type.String()),
  freightMinor: Nullable(Minor),
  isRush: Type.Boolean(),
})
export type Delivery = Static<typeof Delivery>

export const readOrder = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/orders/:orderId',
  summary: 'One order with its lines and deliveries, and the file and rows that it came from.',
  needs: 'facts.read',
  params: Type.Object({ dyadId: Id, orderId: Id }),
  answer: Type.Object({
    order: Order,
    lines: Type.Array(OrderLine),
    deliveries: Type.Array(Delivery),
    /** The file, as it was called when it was imported. */
    fileName: Nullable(Type.String()),
  }),
})

/** What stands behind one part of a number. Which fields are filled depends on the part: a line of an order, an order, a delivery, a payment or a cost. */
export const Fact = Type.Object({
  key: Type.String(),
  kind: Type.Enum(['order_line', 'order', 'delivery', 'payment', 'cost', 'activity', 'concern']),
  on: Day,
  orderId: Nullable(Id),
  number: Nullable(Type.String()),
  lineNo: Nullable(Type.Integer()),
  itemCode: Nullable(Type.String()),
  itemName: Nullable(Type.String()),
  quantity: Nullable(Type.Number()),
  unit: Nullable(Type.String()),
  unitPrice: Nullable(Type.Number()),
  netMinor: Nullable(Minor),
  costMinor: Nullable(Minor),
  /** What this row puts into the number, unsigned as in the books; null where it is estimated or counted only. */
  amountMinor: Nullable(Minor),
  /** Payments: days from invoice to payment. */
  days: Nullable(Type.Integer()),
  note: Nullable(Type.String()),
})
export type Fact = Static<typeof Fact>

export const listFacts = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/lines',
  summary: 'The rows behind a number: what one part of the net contribution is made of over (from, to], the newest first, with their sum.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({
    part: Type.Enum([...valueParts]),
    /** The day before the first: as windows of values are written, (from, to]. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    itemId: Type.Optional(Id),
    after,
    limit,
  }),
  answer: Type.Object({
    rows: Type.Array(Fact),
    next: Nullable(Type.String()),
    /** With the first page only: of all rows, not of the page. */
    sum: Nullable(
      Type.Object({ count: Type.Integer(), netMinor: Nullable(Minor), amountMinor: Nullable(Minor), withoutAmount: Type.Integer() }),
    ),
  }),
})

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/deliveries',
  summary: 'Deliveries of a customer with the dates asked for, promised and kept, the newest first.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({ ...window, late: Type.Optional(Type.Boolean()), after, limit }),
  answer: Type.Object({
    rows: Type.Array(Delivery),
    next: Nullable(Type.String()),
    /** With the first page only: how many there are by the same conditions. */
    total: Nullable(Type.Integer()),
    /** With the first page only, over the last 12 months to `to` or the last delivery: how many, and of those with a promise how many kept it. */
    summary: Nullable(
      Type.Object({
        from: Day,
        to: Day,
        deliveries: Type.Integer(),
        withPromise: Type.Integer(),
        onTime: Type.Integer(),
        rush: Type.Integer(),
      }),
    ),
  }),
})

export const Payment = Type.Object({
  paymentId: Id,
  number: Nullable(Type.String()),
  orderNumber: Nullable(Type.String()),
  paidOn: Day,
  dueOn: Nullable(Day),
  daysOutstanding: Nullable(Type.Integer()),
  currency: Type.String(),
  amountMinor: Minor,
})
export type Payment = Static<typeof Payment>

export const listPayments = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/payments',
  summary: 'Payments of a customer, the newest first.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({ ...window, after, limit }),
  answer: Page(Payment),
})

export const KnownCost = Type.Object({
  costId: Id,
  kind: Type.Enum(['freight', 'rebate', 'claim']),
  number: Nullable(Type.String()),
  orderNumber: Nullable(Type.String()),
  incurredOn: Day,
  amountMinor: Minor,
  note: Nullable(Type.String()),
})
export type KnownCost = Static<typeof KnownCost>

export const listCosts = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/costs',
  summary: 'Freight, rebates and claims known for a customer, the newest first.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({ ...window, kind: Type.Optional(Type.Enum(['freight', 'rebate', 'claim'])), after, limit }),
  answer: Page(KnownCost),
})

export const BoughtItem = Type.Object({
  /** Null: lines without an item. */
  itemId: Nullable(Id),
  itemCode: Nullable(Type.String()),
  itemName: Nullable(Type.String()),
  categoryId: Nullable(Id),
  categoryName: Nullable(Type.String()),
  /** Whole months: the last twelve up to the month of the as-of day, and the twelve before. */
  netMinor: Minor,
  beforeMinor: Minor,
  quantity: Type.Number(),
  quantityBefore: Type.Number(),
  lines: Type.Integer(),
  lastMonth: Day,
  /** Net sales of each of the last 24 months, the oldest first. */
  months: Type.Array(Minor),
})
export type BoughtItem = Static<typeof BoughtItem>

export const listItems = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/items',
  summary: 'What a customer bought in the last 12 months and the 12 before, by item or by category, the largest first.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({
    by: Type.Optional(Type.Enum(['item', 'category'])),
    to: Type.Optional(Day),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  answer: Type.Object({
    rows: Type.Array(BoughtItem),
    /** How many there are beyond the rows given, with their sums. */
    rest: Type.Object({ count: Type.Integer(), netMinor: Minor, beforeMinor: Minor }),
    firstMonth: Nullable(Day),
    lastMonth: Nullable(Day),
  }),
})

export const TradeMonth = Type.Object({
  month: Day,
  netSalesMinor: Minor,
  orders: Type.Integer(),
  lines: Type.Integer(),
  returns: Type.Integer(),
  deliveries: Type.Integer(),
})
export type TradeMonth = Static<typeof TradeMonth>

export const readTrade = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/trade',
  summary: 'A customer’s trade by month over its whole life, and every day on which it ordered.',
  needs: 'facts.read',
  params: dyadParams,
  query: Type.Object({ to: Type.Optional(Day) }),
  answer: Type.Object({
    months: Type.Array(TradeMonth),
    /** The newest 400 days with an order, the oldest first, and what was ordered then. */
    orderDays: Type.Array(Type.Object({ day: Day, netSalesMinor: Minor })),
    /** Whether there are facts of a kind at all, so that an empty tab can say why. */
    has: Type.Object({ deliveries: Type.Boolean(), payments: Type.Boolean(), costs: Type.Boolean() }),
    /** The last day of the book: of all customers. */
    bookUntil: Nullable(Day),
  }),
})
