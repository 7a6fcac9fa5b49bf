import { join } from 'node:path'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { writeApiPage } from './api-page.ts'
import type { Platform } from './context.ts'
import { Refusal } from './errors.ts'
import { answerError, answerErrors } from './failures.ts'
import { version } from './health.ts'
import { newId } from './ids.ts'
import { languageOf, wishedLanguage } from './language.ts'
import { serveMetrics } from './metrics.ts'
import { describeApi } from './openapi.ts'
import { pagePolicy, secure } from './security.ts'
import { lookAfterChanges } from './stream-events.ts'
import { serveWebClient } from './web-client.ts'
import { withoutSecrets } from './without-secrets.ts'

const jsonLimit = 4 * 1024 * 1024

function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : newId()
}

/** Bodies: JSON (an empty one is an empty object), multipart where an endpoint takes uploads, nothing else. */
async function takeBodies(app: FastifyInstance): Promise<void> {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(/^application\/([\w.-]+\+)?json\s*(;|$)/i, { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {})
    else void parse(request, body as string, done)
  })
  await app.register(multipart, {
    limits: { fileSize: Number.POSITIVE_INFINITY, files: 50, fields: 200, fieldSize: 1024 * 1024, parts: 250 },
  })
}

/** One line an answer, with who and how long; bodies, cookies and query strings are never logged. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, person, membership, ip } = request
    const line = {
      requestId: request.id,
      method,
      path: withoutSecrets(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ip,
    }
    request.log.info({ ...line, userId: person?.userId, tenantId: membership?.tenantId }, 'answered')
  })
}

/** The methods that an address of the interface takes, of those that it was not asked with. */
function methodsAt(app: FastifyInstance, request: FastifyRequest): string[] {
  const path = request.url.split('?')[0] ?? ''
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
  return [...new Set(app.served.filter(endpoint => fits(endpoint.path)).map(endpoint => endpoint.method))]
}

function answerTheRest(app: FastifyInstance, webFolder: string): void {
  const page = serveWebClient(app, webFolder)
  app.setNotFoundHandler(async (request, reply) => {
    if (!/^\/(api|metrics)(\/|\?|$)/.test(request.url)) return await page(request, reply)
    const methods = methodsAt(app, request)
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    if (methods.length > 0 && request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send()
    if (methods.length > 0) throw new Refusal('method_not_allowed', undefined, { allow })
    throw new Refusal('not_found', ['没有这个接口地址。', 'There is no such address in this interface.'])
  })
}

function describe(app: FastifyInstance): void {
  app.get('/api/openapi.json', async () => describeApi(app.served, version))
  app.get('/api/docs', async (request, reply) => {
    const asked = wishedLanguage((request.query as { lang?: string }).lang)
    reply.header('content-security-policy', pagePolicy(request.nonce)).type('text/html; charset=utf-8')
    return reply.send(writeApiPage(app.served, version, asked ?? languageOf(request), request.nonce))
  })
}

/** The server without its rooms: the caller binds their endpoints and is handed the finished one by `ready()`. */
export async function openHttp(
  platform: Platform,
  webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web'),
): Promise<FastifyInstance> {
  const { config } = platform
  const app: FastifyInstance = Fastify({
    loggerInstance: platform.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: jsonLimit,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    genReqId: request => requestIdOf(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
  })
  app.decorate('platform', platform)
  app.decorate('served', [])
  app.decorateRequest('person', undefined)
  app.decorateRequest('membership', undefined)
  answerErrors(app)
  await secure(app)
  await takeBodies(app)
  logAnswers(app)
  lookAfterChanges(app)
  serveMetrics(app)
  describe(app)
  answerTheRest(app, webFolder)
  return app
}
