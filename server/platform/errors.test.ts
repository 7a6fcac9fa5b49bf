import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { answerOf, errorCodes, Refusal } from './errors.ts'
import { refusalFor } from './failures.ts'
import { wishedLanguage } from './language.ts'

let product: TestApp
beforeAll(async () => {
  product = await testApp()
})
afterAll(() => product.close())

test('docs/errors.md holds the whole list, each code with its status and both sentences', () => {
  const rows = Object.entries(errorCodes).map(([code, { status, words }]) => `| \`${code}\` | ${status} | ${words[0]} | ${words[1]} |`)
  const shown = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `'))
  expect(shown).toEqual(rows)
})

test('a refusal is told in the language of the caller', () => {
  const refusal = new Refusal('invalid', ['数量必须大于 0。', 'The quantity must be more than 0.'], {
    fields: [{ path: 'body.quantity', words: ['必须大于 0', 'must be more than 0'] }],
  })
  expect(answerOf(refusal, 'zh-CN', 'r1')).toEqual({
    code: 'invalid',
    message: '数量必须大于 0。',
    requestId: 'r1',
    details: { fields: [{ path: 'body.quantity', message: '必须大于 0' }] },
  })
  expect(answerOf(new Refusal('not_found'), 'en', 'r2')).toEqual({
    code: 'not_found',
    message: errorCodes.not_found.words[1],
    requestId: 'r2',
  })
})

test('the language wished is the one with most weight of those that we speak', () => {
  expect(wishedLanguage('de,fr;q=0.9')).toBeUndefined()
  expect(wishedLanguage('en-GB,en;q=0.9,zh-CN;q=0.8')).toBe('en')
  expect(wishedLanguage('fr, zh;q=0.5, en;q=0.4')).toBe('zh-CN')
  expect(wishedLanguage('en;q=0')).toBeUndefined()
  expect(wishedLanguage(undefined)).toBeUndefined()
})

test('the description of the interface has every endpoint, each with a summary and a name of its own', async () => {
  const { paths, openapi } = (await product.app.inject({ url: '/api/openapi.json' })).json()
  expect(openapi).toBe('3.1.0')
  const described = Object.entries(paths as Record<string, Record<string, { summary: string; operationId: string }>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, ...operation })),
  )
  const served = product.app.served.map(endpoint => `${endpoint.method} ${endpoint.path.replace(/:(\w+)/g, '{$1}')}`)
  expect(described.map(one => one.key).sort()).toEqual(served.sort())
  expect(described.filter(one => !one.summary?.endsWith('.')).map(one => one.key)).toEqual([])
  expect(new Set(described.map(one => one.operationId)).size).toBe(described.length)
})

test('every reference of the description leads somewhere', async () => {
  const description = (await product.app.inject({ url: '/api/openapi.json' })).json()
  const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(match => match[1] ?? '')
  expect(references.length).toBeGreaterThan(0)
  for (const reference of references) expect(reference.split('/').reduce((at, part) => at?.[part], description)).toBeDefined()
})

test('the readable page shows every endpoint and every code in both languages, without script', async () => {
  for (const [language, title] of [
    ['zh-CN', '联客接口说明'],
    ['en', 'The interface of Lianke'],
  ] as const) {
    const page = await product.app.inject({ url: `/api/docs?lang=${language}` })
    expect(page.body).toContain(`<title>${title}</title>`)
    for (const endpoint of product.app.served) expect(page.body).toContain(`</span> <code>${endpoint.path}</code>`)
    for (const code of Object.keys(errorCodes)) expect(page.body).toContain(`<code>${code}</code>`)
    expect(page.body).not.toContain('<script')
    const nonce = /<style nonce="([^"]+)">/.exec(page.body)?.[1]
    expect(page.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  }
})

test('the health tells each part, with status 503 when one is not there', async () => {
  const asleep = await product.app.inject({ url: '/api/health' })
  expect(asleep.statusCode).toBe(503)
  expect(asleep.json()).toMatchObject({ ok: false, database: { ok: true }, migrations: { ok: true }, jobs: { ok: false } })
  await product.platform.jobs.start()
  const awake = await product.app.inject({ url: '/api/health' })
  expect(awake.statusCode).toBe(200)
  expect(awake.json().ok).toBe(true)
})

test('a database that is away is said to be away, not broken', () => {
  const gone = Object.assign(new Error('connect ENOENT /run/.s.PGSQL.5432'), { code: 'ENOENT', syscall: 'connect' })
  expect(refusalFor(gone)?.code).toBe('unavailable')
  expect(refusalFor(new Error('Connection terminated unexpectedly'))?.code).toBe('unavailable')
  expect(refusalFor(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }))).toBeUndefined()
  expect(refusalFor(new Error('anything else'))).toBeUndefined()
  expect(refusalFor('a thrown text')).toBeUndefined()
})

test('a connection that is cut in the middle of work is told to who waits on it, and ends nothing else', async () => {
  const { pool } = product.database
  const client = await pool.connect()
  const [backend] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
  const stray: unknown[] = []
  const note = (error: unknown) => stray.push(error)
  process.on('uncaughtException', note)
  const waiting = client.query('select pg_sleep(20)').catch(error => error as Error)
  await query(product.database.admin, 'select pg_terminate_backend($1)', [backend?.pid])
  expect(refusalFor(await waiting)?.code).toBe('unavailable')
  await new Promise(resolve => setTimeout(resolve, 50))
  process.off('uncaughtException', note)
  client.release(true)
  expect(stray).toEqual([])
})
