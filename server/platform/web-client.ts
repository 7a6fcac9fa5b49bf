import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes, Refusal } from './errors.ts'
import { pagePolicy } from './security.ts'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/

type Encoding = 'br' | 'gzip' | 'identity'
type Stored = { readonly etag: string; readonly mediaType: string; readonly modified: number; readonly bodies: Map<Encoding, Buffer> }

const compress: Record<Exclude<Encoding, 'identity'>, (body: Buffer) => Promise<Buffer>> = {
  br: body =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
  gzip: body => promisify(gzip)(body, { level: 6 }),
}

/** Built files, compressed at their first request and then kept: a few megabytes in all. */
function openStore(folder: string) {
  const stored = new Map<string, Stored>()
  const load = async (path: string): Promise<Stored | undefined> => {
    const info = await stat(path).catch(() => undefined)
    if (!info?.isFile()) return undefined
    const known = stored.get(path)
    if (known?.modified === info.mtimeMs) return known
    const body = await readFile(path)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const fresh: Stored = {
      etag,
      mediaType: mediaTypes[extname(path)] ?? 'application/octet-stream',
      modified: info.mtimeMs,
      bodies: new Map([['identity', body]]),
    }
    stored.set(path, fresh)
    return fresh
  }
  return {
    find: async (url: string): Promise<Stored | undefined> => {
      const path = join(folder, normalize(url))
      return path.startsWith(folder + sep) ? await load(path) : undefined
    },
  }
}

const accepts = (request: FastifyRequest, encoding: string) =>
  new RegExp(`(^|[,\\s])${encoding}\\s*(;\\s*q=(1|0?\\.[0-9]*[1-9]))?\\s*(,|$)`, 'i').test(String(request.headers['accept-encoding'] ?? ''))

async function bodyOf(file: Stored, request: FastifyRequest): Promise<{ encoding: Encoding; body: Buffer }> {
  const plain = file.bodies.get('identity') ?? Buffer.alloc(0)
  if (!compressible.test(file.mediaType) || plain.length < 1024) return { encoding: 'identity', body: plain }
  const encoding = accepts(request, 'br') ? 'br' : accepts(request, 'gzip') ? 'gzip' : 'identity'
  if (encoding === 'identity') return { encoding, body: plain }
  const body = file.bodies.get(encoding) ?? (await compress[encoding](plain))
  file.bodies.set(encoding, body)
  return { encoding, body }
}

async function sendFile(file: Stored, url: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('etag', file.etag).header('vary', 'accept-encoding')
  reply.header('cache-control', url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const { encoding, body } = await bodyOf(file, request)
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.type(file.mediaType).send(body)
}

/** The page itself: new with each request, because the nonce for its styles is. */
function sendPage(page: Stored, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const text = (page.bodies.get('identity') ?? '').toString().replaceAll('__NONCE__', request.nonce)
  reply.header('content-security-policy', pagePolicy(request.nonce)).header('cache-control', 'no-store').type('text/html; charset=utf-8')
  if (!accepts(request, 'gzip')) return reply.send(text)
  return reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').send(gzipSync(text))
}

/** Surveys are answered on a page of their own: it has none of the client's rooms, and is there at once on a phone. */
const surveyAddress = /^\/s\/[^/]*$/

const notBuilt = [
  '网页尚未构建：请在产品目录运行 npm start（它会自动构建），然后刷新本页。',
  'The web client is not built yet: run npm start in the folder of the product, which builds it, then reload this page.',
] as const

/** Answers everything beside the interface: built files under their names, and the page for every other address, which the client routes. */
export function serveWebClient(
  app: FastifyInstance,
  folder: string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const store = openStore(folder)
  return async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal('method_not_allowed', undefined, { allow: 'GET, HEAD' })
    const url = decodeURI(request.url.split('?')[0] ?? '/')
    const file = url === '/' || url === '/index.html' ? undefined : await store.find(url)
    if (file) return await sendFile(file, url, request, reply)
    if (extname(url) !== '' && url !== '/index.html')
      return reply.code(404).type('text/plain; charset=utf-8').send(errorCodes.not_found.words.join('\n'))
    const page = await store.find(surveyAddress.test(url) ? '/survey.html' : '/index.html')
    if (page) return sendPage(page, request, reply)
    app.log.warn('the web client is not built')
    return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt.join('\n'))
  }
}
