import { type Static, Type } from 'typebox'
import { consentChannels, consentDecisions, consentPurposes, contactChannels, legalBases } from '#core/dyads/consent.ts'
import { Day, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Channel = Type.Enum([...contactChannels])

const written = {
  channel: Type.Enum([...consentChannels]),
  purpose: Type.Enum([...consentPurposes]),
  basis: Type.Enum([...legalBases]),
  decision: Type.Enum([...consentDecisions]),
  decidedOn: Day,
}

export const ConsentEntry = Type.Object({
  entryId: Id,
  ...written,
  how: Type.String(),
  evidence: Nullable(Type.String()),
  /** Version of the settings whose text the person agreed to. */
  textVersion: Nullable(Type.Integer()),
  note: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  createdAt: Time,
})
export type ConsentEntry = Static<typeof ConsentEntry>

const Limits = Type.Object({
  blocked: Type.Array(Channel),
  isRestricted: Type.Boolean(),
  maxPerWeek: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  reason: Nullable(Type.String({ maxLength: 500 })),
})

export const ConsentOfContact = Type.Object({
  contactId: Id,
  name: Type.String(),
  limits: Type.Object({ ...Limits.properties, version: Type.Integer() }),
  /** The newest first; the newest of a channel and purpose holds. */
  entries: Type.Array(ConsentEntry),
})
export type ConsentOfContact = Static<typeof ConsentOfContact>

const one = Type.Object({ dyadId: Id, contactId: Id })

export const listConsent = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/consent',
  summary: 'Consent and limits of contact of the people of a customer or supplier.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({
    rows: Type.Array(ConsentOfContact),
    mayWrite: Type.Boolean(),
    consentText: Type.String(),
    textVersion: Type.Integer(),
  }),
})

export const addConsent = endpoint({
  method: 'POST',
  path: '/api/dyads/:dyadId/contacts/:contactId/consent',
  summary: 'Write a consent, another legal basis or a withdrawal into the ledger; it is never changed afterwards.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({
    ...written,
    how: Line(200),
    evidence: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
    note: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
  }),
  answer: ConsentOfContact,
})

export const saveLimits = endpoint({
  method: 'PUT',
  path: '/api/dyads/:dyadId/contacts/:contactId/limits',
  summary: 'Say how a person may not be approached.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({ ...Limits.properties, version: Type.Integer() }),
  answer: ConsentOfContact,
})

export const checkContact = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/contact-check',
  summary: 'Whether people may be approached by a channel at a moment, and why not.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  query: Type.Object({
    contactId: Type.Array(Id, { maxItems: 50 }),
    channel: Channel,
    at: Type.Optional(Time),
    activityId: Type.Optional(Id),
  }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        contactId: Id,
        name: Type.String(),
        warnings: Type.Array(Type.Enum(['restricted', 'blocked', 'withdrawn', 'withdrawn_marketing', 'too_often'])),
        isForbidden: Type.Boolean(),
      }),
    ),
  }),
})
