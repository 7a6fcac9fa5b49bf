import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { openPool } from './database.ts'
import { openDatabase } from './database.ts'
import { assertRuntimeRole } from './runtime-role.sql.ts'

let product: TestApp
let tenantId: string
const web = mkdtempSync(join(tmpdir(), 'lianke-web-'))
const script = 'console.log("map");\n'.repeat(200)

beforeAll(async () => {
  mkdirSync(join(web, 'assets'))
  writeFileSync(
    join(web, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__NONCE__"><script type="module" src="/assets/a-1.js"></script>',
  )
  writeFileSync(join(web, 'assets', 'a-1.js'), script)
  writeFileSync(join(web, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  product = await testApp({ webFolder: web })
  tenantId = await plantTenant(product)
})
afterAll(async () => {
  await product.close()
  rmSync(web, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = {}) => product.app.inject({ url, headers })

test('a page may run no script but its files, and only styles that carry its nonce', async () => {
  const [first, second] = [await get('/customers/42'), await get('/')]
  const policy = String(first.headers['content-security-policy'])
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  expect(first.body).toContain(`nonce="${nonce}"`)
  expect(String(second.headers['content-security-policy'])).not.toBe(policy)
  expect(policy.replace(nonce, 'N')).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  )
  expect(first.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  })
})

test('built files come compressed, with a tag, for ever; the page never from a cache', async () => {
  const br = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, deflate, br' })
  expect(br.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
  })
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(script)
  const gz = await get('/assets/a-1.js', { 'accept-encoding': 'gzip' })
  expect(gunzipSync(gz.rawPayload).toString()).toBe(script)
  expect((await get('/assets/a-1.js', { 'accept-encoding': 'br;q=0' })).body).toBe(script)
  const tag = String(br.headers.etag)
  expect((await get('/assets/a-1.js', { 'if-none-match': tag })).statusCode).toBe(304)
  expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  expect((await get('/assets/gone.js')).statusCode).toBe(404)
})

test('no file outside the built client is handed out', async () => {
  for (const url of [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/hosts',
    '/%00',
    '/%ff',
  ])
    expect((await get(url)).body).not.toMatch(/"name": "lianke"|root:|localhost\s/)
})

test('a page that is not built says how to build it', async () => {
  const bare = await testApp({ webFolder: join(web, 'nothing-here') })
  const answer = await bare.app.inject({ url: '/' })
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('npm start')
  await bare.close()
})

test('a write with a session must repeat its token', async () => {
  const browser = await memberBrowser(product, tenantId)
  const put = (headers: Record<string, string>) =>
    product.app.inject({ method: 'PUT', url: '/api/me/preferences/a', cookies: browser.cookies, headers, payload: { value: 1 } })
  expect((await put({})).json().code).toBe('csrf')
  expect((await put({ 'x-lianke-csrf': 'made-up' })).statusCode).toBe(403)
  const other = await memberBrowser(product, tenantId)
  expect((await put({ 'x-lianke-csrf': other.cookies.lianke_csrf ?? '' })).statusCode).toBe(403)
  expect((await put({ 'x-lianke-csrf': browser.cookies.lianke_csrf ?? '' })).statusCode).toBe(200)
})

test('a write from another site is refused, even to sign in', async () => {
  const post = (headers: Record<string, string>) =>
    product.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: 'a@example.com', password: 'x' } })
  expect((await post({ origin: 'https://evil.example' })).json().code).toBe('csrf')
  expect((await post({ origin: 'null' })).json().code).toBe('csrf')
  expect((await post({ 'sec-fetch-site': 'cross-site' })).json().code).toBe('csrf')
  expect((await post({ 'sec-fetch-site': 'same-site' })).json().code).toBe('csrf')
  expect((await post({ origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' })).json().code).toBe('wrong_credentials')
})

test('a browser that lost the readable token gets it again', async () => {
  const browser = await memberBrowser(product, tenantId)
  const { lianke_session = '' } = browser.cookies
  const answer = await product.app.inject({ url: '/api/session', cookies: { lianke_session } })
  expect(answer.cookies.find(cookie => cookie.name === 'lianke_csrf')?.value).toBe(browser.cookies.lianke_csrf)
})

test('on loopback only loopback names are served', async () => {
  const answer = await get('/api/session', { host: 'evil.example' })
  expect(answer.statusCode).toBe(421)
  expect(answer.json().message).toContain('LIANKE_ORIGIN')
  for (const host of ['localhost:8420', '127.0.0.1:8420', '[::1]:8420']) expect((await get('/api/session', { host })).statusCode).toBe(200)
})

test('behind https the cookies are secure, and the browser is told to stay with https', async () => {
  const behind = await testApp({ config: { origin: 'https://crm.example.com' } })
  const tenant = await plantTenant(behind)
  const { email } = await memberBrowser(behind, tenant)
  const headers = { host: 'crm.example.com', origin: 'https://crm.example.com' }
  const answer = await behind.app.inject({
    method: 'POST',
    url: '/api/session',
    headers,
    payload: { email, password: 'a good password 1' },
  })
  expect(answer.cookies.map(cookie => cookie.secure)).toEqual([true, true])
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  await behind.close()
})

test('requests carry an id in and out, and answers tell it', async () => {
  const given = await get('/api/nowhere', { 'x-request-id': 'trace-0123456789' })
  expect(given.headers['x-request-id']).toBe('trace-0123456789')
  expect(given.json()).toMatchObject({ code: 'not_found', requestId: 'trace-0123456789' })
  const made = await get('/api/nowhere', { 'x-request-id': 'bad id\u0007 with spaces' })
  expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('other methods are told what an address takes', async () => {
  const answer = await product.app.inject({ method: 'PUT', url: '/api/health', payload: {} })
  expect(answer.statusCode).toBe(405)
  expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
  expect((await product.app.inject({ method: 'OPTIONS', url: '/api/health' })).statusCode).toBe(204)
  expect((await product.app.inject({ method: 'HEAD', url: '/api/openapi.json' })).statusCode).toBe(200)
})

test('metrics are for this machine, or for who has the token', async () => {
  const near = await get('/metrics')
  expect(near.statusCode).toBe(200)
  expect(near.body).toContain('http_request_duration_seconds_bucket')
  expect(near.body).toContain('lianke_jobs_total')
  expect((await product.app.inject({ url: '/metrics', remoteAddress: '10.0.0.9' })).statusCode).toBe(403)
  expect((await get('/metrics', { 'x-forwarded-for': '10.0.0.9' })).statusCode).toBe(403)
})

test('a role that row security would not hold is refused, and told what to do', async () => {
  for (const connection of [product.database.owner, product.database.admin]) {
    const pool = openPool(connection)
    await expect(assertRuntimeRole(openDatabase(pool))).rejects.toThrow(/(is a superuser|owns tables of the product).*DATABASE_OWNER_URL/)
    await pool.end()
  }
  await assertRuntimeRole(product.platform.db)
})
