import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Nullable, visible } from '../endpoint.ts'

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: visible })

export const Department = Type.Object({
  departmentId: Id,
  parentId: Nullable(Id),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  people: Type.Integer(),
  version: Type.Integer(),
})
export type Department = Static<typeof Department>

export const listDepartments = endpoint({
  method: 'GET',
  path: '/api/departments',
  summary: 'All departments; parentId makes the tree.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(Department) }),
})

export const createDepartment = endpoint({
  method: 'POST',
  path: '/api/departments',
  summary: 'Add a department.',
  needs: 'users.manage',
  body: Type.Object({ name: Name, nameEn: Type.Optional(Nullable(Name)), parentId: Type.Optional(Nullable(Id)) }),
  answer: Department,
})

export const updateDepartment = endpoint({
  method: 'PATCH',
  path: '/api/departments/:departmentId',
  summary: 'Rename a department or move it under another.',
  needs: 'users.manage',
  params: Type.Object({ departmentId: Id }),
  body: Type.Object({
    version: Type.Integer(),
    name: Type.Optional(Name),
    nameEn: Type.Optional(Nullable(Name)),
    parentId: Type.Optional(Nullable(Id)),
  }),
  answer: Department,
})

export const removeDepartment = endpoint({
  method: 'DELETE',
  path: '/api/departments/:departmentId',
  summary: 'Remove a department that has no people, customers or departments below it.',
  needs: 'users.manage',
  params: Type.Object({ departmentId: Id }),
  answer: Done,
})
