import { type Static, Type } from 'typebox'
import { dataScopes, permissions, roles } from '#core/platform/access.ts'
import { Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'
import { Language } from './language.ts'

export const Role = Type.Enum([...roles])
export const Scope = Type.Enum([...dataScopes])
export const Permission = Type.Enum([...permissions])
export const Theme = Type.Enum(['light', 'dark', 'system'])
export const Density = Type.Enum(['comfortable', 'compact'])
export const Email = Type.String({ format: 'email', maxLength: 254 })
export const PersonName = Type.String({ minLength: 1, maxLength: 100, pattern: visible })
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 })

/** A firm that the person belongs to. */
export const OwnTenant = Type.Object({
  tenantId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  isDemo: Type.Boolean(),
  baseCurrency: Type.String(),
  timeZone: Type.String(),
  role: Role,
})
export type OwnTenant = Static<typeof OwnTenant>

/** Where the person works now: the chosen firm, and what they may do and see there. */
export const Place = Type.Object({
  tenant: OwnTenant,
  role: Role,
  scope: Scope,
  departmentId: Nullable(Id),
  permissions: Type.Array(Permission),
  /** When the visit before this one ended, for "what changed since". */
  previousSeenAt: Nullable(Time),
})

export const Session = Type.Object({
  sessionId: Id,
  user: Type.Object({
    userId: Id,
    name: Type.String(),
    email: Type.String(),
    language: Nullable(Language),
    theme: Nullable(Theme),
    density: Nullable(Density),
  }),
  tenants: Type.Array(OwnTenant),
  /** Null until one of several firms is chosen. */
  place: Nullable(Place),
  /** To be sent back as the header x-lianke-csrf with everything that writes. */
  csrf: Type.String(),
})
export type Session = Static<typeof Session>

export const SessionState = Type.Object({
  /** True while no company exists yet: the client shows the first-run page. */
  firstRun: Type.Boolean(),
  session: Nullable(Session),
})
export type SessionState = Static<typeof SessionState>

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, where they work and what they may do there.',
  needs: 'anyone',
  answer: SessionState,
})

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with e-mail and password; the session comes as a cookie.',
  needs: 'anyone',
  body: Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 200 }) }),
  answer: SessionState,
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out of this session.',
  needs: 'anyone',
  answer: Done,
})

export const chooseTenant = endpoint({
  method: 'PUT',
  path: '/api/session/tenant',
  summary: 'Choose the company to work in.',
  needs: 'signed_in',
  body: Type.Object({ tenantId: Id }),
  answer: SessionState,
})

export const SessionRow = Type.Object({
  sessionId: Id,
  current: Type.Boolean(),
  ipAddress: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  createdAt: Time,
  seenAt: Time,
  expiresAt: Time,
})
export type SessionRow = Static<typeof SessionRow>

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where you are signed in.',
  needs: 'signed_in',
  answer: Type.Object({ rows: Type.Array(SessionRow) }),
})

export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  summary: 'End one of your sessions.',
  needs: 'signed_in',
  params: Type.Object({ sessionId: Id }),
  answer: Done,
})

export const revokeOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: 'End all of your sessions but this one.',
  needs: 'signed_in',
  answer: Type.Object({ ended: Type.Integer() }),
})

export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/me/password',
  summary: 'Change your password; all of your other sessions end.',
  needs: 'signed_in',
  body: Type.Object({ currentPassword: Type.String({ minLength: 1, maxLength: 200 }), newPassword: NewPassword }),
  answer: Done,
})

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change your name, language, theme or density.',
  needs: 'signed_in',
  body: Type.Object({
    name: Type.Optional(PersonName),
    language: Type.Optional(Nullable(Language)),
    theme: Type.Optional(Nullable(Theme)),
    density: Type.Optional(Nullable(Density)),
  }),
  answer: SessionState,
})

export const readPreferences = endpoint({
  method: 'GET',
  path: '/api/me/preferences',
  summary: 'What you chose for each place of this company: columns, last view and the like.',
  needs: 'signed_in',
  answer: Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) }),
})

export const setPreference = endpoint({
  method: 'PUT',
  path: '/api/me/preferences/:name',
  summary: 'Remember a choice for one place; null forgets it.',
  needs: 'signed_in',
  params: Type.Object({ name: Type.String({ pattern: '^[a-z][a-zA-Z0-9._-]{0,79}$' }) }),
  body: Type.Object({ value: Type.Unknown() }),
  answer: Done,
})
