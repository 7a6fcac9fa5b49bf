import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findCaller, tokenOf } from './identity.ts'
import type { Platform } from './context.ts'

const heartbeatMillis = 15_000

/** Ends the stream of a session that has ended: a revoked session must not go on watching. */
async function isStillSignedIn(platform: Platform, request: FastifyRequest): Promise<boolean> {
  const token = tokenOf(request)
  const caller = token === undefined ? undefined : await findCaller(platform, token)
  return caller?.person.userId === request.person?.userId && caller?.membership?.tenantId === request.membership?.tenantId
}

/** Every open stream, as a look at whether its caller is still signed in. */
const looks = new WeakMap<Platform, Set<() => void>>()

const touchesSessions = /^\/api\/(session|me|users)(\/|\?|$)/

/** A session or a person was changed here: open streams look at once, not at their next beat. (What another process changes is seen at the beat.) */
export function lookAfterChanges(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' || reply.statusCode >= 300 || !touchesSessions.test(request.url)) return
    for (const look of looks.get(app.platform) ?? []) look()
  })
}

type Stream = { readonly answers: AsyncIterable<unknown>; readonly write: (answer: unknown) => unknown; readonly ending: AbortController }

/**
 * Sends answers as server-sent events, each as JSON, until the source ends, the caller leaves, their session ends or the product stops. A
 * comment every fifteen seconds keeps proxies from cutting the line. A caller who reads slowly slows the source.
 */
export async function streamEvents(platform: Platform, request: FastifyRequest, reply: FastifyReply, stream: Stream): Promise<void> {
  const { answers, write, ending } = stream
  const { raw } = reply
  const headers = {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  reply.hijack()
  raw.writeHead(200, headers as Record<string, string>)
  raw.write('retry: 2000\n\n')
  const look = () =>
    void isStillSignedIn(platform, request).then(
      good => good || ending.abort(),
      () => ending.abort(),
    )
  const beat = () => {
    raw.write(': \n\n')
    look()
  }
  const open = looks.get(platform) ?? new Set()
  looks.set(platform, open.add(look))
  // The session may have ended between the gate and here.
  look()
  const heartbeat = setInterval(beat, heartbeatMillis)
  try {
    for await (const answer of answers) {
      if (ending.signal.aborted) break
      if (!raw.write(`data: ${JSON.stringify(write(answer))}\n\n`)) await drained(raw, ending.signal)
    }
  } catch (error) {
    if (!ending.signal.aborted) request.log.error({ err: error, url: request.url }, 'fault in a stream')
  } finally {
    clearInterval(heartbeat)
    open.delete(look)
    raw.end()
  }
}

function drained(raw: FastifyReply['raw'], signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    raw.once('drain', resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
