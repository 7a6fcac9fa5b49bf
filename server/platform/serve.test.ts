import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoint, Id, Nullable } from '#contract/endpoint.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { openHttp } from './http.ts'
import { serve, serveAnyone, serveEvents, serveFile, serveUpload } from './serve.ts'

const query = Type.Object({
  limit: Type.Integer({ default: 50, minimum: 1, maximum: 100 }),
  type: Type.Optional(Type.Array(Type.Enum(['gold', 'star']))),
  open: Type.Optional(Type.Boolean()),
  until: Type.Optional(Nullable(Type.String({ format: 'date' }))),
})
const needs = 'customers.read' as const
const look = endpoint({
  method: 'GET',
  path: '/api/try/:id',
  summary: 'x',
  needs,
  params: Type.Object({ id: Id }),
  query,
  answer: Type.Object({ query: Type.Unknown() }),
})
const write = endpoint({
  method: 'POST',
  path: '/api/try',
  summary: 'x',
  needs,
  body: Type.Object({ lines: Type.Array(Type.Object({ quantity: Type.Integer() }), { maxItems: 3 }) }),
  answer: Type.Object({
    name: Type.String(),
    at: Type.String(),
    inner: Nullable(Type.Object({ a: Type.Integer() })),
    list: Type.Array(Type.Object({ b: Type.Integer() })),
  }),
})
const misfit = endpoint({ method: 'GET', path: '/api/try/misfit', summary: 'x', needs, answer: Type.Object({ n: Type.Integer() }) })
const upload = endpoint({
  method: 'POST',
  path: '/api/try/files',
  summary: 'x',
  needs,
  form: 'upload',
  body: Type.Object({ dryRun: Type.Boolean(), mapping: Type.Optional(Type.Object({ date: Type.String() })) }),
  answer: Type.Object({ files: Type.Array(Type.Unknown()), body: Type.Unknown() }),
})
const file = endpoint({ method: 'GET', path: '/api/try/file', summary: 'x', needs, form: 'file', answer: Type.Object({}) })
const events = endpoint({
  method: 'GET',
  path: '/api/try/events',
  summary: 'x',
  needs,
  form: 'events',
  answer: Type.Object({ n: Type.Integer() }),
})

let product: TestApp
let app: FastifyInstance
let browser: Browser
let left = ''
const streams = { ended: 0 }

async function* count(signal: AbortSignal) {
  try {
    for (let n = 0; !signal.aborted; n++) {
      yield { n, hidden: true }
      await wait(20)
    }
  } finally {
    streams.ended++
  }
}

beforeAll(async () => {
  product = await testApp()
  app = await openHttp(product.platform)
  serve(app, look, input => ({ query: input.query }))
  serve(app, write, () => ({ name: 'a', at: new Date(0), inner: { a: 1n, secret: 1 }, list: [{ b: 2, secret: 1 }], secret: 1 }) as never)
  serve(app, misfit, () => ({ n: 'text' }) as never)
  serveUpload(app, upload, ({ body }, { files }) => {
    left = files[0]?.path ?? ''
    return {
      files: files.map(({ path, ...one }) => ({
        ...one,
        same: createHash('sha256').update(readFileSync(path)).digest('hex') === one.sha256,
      })),
      body,
    }
  })
  serveFile(app, file, () => ({
    filename: '客户"清单".csv',
    mediaType: 'text/csv; charset=utf-8',
    content: Readable.from(['a,b\n', '1,2\n']),
  }))
  serveEvents(app, events, (_, ctx) => count(ctx.signal))
  await app.ready()
  browser = await memberBrowser({ app: product.app, database: product.database }, await plantTenant(product))
})
afterAll(async () => {
  await app.close()
  await product.close()
})

const headers = () => ({ 'x-lianke-csrf': browser.cookies.lianke_csrf ?? '' })
const ask = (url: string) => app.inject({ url, cookies: browser.cookies })
const send = (payload: string | object, more: Record<string, string> = {}, url = '/api/try') =>
  app.inject({ method: 'POST', url, cookies: browser.cookies, headers: { ...headers(), ...more }, payload })
const id = '0199e1a2-7b1c-7000-8000-000000000000'

test('the texts of an address are read as what they mean', async () => {
  expect((await ask(`/api/try/${id}?type=gold&open=true&until=2026-11-21`)).json()).toEqual({
    query: { limit: 50, type: ['gold'], open: true, until: '2026-11-21' },
  })
  expect((await ask(`/api/try/${id}?type=gold&type=star&limit=7`)).json()).toEqual({ query: { limit: 7, type: ['gold', 'star'] } })
})

test('what is wrong is said for every field, by its path', async () => {
  const answer = await ask('/api/try/x?limit=1.5&type=gold&type=lead&open=maybe&until=21.11.2026&colour=red')
  expect(answer.statusCode).toBe(422)
  expect(answer.json().details.fields.map((field: { path: string }) => field.path)).toEqual([
    'params.id',
    'query.limit',
    'query.type.1',
    'query.open',
    'query.until',
    'query.colour',
  ])
  const body = await send({ lines: [{ quantity: 1 }, { quantity: '2' }, {}, {}] }, { 'accept-language': 'en' })
  expect(body.json()).toMatchObject({ code: 'invalid', message: 'Some values cannot be accepted. See what each field says.' })
  expect(body.json().details.fields).toEqual(
    expect.arrayContaining([
      { path: 'body.lines.1.quantity', message: 'must be a whole number' },
      { path: 'body.lines.2.quantity', message: 'is required' },
      { path: 'body.lines', message: 'must have at most 3 entries' },
    ]),
  )
})

test('only what the contract names goes out', async () => {
  const answer = await send({ lines: [] })
  expect(answer.body).toBe('{"name":"a","at":"1970-01-01T00:00:00.000Z","inner":{"a":1},"list":[{"b":2}]}')
})

test('an answer that does not fit its contract is a fault, told by number alone', async () => {
  const answer = await ask('/api/try/misfit')
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({
    code: 'fault',
    message: expect.stringContaining(String(answer.headers['x-request-id'])),
    requestId: answer.headers['x-request-id'],
  })
})

test('bodies that are no JSON, too large or of another type are refused', async () => {
  expect((await send('{"lines": [', { 'content-type': 'application/json' })).json().code).toBe('unreadable')
  expect((await send('{"__proto__": {"a": 1}}', { 'content-type': 'application/json' })).statusCode).toBe(400)
  expect((await send('a,b', { 'content-type': 'text/csv' })).json().code).toBe('unsupported_media_type')
  expect((await send('lines=1', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(415)
  expect((await send(JSON.stringify({ lines: [], pad: 'x'.repeat(5_000_000) }), { 'content-type': 'application/json' })).json().code).toBe(
    'too_large',
  )
  expect((await ask('/%ff')).statusCode).toBeLessThan(500)
})

const boundary = 'XX'
function multipart(parts: readonly [head: string, content: Buffer | string][]): Buffer {
  return Buffer.concat([
    ...parts.flatMap(([head, content]) => [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}
const form = { 'content-type': `multipart/form-data; boundary=${boundary}` }

test('an upload is whole and on disk when it is answered, and gone after', async () => {
  const content = randomBytes(9_000_000)
  const parts = multipart([
    ['name="dryRun"', 'true'],
    ['name="mapping"', '{"date":"日期"}'],
    ['name="file"; filename="订单.csv"', content],
  ])
  const answer = await send(parts, form, '/api/try/files')
  const sha256 = createHash('sha256').update(content).digest('hex')
  expect(answer.json()).toEqual({
    files: [{ field: 'file', filename: '订单.csv', mediaType: expect.any(String), bytes: 9_000_000, sha256, same: true }],
    body: { dryRun: true, mapping: { date: '日期' } },
  })
  expect(() => readFileSync(left)).toThrow('ENOENT')
})

test('an upload that is refused or cut off leaves nothing behind', async () => {
  const uploads = join(product.platform.config.data, 'uploads')
  expect(
    (
      await send(
        multipart([
          ['name="dryRun"', 'perhaps'],
          ['name="file"; filename="a"', 'x'],
        ]),
        form,
        '/api/try/files',
      )
    ).json().details.fields[0].path,
  ).toBe('body.dryRun')
  const cut = multipart([['name="file"; filename="a"', 'x'.repeat(100_000)]]).subarray(0, 60_000)
  expect((await send(cut, form, '/api/try/files')).statusCode).toBeGreaterThanOrEqual(400)
  expect((await send({ dryRun: true }, {}, '/api/try/files')).statusCode).toBe(415)
  expect(readdirSync(uploads)).toEqual([])
})

test('a download carries its name in every alphabet', async () => {
  const answer = await ask('/api/try/file')
  expect(answer.body).toBe('a,b\n1,2\n')
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename="______.csv"; filename*=UTF-8''${encodeURIComponent('客户"清单".csv')}`,
  )
})

async function listen(server: FastifyInstance, cookie: string): Promise<{ text: () => string; go: () => void }> {
  const { port } = server.server.address() as AddressInfo
  return await new Promise((resolve, reject) => {
    let text = ''
    const request = get({ port, path: '/api/try/events', headers: { cookie } }, response => {
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk
        if (text.includes('"n":2')) resolve({ text: () => text, go: () => request.destroy() })
      })
      response.on('error', () => {})
    })
    request.on('error', reject)
  })
}

async function untilEnded(count: number): Promise<void> {
  for (let n = 0; n < 100 && streams.ended < count; n++) await wait(20)
  expect(streams.ended).toBe(count)
}

test('a stream ends when the listener goes', async () => {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const stream = await listen(app, `lianke_session=${browser.cookies.lianke_session}`)
  expect(stream.text()).toContain('data: {"n":0}\n\n')
  expect(stream.text()).not.toContain('hidden')
  stream.go()
  await untilEnded(1)
})

test('a stream ends when the product stops', async () => {
  const other = await testApp()
  const server = await openHttp(other.platform)
  serveEvents(server, events, (_, ctx) => count(ctx.signal))
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { cookies } = await memberBrowser(other, await plantTenant(other))
  const stream = await listen(server, `lianke_session=${cookies.lianke_session}`)
  await other.close()
  await untilEnded(2)
  await server.close()
  expect(stream.text()).toContain('"n":1')
})

test('an endpoint bound in the wrong way is refused at the start', () => {
  expect(() => serve(app, events, () => ({ n: 1 }))).toThrow('has the form events')
  expect(() => serveAnyone(app, look, () => ({ query: {} }))).toThrow('needs customers.read')
})
