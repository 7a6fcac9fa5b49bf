import { type Static, Type } from 'typebox'
import { needStatuses } from '#core/dyads/need.ts'
import { Day, Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const dyadParams = Type.Object({ dyadId: Id })
const needParams = Type.Object({ dyadId: Id, needId: Id })
const Status = Type.Enum([...needStatuses])

/** What a customer needs, from where we know it, who answers it and what was done. Content and source are null where the caller's role may not see them. */
export const Need = Type.Object({
  needId: Id,
  content: Nullable(Type.String()),
  source: Nullable(Type.String()),
  status: Status,
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  contactId: Nullable(Id),
  contactName: Nullable(Type.String()),
  since: Day,
  dueOn: Nullable(Day),
  response: Nullable(Type.String()),
  createdAt: Time,
  version: Type.Integer(),
})
export type Need = Static<typeof Need>

const written = {
  status: Type.Optional(Status),
  ownerId: Type.Optional(Nullable(Id)),
  contactId: Type.Optional(Nullable(Id)),
  dueOn: Type.Optional(Nullable(Day)),
  response: Type.Optional(Nullable(Type.String({ maxLength: 4000 }))),
}

export const listNeeds = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/needs',
  summary: 'The needs of a customer: open ones first, then the newest.',
  needs: 'customers.read',
  params: dyadParams,
  answer: Type.Object({ rows: Type.Array(Need) }),
})

export const addNeed = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/needs',
  summary: 'Enter a need with its source and day. Met or declined needs what was done or why not.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...written, content: Line(4000), source: Line(300), since: Day }),
  answer: Need,
})

export const updateNeed = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/needs/:needId',
  summary: 'Change a need.',
  needs: 'customers.write',
  params: needParams,
  body: Type.Object({
    ...written,
    content: Type.Optional(Line(4000)),
    source: Type.Optional(Line(300)),
    since: Type.Optional(Day),
    version: Type.Integer(),
  }),
  answer: Need,
})

export const removeNeed = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/needs/:needId',
  summary: 'Remove a need that was entered by mistake.',
  needs: 'customers.write',
  params: needParams,
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})
