import { type Static, Type } from 'typebox'
import {
  convertsTo,
  customTypes,
  fieldColours,
  fieldEntities,
  longestValue,
  mostChoices,
  resultTypes,
} from '#core/platform/custom-field.ts'
import { fieldLevels } from '#core/platform/field-policy.ts'
import { Day, endpoint, Id, Nullable, visible } from '../endpoint.ts'

const Label = Type.String({ minLength: 1, maxLength: 60, pattern: visible })
const Help = Type.String({ maxLength: 300 })
const Entity = Type.Enum([...fieldEntities])
const CustomType = Type.Enum([...customTypes])
const ResultType = Type.Enum([...resultTypes])

const Choice = Type.Object({
  key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
  labelZh: Label,
  labelEn: Label,
  colour: Type.Enum([...fieldColours]),
})

/** A value as it is sent and kept: whole minor units for money, ISO text for days, keys for choices, ids for people and parties. */
export const FieldInput = Type.Union([
  Type.Null(),
  Type.Number(),
  Type.String({ maxLength: longestValue }),
  Type.Array(Type.String({ maxLength: 40 }), { maxItems: mostChoices }),
])
export type FieldInput = Static<typeof FieldInput>

/** Values of the firm's own fields for a record that is made, by key. Required ones in force must be among them, or have a default. */
export const CustomGiven = Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), FieldInput))

/** What a formula gave instead of a value. */
const Fault = Type.Object({ error: Type.String() })
const Value = Type.Union([Type.Null(), Type.Number(), Type.String(), Type.Array(Type.String()), Fault])
export type FieldAnswer = Static<typeof Value>

export const CustomField = Type.Object({
  fieldId: Id,
  entity: Entity,
  /** Never changes: values, views, files and rules name the field by it. */
  key: Type.String(),
  type: CustomType,
  labelZh: Type.String(),
  labelEn: Type.String(),
  helpZh: Nullable(Type.String()),
  helpEn: Nullable(Type.String()),
  section: Nullable(Type.String()),
  position: Type.Integer(),
  isRequired: Type.Boolean(),
  /** Its values are also kept where an index finds them. */
  isFilter: Type.Boolean(),
  isFilled: Type.Boolean(),
  defaultValue: Type.Union([Type.Null(), Type.Number(), Type.String(), Type.Array(Type.String())]),
  choices: Type.Array(Choice),
  formula: Nullable(Type.String()),
  resultType: Nullable(ResultType),
  validFrom: Nullable(Day),
  validUntil: Nullable(Day),
  isArchived: Type.Boolean(),
  version: Type.Integer(),
})
export type CustomField = Static<typeof CustomField>

const written = {
  helpZh: Type.Optional(Nullable(Help)),
  helpEn: Type.Optional(Nullable(Help)),
  section: Type.Optional(Nullable(Type.String({ maxLength: 60 }))),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  isRequired: Type.Optional(Type.Boolean()),
  isFilter: Type.Optional(Type.Boolean()),
  defaultValue: Type.Optional(FieldInput),
  choices: Type.Optional(Type.Array(Choice, { maxItems: mostChoices })),
  formula: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
  resultType: Type.Optional(Nullable(ResultType)),
  validFrom: Type.Optional(Nullable(Day)),
  validUntil: Type.Optional(Nullable(Day)),
}

export const listCustomFields = endpoint({
  method: 'GET',
  path: '/api/custom-fields',
  summary: "The firm's own fields, by kind of record and in their order; archived ones at the end.",
  needs: 'customers.read',
  /** `open`: those in use alone that the caller's role may read of some record; formulas only where all that they read is open. */
  query: Type.Object({ entity: Type.Optional(Entity), open: Type.Optional(Type.Boolean()) }),
  answer: Type.Object({ rows: Type.Array(CustomField), currency: Type.String() }),
})

export const createCustomField = endpoint({
  method: 'POST',
  path: '/api/custom-fields',
  summary:
    'Make a field for one kind of record. Its key cannot be changed later. A formula is reckoned for all records by a background job.',
  needs: 'settings.manage',
  body: Type.Object({
    ...written,
    entity: Entity,
    key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
    type: CustomType,
    labelZh: Label,
    labelEn: Label,
  }),
  answer: CustomField,
})

export const updateCustomField = endpoint({
  method: 'PATCH',
  path: '/api/custom-fields/:fieldId',
  summary:
    'Change a field. Archiving keeps its values. Another type is taken only where every value can be kept: see the conversion first. A choice in use cannot be dropped.',
  needs: 'settings.manage',
  params: Type.Object({ fieldId: Id }),
  body: Type.Object({
    ...written,
    type: Type.Optional(CustomType),
    labelZh: Type.Optional(Label),
    labelEn: Type.Optional(Label),
    isArchived: Type.Optional(Type.Boolean()),
    version: Type.Integer(),
  }),
  answer: CustomField,
})

export const previewConversion = endpoint({
  method: 'GET',
  path: '/api/custom-fields/:fieldId/conversion',
  summary: 'What would become of the values of a field under another type: how many can be kept, and examples of those that cannot.',
  needs: 'settings.manage',
  params: Type.Object({ fieldId: Id }),
  /** Left out: the type that it has. */
  query: Type.Object({ type: Type.Optional(CustomType) }),
  answer: Type.Object({
    values: Type.Integer(),
    kept: Type.Integer(),
    lost: Type.Array(Type.String()),
    isPossible: Type.Boolean(),
  }),
})

export const convertibleTypes = convertsTo

const recordParams = Type.Object({ dyadId: Id, entity: Entity, recordId: Id })

export const CustomRecord = Type.Object({
  fields: Type.Array(Type.Intersect([CustomField, Type.Object({ level: Type.Enum([...fieldLevels]) })])),
  values: Type.Record(Type.String(), Value),
  /** Names of the people and parties among the values, by id. */
  names: Type.Record(Type.String(), Type.String()),
  currency: Type.String(),
  mayWrite: Type.Boolean(),
})
export type CustomRecord = Static<typeof CustomRecord>

export const readCustom = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/custom/:entity/:recordId',
  summary: "The firm's own fields on one record of a customer, with their values, as the caller's role may see them.",
  needs: 'customers.read',
  params: recordParams,
  answer: CustomRecord,
})

export const writeCustom = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/custom/:entity/:recordId',
  summary: 'Write some of the fields of a record; null takes a value away, fields that are not named stay. Formulas are reckoned anew.',
  needs: 'customers.write',
  params: recordParams,
  body: Type.Object({ values: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), FieldInput) }),
  answer: CustomRecord,
})
