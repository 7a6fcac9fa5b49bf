import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import { Refusal } from './errors.ts'

export const sessionCookie = 'lianke_session'
export const csrfCookie = 'lianke_csrf'
const sessionSeconds = 14 * 86_400

/** The page's policy: scripts and calls from here alone, styles from here or with this answer's nonce, nothing inline, nothing evaluated. */
export function pagePolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host.replace(/^\[|\]$/g, ''))

export function isHttps(config: Config, request: FastifyRequest): boolean {
  return request.protocol === 'https' || (config.origin?.startsWith('https:') ?? false)
}

/** On loopback only loopback names are served, and beside them the configured origin: a page elsewhere cannot point its own name at us. */
export function isKnownHost(config: Config, hostname: string): boolean {
  if (config.origin !== undefined && new URL(config.origin).hostname === hostname.toLowerCase()) return true
  return isLoopback(hostname) || !isLoopback(config.host)
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A write must come from a page of ours, as far as the browser tells (Fetch metadata, Origin). Programs send neither header. */
export function refuseForeignOrigin(config: Config, request: FastifyRequest): void {
  if (safe.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('csrf')
  const { origin } = request.headers
  if (origin !== undefined && origin !== config.origin && origin !== `${request.protocol}://${request.host}`) throw new Refusal('csrf')
}

/** The token that a session's writes carry: bound to the session, so that a planted cookie is worth nothing. */
export function csrfOf(secret: string, token: string): string {
  return createHmac('sha256', secret).update(`csrf:${token}`).digest('base64url')
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** A write with a session cookie must repeat the readable cookie in the header x-lianke-csrf. */
export function refuseWithoutToken(request: FastifyRequest, expected: string): void {
  if (safe.has(request.method)) return
  const header = request.headers['x-lianke-csrf']
  if (typeof header !== 'string' || !same(header, expected)) throw new Refusal('csrf')
}

const cookieOptions = (config: Config, request: FastifyRequest) =>
  ({ path: '/', sameSite: 'lax', secure: isHttps(config, request) }) as const

export function giveSessionCookies(config: Config, request: FastifyRequest, reply: FastifyReply, token: string, csrf: string): void {
  const options = { ...cookieOptions(config, request), maxAge: sessionSeconds }
  reply.setCookie(sessionCookie, token, { ...options, httpOnly: true })
  reply.setCookie(csrfCookie, csrf, options)
}

export function takeSessionCookies(config: Config, request: FastifyRequest, reply: FastifyReply): void {
  const options = cookieOptions(config, request)
  reply.clearCookie(sessionCookie, { ...options, httpOnly: true })
  reply.clearCookie(csrfCookie, options)
}

/** Headers of every answer, cookies, and the check of host and origin. */
export async function secure(app: FastifyInstance): Promise<void> {
  const { config } = app.platform
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: false,
    hsts: config.origin?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  })
  app.decorateRequest('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    request.nonce = randomBytes(16).toString('base64')
    reply.header('x-request-id', request.id)
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    reply.header('content-security-policy', `default-src 'none'; frame-ancestors 'none'`)
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store')
    if (!isKnownHost(config, request.hostname)) throw new Refusal('wrong_host')
    refuseForeignOrigin(config, request)
  })
}
