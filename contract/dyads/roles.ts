import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { PartyRole } from './standing.ts'

const dyadParams = Type.Object({ dyadId: Id })

const Traded = Type.Object({ orders: Type.Integer(), netMinor: Minor, lastOn: Nullable(Day) })

/** Both sides of a party over the twelve months to `to`: what we sell to it and what we buy from it. */
export const NetView = Type.Object({
  roles: Type.Array(PartyRole),
  from: Day,
  to: Day,
  sold: Traded,
  /** Null where no orders to this party are recorded: not known, not zero. */
  bought: Nullable(Traded),
  /** Sold less bought; null where what was bought is not known. */
  netMinor: Nullable(Minor),
  /** Items that it is named for as supplier, deliveries that it carried; counted to 1,000. */
  items: Type.Integer(),
  deliveries: Type.Integer(),
  version: Type.Integer(),
})
export type NetView = Static<typeof NetView>

export const readNetView = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/net-view',
  summary: 'Roles of a party, and both sides of the dealings with it.',
  needs: 'facts.read',
  params: dyadParams,
  answer: NetView,
})

export const changeRoles = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/roles',
  summary:
    'Say what a customer is to us beside that: supplier, distributor, carrier, third-party logistics. A role with records behind it stays.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ roles: Type.Array(PartyRole, { maxItems: 5 }), version: Type.Integer() }),
  answer: NetView,
})
