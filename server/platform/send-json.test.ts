import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from './send-json.ts'

let app: FastifyInstance

beforeAll(() => {
  app = Fastify()
  app.get(
    '/:letters',
    async (request, reply) => await sendJson(request, reply, 'x'.repeat(Number((request.params as { letters: string }).letters))),
  )
})
afterAll(() => app.close())

const elsewhere = '192.0.2.7'
const ask = async (letters: number, remoteAddress: string, headers: Record<string, string> = {}) =>
  await app.inject({ url: `/${letters}`, remoteAddress, headers: { 'accept-encoding': 'gzip, deflate', ...headers } })

test('a page goes out pressed over a network, as it is to a program of this machine, and pressed where that one passes it on', async () => {
  const pressed = await ask(50_000, elsewhere)
  expect(pressed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(pressed.rawPayload).toString()).toBe(`"${'x'.repeat(50_000)}"`)
  for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    const plain = await ask(50_000, here)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.json()).toHaveLength(50_000)
  }
  for (const passing of ['x-forwarded-for', 'forwarded', 'via'])
    expect((await ask(50_000, '127.0.0.1', { [passing]: elsewhere })).headers['content-encoding']).toBe('gzip')
})

test('a short answer is never pressed, a whole map always, unless the caller cannot read it', async () => {
  expect((await ask(1000, elsewhere)).headers['content-encoding']).toBeUndefined()
  expect((await ask(300_000, '127.0.0.1')).headers['content-encoding']).toBe('gzip')
  expect((await ask(300_000, elsewhere, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined()
})
