import { type Static, Type } from 'typebox'
import { endpoint } from '../endpoint.ts'

const Part = Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) })

export const Health = Type.Object({
  ok: Type.Boolean(),
  version: Type.String(),
  database: Part,
  migrations: Part,
  jobs: Part,
})
export type Health = Static<typeof Health>

export const readHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the database answers, its tables are up to date and background jobs run. Status 503 when not.',
  needs: 'anyone',
  answer: Health,
})
