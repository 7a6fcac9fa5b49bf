import { sql } from 'kysely'
import type { Membership } from './context.ts'
import type { Db, Tx } from './database.ts'
import { type MemberFacts, membershipOf } from './membership.sql.ts'

export type SessionRecord = {
  readonly sessionId: string
  readonly userId: string
  readonly activeTenantId: string | null
  readonly seenAt: Date
  readonly name: string
  readonly email: string
  readonly language: 'zh-CN' | 'en' | null
  readonly theme: string | null
  readonly density: string | null
}

type CallerRow = { readonly session: Omit<SessionRecord, 'seenAt'> & { readonly seenAt: string }; readonly membership: MemberFacts | null }

/** The living session of a token (its hash), with its user and what they are in the firm where it works; undefined once expired, ended, or the user is barred. */
export async function findSession(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ readonly session: SessionRecord; readonly membership: Membership | undefined } | undefined> {
  const { rows } = await sql<CallerRow>`select session, membership from app.caller_of(${tokenHash}, ${now})`.execute(db)
  const [found] = rows
  if (found === undefined) return undefined
  const { activeTenantId, seenAt } = found.session
  const membership = activeTenantId === null || found.membership === null ? undefined : membershipOf(activeTenantId, found.membership)
  return { session: { ...found.session, seenAt: new Date(seenAt) }, membership }
}

export async function writeSession(
  db: Db,
  row: {
    sessionId: string
    userId: string
    tokenHash: string
    tenantId: string | null
    now: Date
    expiresAt: Date
    ip: string
    userAgent: string | undefined
  },
): Promise<void> {
  await db
    .insertInto('identity.session')
    .values({
      id: row.sessionId,
      user_id: row.userId,
      token: row.tokenHash,
      active_tenant_id: row.tenantId,
      expires_at: row.expiresAt,
      ip_address: row.ip,
      user_agent: row.userAgent?.slice(0, 400) ?? null,
      created_at: row.now,
      updated_at: row.now,
    })
    .execute()
}

export async function touchSession(db: Db, sessionId: string, now: Date, expiresAt: Date): Promise<void> {
  await db.updateTable('identity.session').set({ updated_at: now, expires_at: expiresAt }).where('id', '=', sessionId).execute()
}

export async function setSessionTenant(db: Db, sessionId: string, tenantId: string): Promise<void> {
  await db.updateTable('identity.session').set({ active_tenant_id: tenantId }).where('id', '=', sessionId).execute()
}

export async function readSessions(db: Db, userId: string, now: Date) {
  return await db
    .selectFrom('identity.session')
    .select(['id', 'ip_address', 'user_agent', 'created_at', 'updated_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** Ends sessions of a user: one, or all but `except`. Answers how many ended. */
export async function endSessions(db: Db | Tx, userId: string, which: { sessionId?: string; except?: string }): Promise<number> {
  let query = db.deleteFrom('identity.session').where('user_id', '=', userId)
  if (which.sessionId !== undefined) query = query.where('id', '=', which.sessionId)
  if (which.except !== undefined) query = query.where('id', '<>', which.except)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

export async function removeExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('identity.session').where('expires_at', '<=', now).execute()
}

/** The user of an e-mail address (already folded), with the hash of their password. */
export async function findAccount(db: Db | Tx, email: string) {
  return await db
    .selectFrom('identity.user as u')
    .leftJoin('identity.account as a', join => join.onRef('a.user_id', '=', 'u.id').on('a.provider_id', '=', 'credential'))
    .select(['u.id as userId', 'u.name', 'u.disabled_at as disabledAt', 'a.password'])
    .where('u.email', '=', email)
    .executeTakeFirst()
}

export async function readPasswordHash(db: Db | Tx, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity.account')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

export async function writeUser(
  db: Db | Tx,
  row: { userId: string; accountId: string; name: string; email: string; language: 'zh-CN' | 'en' | null; passwordHash: string },
): Promise<void> {
  await db.insertInto('identity.user').values({ id: row.userId, name: row.name, email: row.email, language: row.language }).execute()
  await db
    .insertInto('identity.account')
    .values({ id: row.accountId, user_id: row.userId, account_id: row.userId, provider_id: 'credential', password: row.passwordHash })
    .execute()
}

export async function writePasswordHash(db: Db | Tx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await db
    .updateTable('identity.account')
    .set({ password: passwordHash, updated_at: now })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute()
}

export async function updateUserRecord(
  db: Db,
  userId: string,
  change: {
    name?: string | undefined
    language?: 'zh-CN' | 'en' | null | undefined
    theme?: 'light' | 'dark' | 'system' | null | undefined
    density?: 'comfortable' | 'compact' | null | undefined
  },
  now: Date,
): Promise<void> {
  await db
    .updateTable('identity.user')
    .set({ ...change, updated_at: now })
    .where('id', '=', userId)
    .execute()
}

export async function hasTenant(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('identity.tenant').select('tenant_id').limit(1).executeTakeFirst()) !== undefined
}

/** Lets one first run at a time into the rest of its transaction. */
export async function lockFirstRun(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(732002)`.execute(tx)
}

export async function writeTenantEntry(tx: Tx, tenantId: string): Promise<void> {
  await tx.insertInto('identity.tenant').values({ tenant_id: tenantId }).execute()
}
