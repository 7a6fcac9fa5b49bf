import { type TSchema, Type } from 'typebox'
import { fieldLevels } from '#core/platform/field-policy.ts'
import { Id, Nullable } from '../endpoint.ts'
import { GroupFilter } from './group-filter.ts'
import { OwnColumns } from './own-columns.ts'

/** What every list of records that hang on a customer is asked by. `filter` is JSON, see core/platform/list-filter.ts. */
export const recordQuery = {
  /** Words of the title, the number or the customer. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
  sort: Type.Optional(Type.String({ maxLength: 60 })),
  direction: Type.Optional(Type.Enum(['asc', 'desc'])),
  /** One customer's alone, with those of the ones merged into it. */
  dyadId: Type.Optional(Id),
  group: GroupFilter,
}

export const recordPageQuery = {
  ...recordQuery,
  own: OwnColumns,
  after: Type.Optional(Type.String({ maxLength: 1000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}

/** One page by key; the total comes with the first page, counted to a thousand. */
export const RecordPage = <T extends TSchema>(row: T) =>
  Type.Object({
    rows: Type.Array(row),
    next: Nullable(Type.String()),
    total: Nullable(Type.Object({ count: Type.Integer(), more: Type.Boolean() })),
  })

/** `by` left out: by owner. */
export const recordGroupsQuery = { ...recordQuery, own: OwnColumns, by: Type.Optional(Type.String({ maxLength: 60 })) }

/** Rows by the values of one column, with the sums of the columns that can be added up. */
export const RecordGroups = Type.Object({
  rows: Type.Array(
    Type.Object({
      value: Nullable(Type.String()),
      /** The name of the party or person that the value is the id of, where the column is one of the firm's own. */
      label: Type.Optional(Type.String()),
      count: Type.Integer(),
      sums: Type.Record(Type.String(), Nullable(Type.Number())),
    }),
  ),
})

/** What the caller may do with a record: whose customer it is, whether it may be changed, and which fields not. */
export const recordRights = {
  hold: Type.Enum(['mine', 'others', 'unclaimed']),
  mayWrite: Type.Boolean(),
  limits: Type.Record(Type.String(), Type.Enum([...fieldLevels])),
}

/** Tags and fields of the firm's own making: of one record all, of a list those that were asked for, people and parties by their names. */
export const recordExtras = {
  tags: Type.Array(Type.String()),
  custom: Type.Record(Type.String(), Type.Unknown()),
}
