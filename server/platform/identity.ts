import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { FastifyRequest } from 'fastify'
import type { Membership, Person, Platform } from './context.ts'
import type { Db } from './database.ts'
import { findAccount, findSession, type SessionRecord, touchSession, writeSession } from './identity.sql.ts'
import { newId } from './ids.ts'
import { csrfOf, sessionCookie } from './security.ts'

// Passwords and sessions. Decided in docs/decisions/0005-identity.md: argon2id, tokens of which the database keeps only a hash, tables in better-auth's shape.

/** OWASP's setting for argon2id: 19 MiB, two passes, one lane; kept in each hash, so that it can be raised later. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const sessionMillis = 14 * 86_400_000
const touchMillis = 5 * 60_000

/** Upper and lower case of an address mean the same person. */
export const foldEmail = (email: string) => email.trim().normalize('NFKC').toLowerCase()

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), cost)

export async function passwordFits(stored: string, password: string): Promise<boolean> {
  return await verify(stored, password.normalize('NFKC'))
}

let decoy: Promise<string> | undefined

/** The user whose e-mail and password these are. An unknown address costs as much time as a wrong password. */
export async function findByPassword(db: Db, email: string, password: string): Promise<string | undefined> {
  decoy ??= hashPassword(randomBytes(24).toString('hex'))
  const account = await findAccount(db, foldEmail(email))
  const fits = await passwordFits(account?.password ?? (await decoy), password)
  return fits && account?.password != null && account.disabledAt === null ? account.userId : undefined
}

export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** Opens a session and answers its token, which is never seen again: the database keeps its hash. */
export async function openSession(
  { db, now }: Pick<Platform, 'db' | 'now'>,
  given: { userId: string; tenantId: string | null; ip: string; userAgent: string | undefined },
): Promise<{ token: string; sessionId: string }> {
  const token = randomBytes(32).toString('base64url')
  const sessionId = newId()
  const at = now()
  await writeSession(db, { ...given, sessionId, tokenHash: hashToken(token), now: at, expiresAt: new Date(at.getTime() + sessionMillis) })
  return { token, sessionId }
}

export const tokenOf = (request: FastifyRequest) => request.cookies[sessionCookie]

const personOf = (record: SessionRecord, csrf: string): Person => ({
  userId: record.userId,
  sessionId: record.sessionId,
  csrf,
  name: record.name,
  email: record.email,
  language: record.language ?? undefined,
  theme: record.theme,
  density: record.density,
})

export type Caller = { readonly person: Person; readonly membership: Membership | undefined }

/** Who a token belongs to and where they work; undefined for a token that is not, or no longer, good. */
export async function findCaller(platform: Pick<Platform, 'calls' | 'now' | 'secret'>, token: string): Promise<Caller | undefined> {
  const { calls: db, secret } = platform
  const now = platform.now()
  const found = await findSession(db, hashToken(token), now)
  if (found === undefined) return undefined
  const { session: record, membership } = found
  if (now.getTime() - record.seenAt.getTime() > touchMillis)
    await touchSession(db, record.sessionId, now, new Date(now.getTime() + sessionMillis))
  return { person: personOf(record, csrfOf(secret, token)), membership }
}
