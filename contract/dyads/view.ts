import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Time, visible } from '../endpoint.ts'

const List = Type.String({ pattern: '^[a-z][a-z-]{0,39}$' })
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: visible })
/** Filters, sorting and columns, as the address bar holds them. */
const State = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 60 })

const Departments = Type.Optional(Type.Array(Id, { maxItems: 100 }))

export const SavedView = Type.Object({
  viewId: Id,
  list: Type.String(),
  name: Type.String(),
  /** Shared with everyone of the firm. */
  isShared: Type.Boolean(),
  /** The departments it is shared with, each with all below it. */
  departmentIds: Type.Array(Id),
  isMine: Type.Boolean(),
  ownerName: Type.Union([Type.String(), Type.Null()]),
  state: Type.Record(Type.String(), Type.Unknown()),
  updatedAt: Time,
})
export type SavedView = Static<typeof SavedView>

export const listViews = endpoint({
  method: 'GET',
  path: '/api/views',
  summary: 'Your saved views of a list, and those that others share with your department or with everyone.',
  needs: 'customers.read',
  query: Type.Object({ list: List }),
  answer: Type.Object({ rows: Type.Array(SavedView) }),
})

export const createView = endpoint({
  method: 'POST',
  path: '/api/views',
  summary: 'Save filters, sorting and columns of a list under a name.',
  needs: 'customers.read',
  body: Type.Object({ list: List, name: Name, isShared: Type.Optional(Type.Boolean()), departmentIds: Departments, state: State }),
  answer: SavedView,
})

const params = Type.Object({ viewId: Id })

export const updateView = endpoint({
  method: 'PATCH',
  path: '/api/views/:viewId',
  summary: 'Rename, share or overwrite a view of your own.',
  needs: 'customers.read',
  params,
  body: Type.Object({
    name: Type.Optional(Name),
    isShared: Type.Optional(Type.Boolean()),
    departmentIds: Departments,
    state: Type.Optional(State),
  }),
  answer: SavedView,
})

export const removeView = endpoint({
  method: 'DELETE',
  path: '/api/views/:viewId',
  summary: 'Remove a view of your own.',
  needs: 'customers.read',
  params,
  answer: Done,
})
