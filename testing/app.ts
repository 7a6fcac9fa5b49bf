import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '#server/app.ts'
import { type Config, readConfig } from '#server/platform/config.ts'
import type { Platform } from '#server/platform/context.ts'
import { hashPassword } from '#server/platform/identity.ts'
import { newId } from '#server/platform/ids.ts'
import { openPlatform } from '#server/platform/open-platform.ts'
import type { DataScope, Role } from '#core/platform/access.ts'
import { checkSearchEntries, query, type TestDatabase, testDatabase } from './database.ts'

export const password = 'a good password 1'

/** The whole product on a database of its own, spoken to through its public door. */
export type TestApp = {
  readonly app: FastifyInstance
  readonly platform: Platform
  readonly database: TestDatabase
  readonly close: () => Promise<void>
}

type Given = { readonly now?: () => Date; readonly config?: Partial<Config>; readonly webFolder?: string; readonly database?: TestDatabase }

/** Builds the product; `now` is its clock. Call in beforeAll, and `close` it in afterAll. */
export async function testApp(given: Given = {}): Promise<TestApp> {
  const database = given.database ?? (await testDatabase())
  const data = mkdtempSync(join(tmpdir(), 'lianke-app-'))
  const config: Config = { ...readConfig({ LIANKE_DATA: data }), ...given.config }
  const log = pino({ level: 'silent' })
  const clock = given.now ? { now: given.now } : {}
  const { platform, halt, close: closePlatform } = openPlatform({ config, runtime: database.runtime, log, strict: true, ...clock })
  const app = await buildApp(platform, given.webFolder)
  const close = async () => {
    halt()
    await app.close()
    await closePlatform()
    await checkSearchEntries(database.admin).finally(() => database.destroy())
    rmSync(data, { recursive: true, force: true })
  }
  return { app, platform, database, close }
}

/** A firm that nobody belongs to yet. */
export async function plantTenant({ database }: Pick<TestApp, 'database'>, name = '华东轴承有限公司'): Promise<string> {
  const tenantId = newId()
  await query(database.admin, 'insert into identity.tenant (tenant_id) values ($1)', [tenantId])
  await query(database.admin, `insert into app.tenant (tenant_id, name, base_currency) values ($1, $2, 'CNY')`, [tenantId, name])
  return tenantId
}

type Member = {
  readonly role?: Role
  readonly scope?: DataScope
  readonly departmentId?: string
  readonly email?: string
  readonly name?: string
}

let passwordHash: Promise<string> | undefined

/** A person of a firm, who signs in with `password`. */
export async function plantMember(
  { database }: Pick<TestApp, 'database'>,
  tenantId: string,
  member: Member = {},
): Promise<{ userId: string; email: string }> {
  passwordHash ??= hashPassword(password)
  const userId = newId()
  const { role = 'administrator', scope = 'all', departmentId = null, email = `${userId}@example.com`, name = '王芳' } = member
  await query(database.admin, 'insert into identity."user" (id, name, email) values ($1, $2, $3)', [userId, name, email])
  const account = [newId(), userId, await passwordHash]
  await query(
    database.admin,
    `insert into identity.account (id, user_id, account_id, provider_id, password) values ($1, $2::uuid, $2::text, 'credential', $3)`,
    account,
  )
  const place = [tenantId, userId, role, scope, departmentId]
  await query(
    database.admin,
    'insert into app.membership (tenant_id, user_id, role, data_scope, department_id) values ($1, $2, $3, $4, $5)',
    place,
  )
  return { userId, email }
}

/** A browser that is signed in: sends its cookies and repeats the token with what it writes. */
export type Browser = {
  readonly call: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers?: Record<string, string>,
  ) => Promise<LightMyRequestResponse>
  readonly cookies: Record<string, string>
}

export function browserOf(app: FastifyInstance, cookies: Record<string, string>): Browser {
  const call: Browser['call'] = (method, url, payload, headers = {}) => {
    const token = method === 'GET' ? {} : { 'x-lianke-csrf': cookies.lianke_csrf ?? '' }
    const options: InjectOptions = { method, url, cookies, headers: { ...token, ...headers }, ...(payload ? { payload } : {}) }
    return app.inject(options)
  }
  return { call, cookies }
}

export const cookiesOf = (answer: LightMyRequestResponse) => Object.fromEntries(answer.cookies.map(cookie => [cookie.name, cookie.value]))

export async function signInAs({ app }: Pick<TestApp, 'app'>, email: string, secret = password): Promise<Browser> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { email, password: secret } })
  if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`)
  return browserOf(app, cookiesOf(answer))
}

/** A new person of the firm, signed in. */
export async function memberBrowser(
  given: Pick<TestApp, 'app' | 'database'>,
  tenantId: string,
  member: Member = {},
): Promise<Browser & { readonly userId: string; readonly email: string }> {
  const planted = await plantMember(given, tenantId, member)
  return { ...(await signInAs(given, planted.email)), ...planted }
}
