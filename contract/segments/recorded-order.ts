import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Nullable, visible } from '../endpoint.ts'
import { CustomerFuture } from '../value/future.ts'
import { Standing } from './place.ts'

/** A decimal written out, not negative: `12`, `0.5`, `1280.00`. */
const Decimal = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$' })

export const RecordedLine = Type.Object({
  /** An item of the catalogue, by id or by code; neither = a line without item. */
  itemId: Type.Optional(Nullable(Id)),
  itemCode: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
  quantity: Decimal,
  /** Without tax, in the firm's currency. */
  unitPrice: Decimal,
})
export type RecordedLine = Static<typeof RecordedLine>

/** What a recorded or removed order did to its customer: where it stands now. */
export const Rescored = Type.Object({
  standing: Nullable(Standing),
  future: Nullable(CustomerFuture),
  /** A recalculation of everything, where the order lies beyond what one customer alone can be scored for. */
  jobId: Nullable(Id),
})
export type Rescored = Static<typeof Rescored>

export const recordOrder = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/orders',
  summary:
    'Record an order by hand: lines, or an amount alone. The same number with the same content again changes nothing; a later import that brings the number replaces it. The customer is scored anew at once.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({
    orderedOn: Day,
    number: Type.String({ minLength: 1, maxLength: 100, pattern: visible }),
    lines: Type.Optional(Type.Array(RecordedLine, { minItems: 1, maxItems: 200 })),
    /** Without tax, in minor units of the firm's currency: where there are no lines. */
    amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 })),
  }),
  answer: Type.Object({
    orderId: Id,
    /** False: it was there already, with the same content. */
    created: Type.Boolean(),
    ...Rescored.properties,
  }),
})

export const removeOrder = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/orders/:orderId',
  summary: 'Take back an order that was recorded by hand. Orders of an import are undone with their import.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, orderId: Id }),
  answer: Rescored,
})
