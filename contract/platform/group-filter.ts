import { Type } from 'typebox'
import { Id } from '../endpoint.ts'

/** What narrows a list to groups, the same in every list: parties with all that stands below them; `none`: what belongs to no group. */
export const GroupFilter = Type.Optional(Type.Array(Type.Union([Id, Type.Literal('none')]), { maxItems: 100 }))
