import { type Static, Type } from 'typebox'
import { roles } from '#core/platform/access.ts'
import { fieldApplies, fieldLevels, guardedEntities } from '#core/platform/field-policy.ts'
import { endpoint, Nullable, Time } from '../endpoint.ts'

/** Who runs the firm's settings sees everything: rules are for the other roles. */
export const ruledRoles = roles.filter(role => role !== 'administrator')

export const FieldRule = Type.Object({
  entity: Type.Enum([...guardedEntities]),
  /** A field of core/platform/field-policy.ts, or one of the firm's own making: `custom.credit_limit`. */
  field: Type.String({ pattern: '^([a-zA-Z]{1,40}|custom\\.[a-z0-9_]{1,60})$' }),
  role: Type.Enum([...ruledRoles]),
  applies: Type.Enum([...fieldApplies]),
  level: Type.Enum([...fieldLevels]),
})
export type FieldRule = Static<typeof FieldRule>

export const FieldRules = Type.Object({
  rules: Type.Array(FieldRule),
  /** The firm has set none: these are the usual ones. */
  isDefault: Type.Boolean(),
  changedAt: Nullable(Time),
  changedByName: Nullable(Type.String()),
  /** To be sent back with a change: it is refused when somebody else has changed the rules since. */
  version: Type.String(),
})
export type FieldRules = Static<typeof FieldRules>

export const readFieldRules = endpoint({
  method: 'GET',
  path: '/api/field-rules',
  summary:
    'What each role may do with each guarded field: hidden, masked, read-only or editable, always or where the customer is not theirs.',
  needs: 'settings.read',
  answer: FieldRules,
})

export const saveFieldRules = endpoint({
  method: 'PUT',
  path: '/api/field-rules',
  summary:
    'Replace the rules on fields. The strictest rule that applies holds; what is not named may be edited. Binds from the next call on.',
  needs: 'settings.manage',
  body: Type.Object({ rules: Type.Array(FieldRule, { maxItems: 3000 }), version: Type.String({ maxLength: 100 }) }),
  answer: FieldRules,
})
