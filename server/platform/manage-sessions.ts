import type { SessionRow } from '#contract/platform/session.ts'
import type { PersonCtx } from './context.ts'
import { Refusal } from './errors.ts'
import { endSessions, readSessions } from './identity.sql.ts'

/** The person's living sessions, the most recently used first. */
export async function listSessions(ctx: PersonCtx): Promise<{ rows: SessionRow[] }> {
  const rows = await readSessions(ctx.db, ctx.userId, ctx.now())
  const toRow = (row: (typeof rows)[number]): SessionRow => ({
    sessionId: row.id,
    current: row.id === ctx.person.sessionId,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
    seenAt: row.updated_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  })
  return { rows: rows.map(toRow) }
}

export async function revokeSession(ctx: PersonCtx, sessionId: string): Promise<{ done: true }> {
  if ((await endSessions(ctx.db, ctx.userId, { sessionId })) === 0) throw new Refusal('not_found')
  return { done: true }
}

export async function revokeOtherSessions(ctx: PersonCtx): Promise<{ ended: number }> {
  return { ended: await endSessions(ctx.db, ctx.userId, { except: ctx.person.sessionId }) }
}
