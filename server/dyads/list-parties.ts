import type { listParties as contract } from '#contract/dyads/party.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { readParties } from './parties.sql.ts'

const pageSize = 50

function placeOf(text: string | undefined) {
  if (text === undefined) return undefined
  const [key, partyId] = readCursor(text, ['string', 'id'])
  return { key: String(key), partyId: String(partyId) }
}

/** Suppliers, carriers and the other parties beside our customers, one page by name. */
export async function listParties(ctx: Ctx, query: Input<typeof contract>['query']) {
  const limit = query.limit ?? pageSize
  const filter = { role: query.role, typed: query.q, language: ctx.language, viewer: ctx, after: placeOf(query.after), limit: limit + 1 }
  const rows = await ctx.inTenant(tx => readParties(tx, ctx.tenantId, filter))
  const last = rows[limit - 1]
  return { rows: rows.slice(0, limit), next: rows.length > limit && last ? writeCursor([last.sortKey, last.partyId]) : null }
}
