import { type Static, Type } from 'typebox'
import { endpoint, Id, Nullable, visible } from '../endpoint.ts'
import { Language } from './language.ts'
import { Email, NewPassword, PersonName, SessionState } from './session.ts'

export const CompanyName = Type.String({ minLength: 1, maxLength: 200, pattern: visible })
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' })
export const TimeZone = Type.String({ minLength: 1, maxLength: 64 })

export const Company = Type.Object({
  tenantId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  baseCurrency: Type.String(),
  timeZone: Type.String(),
  isDemo: Type.Boolean(),
  version: Type.Integer(),
})
export type Company = Static<typeof Company>

export const createCompany = endpoint({
  method: 'POST',
  path: '/api/company',
  summary: 'First run: create the company and its first administrator. Allowed only while there is no company.',
  needs: 'anyone',
  body: Type.Object({
    company: Type.Object({ name: CompanyName, nameEn: Type.Optional(CompanyName), baseCurrency: Currency, timeZone: TimeZone }),
    administrator: Type.Object({ name: PersonName, email: Email, password: NewPassword }),
    language: Type.Optional(Language),
  }),
  answer: SessionState,
})

export const readCompany = endpoint({
  method: 'GET',
  path: '/api/company',
  summary: 'The company you work in.',
  needs: 'settings.read',
  answer: Company,
})

export const updateCompany = endpoint({
  method: 'PATCH',
  path: '/api/company',
  summary: 'Change the name or the time zone of the company.',
  needs: 'users.manage',
  body: Type.Object({
    version: Type.Integer(),
    name: Type.Optional(CompanyName),
    nameEn: Type.Optional(Nullable(CompanyName)),
    timeZone: Type.Optional(TimeZone),
  }),
  answer: Company,
})
