import type { Input } from '#contract/endpoint.ts'
import type { listUsers as endpoint, Person, User } from '#contract/platform/users.ts'
import type { Ctx } from './context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { readPeople, readUsers, type UserFilter } from './users.sql.ts'

/** One page of the people of the firm. */
export async function listUsers(ctx: Ctx, query: Input<typeof endpoint>['query']): Promise<{ rows: User[]; next: string | null }> {
  const { after, limit = 50, ...rest } = query
  const [name, userId] = after === undefined ? [] : readCursor(after, ['string', 'id'])
  const from = typeof name === 'string' && typeof userId === 'string' ? { after: { name, userId } } : {}
  const filter: UserFilter = { ...rest, ...from, limit: limit + 1 }
  const rows = await ctx.inTenant(tx => readUsers(tx, ctx.tenantId, filter))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), next: last ? writeCursor([last.name, last.userId]) : null }
}

export async function listPeople(ctx: Ctx): Promise<{ rows: Person[] }> {
  return { rows: await ctx.inTenant(tx => readPeople(tx, ctx.tenantId)) }
}
