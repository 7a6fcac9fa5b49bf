import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserOf, cookiesOf, memberBrowser, password, plantMember, plantTenant, signInAs, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { networkOf } from './login-limit.ts'

let at = new Date('2026-11-21T08:00:00Z')
let product: TestApp
let tenantId: string
beforeAll(async () => {
  product = await testApp({ now: () => at })
  tenantId = await plantTenant(product)
})
afterAll(() => product.close())

const wait = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000)
}
const tryIn = (email: string, secret: string, remoteAddress = '10.0.0.1', headers: Record<string, string> = {}) =>
  product.app.inject({ method: 'POST', url: '/api/session', payload: { email, password: secret }, remoteAddress, headers })

test('who signs in gets a session, and the answer says who, where and what they may', async () => {
  const { email, userId } = await plantMember(product, tenantId, { role: 'analyst', scope: 'own' })
  const answer = await tryIn(email.toUpperCase(), password)
  expect(answer.statusCode).toBe(200)
  const { session } = answer.json()
  expect(session.user).toMatchObject({ userId, email, name: '王芳', language: null })
  expect(session.place).toMatchObject({ role: 'analyst', scope: 'own', tenant: { tenantId, baseCurrency: 'CNY' } })
  expect(session.place.permissions).toContain('settings.manage')
  expect(session.place.permissions).not.toContain('users.manage')
  const [cookie, token] = [
    answer.cookies.find(one => one.name === 'lianke_session'),
    answer.cookies.find(one => one.name === 'lianke_csrf'),
  ]
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(token?.httpOnly).toBeUndefined()
  expect(token?.value).toBe(session.csrf)
  const again = await browserOf(product.app, cookiesOf(answer)).call('GET', '/api/session')
  expect(again.json().session.user.userId).toBe(userId)
})

test('the database keeps neither the password nor the token', async () => {
  const { cookies, userId } = await memberBrowser(product, tenantId)
  const [row] = await query<{ token: string }>(product.database.admin, 'select token from identity.session where user_id = $1', [userId])
  expect(row?.token).toMatch(/^[0-9a-f]{64}$/)
  expect(row?.token).not.toBe(cookies.lianke_session)
  const [account] = await query<{ password: string }>(product.database.admin, 'select password from identity.account where user_id = $1', [
    userId,
  ])
  expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a wrong password and an unknown address get the same answer, in the language of the caller', async () => {
  const { email } = await plantMember(product, tenantId)
  const wrong = await tryIn(email, 'not the password', '10.0.0.2')
  const unknown = await tryIn('nobody@example.com', 'not the password', '10.0.0.2', { 'accept-language': 'en-GB,en;q=0.9' })
  expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
  expect(wrong.json()).toMatchObject({ code: 'wrong_credentials', message: expect.stringContaining('邮箱或密码不正确') })
  expect(unknown.json()).toMatchObject({ code: 'wrong_credentials', message: expect.stringContaining('E-mail or password is wrong') })
  expect(wrong.cookies).toEqual([])
})

test('an account shuts after ten failures, known or not, and opens a quarter of an hour later', async () => {
  const { email } = await plantMember(product, tenantId)
  for (const address of [email, 'no-such-person@example.com']) {
    for (let n = 0; n < 10; n++) expect((await tryIn(address, 'guess', `10.1.0.${n}`)).statusCode).toBe(401)
    const shut = await tryIn(address, password, '10.1.1.1')
    expect(shut.statusCode).toBe(429)
    expect(Number(shut.headers['retry-after'])).toBeGreaterThan(0)
    expect(shut.json()).toMatchObject({ code: 'too_many_attempts', message: expect.stringContaining('分钟后再试') })
  }
  wait(16)
  expect((await tryIn(email, password, '10.1.1.1')).statusCode).toBe(200)
})

test('an address shuts after fifty failures', async () => {
  for (let n = 0; n < 50; n++) await tryIn(`someone-${n}@example.com`, 'guess', '10.2.0.1')
  const { email } = await plantMember(product, tenantId)
  expect((await tryIn(email, password, '10.2.0.1')).statusCode).toBe(429)
  expect((await tryIn(email, password, '10.2.0.2')).statusCode).toBe(200)
})

test('an address of IPv6 counts with its whole network', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb:cccc::9'))
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('::ffff:10.0.0.1')).toBe('::ffff:10.0.0.1')
})

test('signing out ends the session for good', async () => {
  const browser = await memberBrowser(product, tenantId)
  expect((await browser.call('DELETE', '/api/session')).statusCode).toBe(200)
  expect((await browser.call('GET', '/api/session')).json()).toEqual({ firstRun: false, session: null })
  expect((await browser.call('GET', '/api/me/sessions')).statusCode).toBe(401)
})

test('a session ends fourteen days after its last use', async () => {
  const browser = await memberBrowser(product, tenantId)
  wait(10 * 24 * 60)
  expect((await browser.call('GET', '/api/session')).json().session).not.toBeNull()
  wait(10 * 24 * 60)
  expect((await browser.call('GET', '/api/session')).json().session).not.toBeNull()
  wait(15 * 24 * 60)
  expect((await browser.call('GET', '/api/session')).json().session).toBeNull()
})

test('sessions are listed and revoked, one or all others', async () => {
  const first = await memberBrowser(product, tenantId)
  const [second, third] = [await signInAs(product, first.email), await signInAs(product, first.email)]
  const { rows } = (await first.call('GET', '/api/me/sessions')).json()
  expect(rows).toHaveLength(3)
  expect(rows.filter((row: { current: boolean }) => row.current)).toHaveLength(1)
  const thirdId = (await third.call('GET', '/api/session')).json().session.sessionId
  expect((await first.call('DELETE', `/api/me/sessions/${thirdId}`)).statusCode).toBe(200)
  expect((await third.call('GET', '/api/me/sessions')).statusCode).toBe(401)
  expect((await first.call('DELETE', '/api/me/sessions')).json()).toEqual({ ended: 1 })
  expect((await second.call('GET', '/api/me/sessions')).statusCode).toBe(401)
  expect((await first.call('GET', '/api/me/sessions')).statusCode).toBe(200)
})

test('nobody revokes the session of somebody else', async () => {
  const [mine, theirs] = [await memberBrowser(product, tenantId), await memberBrowser(product, tenantId)]
  const { sessionId } = (await theirs.call('GET', '/api/session')).json().session
  expect((await mine.call('DELETE', `/api/me/sessions/${sessionId}`)).statusCode).toBe(404)
  expect((await theirs.call('GET', '/api/me/sessions')).statusCode).toBe(200)
})

test('a new password takes the old one, and ends all other sessions', async () => {
  const browser = await memberBrowser(product, tenantId)
  const other = await signInAs(product, browser.email)
  const change = (currentPassword: string, newPassword: string) => browser.call('PUT', '/api/me/password', { currentPassword, newPassword })
  const refused = await change('wrong', 'another password 2')
  expect(refused.json().details.fields).toEqual([{ path: 'body.currentPassword', message: '当前密码不正确' }])
  expect((await change(password, browser.email)).statusCode).toBe(422)
  expect((await change(password, 'short')).statusCode).toBe(422)
  expect((await change(password, 'another password 2')).statusCode).toBe(200)
  expect((await other.call('GET', '/api/me/sessions')).statusCode).toBe(401)
  expect((await browser.call('GET', '/api/me/sessions')).statusCode).toBe(200)
  await expect(signInAs(product, browser.email)).rejects.toThrow('401')
  await signInAs(product, browser.email, 'another password 2')
})

test('the language chosen is the language answered, whatever the browser wishes', async () => {
  const browser = await memberBrowser(product, tenantId)
  const changed = await browser.call('PATCH', '/api/me', { language: 'en', theme: 'dark', name: '李雷' })
  expect(changed.json().session.user).toMatchObject({ language: 'en', theme: 'dark', name: '李雷' })
  const refused = await browser.call('GET', `/api/jobs/${tenantId}`, undefined, { 'accept-language': 'zh-CN' })
  expect(refused.json().message).toContain('Not found')
})

test('choices of a place are kept for each person, and forgotten by null', async () => {
  const [mine, theirs] = [await memberBrowser(product, tenantId), await memberBrowser(product, tenantId)]
  const value = { columns: ['name', 'value'] }
  expect((await mine.call('PUT', '/api/me/preferences/customers.columns', { value })).statusCode).toBe(200)
  expect((await mine.call('GET', '/api/me/preferences')).json()).toEqual({ values: { 'customers.columns': value } })
  expect((await theirs.call('GET', '/api/me/preferences')).json()).toEqual({ values: {} })
  await mine.call('PUT', '/api/me/preferences/customers.columns', { value: null })
  expect((await mine.call('GET', '/api/me/preferences')).json()).toEqual({ values: {} })
})

test('the visit before this one is remembered', async () => {
  const browser = await memberBrowser(product, tenantId)
  expect((await browser.call('GET', '/api/session')).json().session.place.previousSeenAt).toBeNull()
  const lastSeen = at.toISOString()
  wait(60 * 24)
  expect((await browser.call('GET', '/api/session')).json().session.place.previousSeenAt).toBe(lastSeen)
})

test('a person of two firms chooses one, and cannot choose a third', async () => {
  const [second, third] = [await plantTenant(product, '第二家'), await plantTenant(product, '第三家')]
  const { email, userId } = await plantMember(product, tenantId)
  await query(
    product.database.admin,
    `insert into app.membership (tenant_id, user_id, role, data_scope) values ($1, $2, 'viewer', 'all')`,
    [second, userId],
  )
  const browser = await signInAs(product, email)
  const { session } = (await browser.call('GET', '/api/session')).json()
  expect(session.place).toBeNull()
  expect(session.tenants).toHaveLength(2)
  expect((await browser.call('GET', '/api/company')).json().code).toBe('no_company_chosen')
  expect((await browser.call('PUT', '/api/session/tenant', { tenantId: third })).statusCode).toBe(404)
  expect((await browser.call('PUT', '/api/session/tenant', { tenantId: second })).json().session.place.role).toBe('viewer')
  expect((await browser.call('GET', '/api/company')).json().name).toBe('第二家')
})
