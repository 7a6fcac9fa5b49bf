import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'
import { Language } from './language.ts'
import { Email, NewPassword, PersonName, Role, Scope } from './session.ts'

export const User = Type.Object({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  role: Role,
  scope: Scope,
  departmentId: Nullable(Id),
  title: Nullable(Type.String()),
  disabled: Type.Boolean(),
  lastSeenAt: Nullable(Time),
  createdAt: Time,
  version: Type.Integer(),
})
export type User = Static<typeof User>

const Title = Type.String({ maxLength: 100 })

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  summary: 'The people of the company, by name.',
  needs: 'users.manage',
  query: Type.Object({
    search: Type.Optional(Type.String({ maxLength: 100 })),
    role: Type.Optional(Role),
    departmentId: Type.Optional(Id),
    disabled: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 400 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(User),
})

export const Person = Type.Object({ userId: Id, name: Type.String(), departmentId: Nullable(Id), disabled: Type.Boolean() })
export type Person = Static<typeof Person>

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'Names of the people of the company, to choose an owner from.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(Person) }),
})

export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  summary: 'Add a person to the company. Somebody who already has an account keeps their own password.',
  needs: 'users.manage',
  body: Type.Object({
    name: PersonName,
    email: Email,
    password: NewPassword,
    role: Role,
    scope: Scope,
    departmentId: Type.Optional(Nullable(Id)),
    title: Type.Optional(Nullable(Title)),
    language: Type.Optional(Language),
  }),
  answer: User,
})

export const updateUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:userId',
  summary: 'Change what a person may do and see here, or bar them from the company.',
  needs: 'users.manage',
  params: Type.Object({ userId: Id }),
  body: Type.Object({
    version: Type.Integer(),
    role: Type.Optional(Role),
    scope: Type.Optional(Scope),
    departmentId: Type.Optional(Nullable(Id)),
    title: Type.Optional(Nullable(Title)),
    disabled: Type.Optional(Type.Boolean()),
  }),
  answer: User,
})

export const resetPassword = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/password',
  summary: 'Give a person a new password; all of their sessions end.',
  needs: 'users.manage',
  params: Type.Object({ userId: Id }),
  body: Type.Object({ newPassword: NewPassword }),
  answer: Done,
})
