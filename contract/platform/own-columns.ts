import { type Static, Type } from 'typebox'
import { Nullable } from '../endpoint.ts'

/** One of the firm's own fields as a column of a list: `custom.` and its key. */
export const OwnColumn = Type.Unsafe<`custom.${string}`>(Type.String({ pattern: '^custom\\.[a-z][a-z0-9_]{0,39}$' }))
export type OwnColumn = Static<typeof OwnColumn>

/** Which of the firm's own fields, and whether the tags, come with the rows: they are read only where they are shown. */
export const OwnColumns = Type.Optional(Type.Array(Type.Union([OwnColumn, Type.Literal('tags')]), { maxItems: 40 }))

/** Values as they are kept, by key; people and parties by their names. */
export const OwnValues = Type.Record(Type.String(), Type.Unknown())

export const OwnSums = Type.Record(Type.String(), Nullable(Type.Number()))

export const isOwnColumn = (name: string): name is OwnColumn => name.startsWith('custom.')
