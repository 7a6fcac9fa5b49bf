import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import type { Answer, Endpoint, Form, Input } from '#contract/endpoint.ts'
import { inputCheck } from './check-input.ts'
import type { Ctx, OpenCtx, PersonCtx } from './context.ts'
import { Refusal } from './errors.ts'
import { gate, memberCtx, openCtx, personCtx } from './gates.ts'
import { discardUpload, receiveUpload, type UploadedFile } from './receive-upload.ts'
import { sendJson } from './send-json.ts'
import { answerShape } from './shape-answer.ts'
import { streamEvents } from './stream-events.ts'

type Given<E extends Endpoint, C> = (input: Input<E>, ctx: C) => Promise<Answer<E>> | Answer<E>

/** A file to hand out. Content that is made while it is sent comes as a stream. */
export type Download = {
  readonly filename: string
  readonly mediaType: string
  readonly content: Readable | Buffer | string
}

type Respond = (request: FastifyRequest, reply: FastifyReply, ending: AbortController) => Promise<unknown>

function refuseOtherForms(form: Form, request: FastifyRequest): void {
  const multipart = request.headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false
  if (multipart !== (form === 'upload')) throw new Refusal('unsupported_media_type')
}

/** Aborted when the caller goes or the product stops. */
function endingOf(app: FastifyInstance, reply: FastifyReply): AbortController {
  const ending = new AbortController()
  const end = () => ending.abort()
  app.platform.stopping.addEventListener('abort', end, { once: true })
  reply.raw.once('close', () => {
    app.platform.stopping.removeEventListener('abort', end)
    if (!reply.raw.writableFinished) end()
  })
  return ending
}

function route(app: FastifyInstance, endpoint: Endpoint, form: Form, respond: Respond): void {
  if (endpoint.form !== form) throw new Error(`${endpoint.method} ${endpoint.path} has the form ${endpoint.form}: it is bound as ${form}`)
  app.served.push(endpoint)
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    exposeHeadRoute: endpoint.method === 'GET' && form === 'json',
    onRequest: gate(app.platform, endpoint.needs),
    handler: async (request, reply) => {
      if (endpoint.method !== 'GET') refuseOtherForms(form, request)
      return await respond(request, reply, endingOf(app, reply))
    },
  })
}

function serveJson<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: (input: Input<E>, open: OpenCtx) => Promise<Answer<E>> | Answer<E>,
) {
  const check = inputCheck(endpoint, app.platform.now)
  const shape = answerShape(endpoint.answer, app.platform.strict)
  route(app, endpoint, 'json', async (request, reply, ending) => {
    const { params, query, body } = request
    const input = check({ params, query, body })
    const result = await answer(input, openCtx(app.platform, request, reply, ending.signal))
    return await sendJson(request, reply, shape(result))
  })
}

/** Binds an endpoint that anyone may call. */
export function serveAnyone<E extends Endpoint>(app: FastifyInstance, endpoint: E, answer: Given<E, OpenCtx>): void {
  if (endpoint.needs !== 'anyone') throw new Error(`${endpoint.path} needs ${endpoint.needs}: bind it with serve or servePerson`)
  serveJson(app, endpoint, answer)
}

/** Binds an endpoint for someone signed in, whether or not they have chosen a firm. */
export function servePerson<E extends Endpoint>(app: FastifyInstance, endpoint: E, answer: Given<E, PersonCtx>): void {
  if (endpoint.needs !== 'signed_in') throw new Error(`${endpoint.path} needs ${endpoint.needs}: bind it with serve`)
  serveJson(app, endpoint, (input, open) => answer(input, personCtx(open)))
}

/**
 * Binds an endpoint of the contract to the function that answers it for a member of a firm. Who calls and what they need is checked before
 * the body is read, the input before the function is called; only what the answer's schema names goes out. A Refusal thrown anywhere below
 * becomes its status and code; anything else that is thrown is a fault.
 */
export function serve<E extends Endpoint>(app: FastifyInstance, endpoint: E, answer: Given<E, Ctx>): void {
  if (endpoint.needs === 'anyone') throw new Error(`${endpoint.path} is for anyone: bind it with serveAnyone`)
  serveJson(app, endpoint, (input, open) => answer(input, memberCtx(open)))
}

/** Binds an endpoint of form `upload`: the files are whole and on disk when the function is called, the fields are the input's body. */
export function serveUpload<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: Given<E, Ctx & { readonly files: readonly UploadedFile[] }>,
): void {
  const check = inputCheck(endpoint, app.platform.now)
  const shape = answerShape(endpoint.answer, app.platform.strict)
  route(app, endpoint, 'upload', async (request, reply, ending) => {
    const ctx = memberCtx(openCtx(app.platform, request, reply, ending.signal))
    const { files, fields, folder } = await receiveUpload(request, app.platform.config.data)
    const work = async () => shape(await answer(check({ params: request.params, query: request.query, body: fields }), { ...ctx, files }))
    const shaped = await work().finally(() => discardUpload(folder))
    return await sendJson(request, reply, shaped)
  })
}

const attachment = (filename: string) =>
  `attachment; filename="${filename.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(filename).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)}`

/** Binds an endpoint of form `file`: what the function answers is sent as a download. */
export function serveFile<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: (input: Input<E>, ctx: Ctx) => Promise<Download> | Download,
): void {
  const check = inputCheck<Endpoint<TObject, TObject>>(endpoint, app.platform.now)
  route(app, endpoint, 'file', async (request, reply, ending) => {
    const { params, query, body } = request
    const input = check({ params, query, body }) as Input<E>
    const { filename, mediaType, content } = await answer(input, memberCtx(openCtx(app.platform, request, reply, ending.signal)))
    return reply.type(mediaType).header('content-disposition', attachment(filename)).send(content)
  })
}

/** Binds an endpoint of form `file` that anyone may call: who may have it is told by its address. */
export function serveAnyoneFile<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: (input: Input<E>, ctx: OpenCtx) => Promise<Download> | Download,
): void {
  if (endpoint.needs !== 'anyone') throw new Error(`${endpoint.path} needs ${endpoint.needs}: bind it with serveFile`)
  const check = inputCheck<Endpoint<TObject, TObject>>(endpoint, app.platform.now)
  route(app, endpoint, 'file', async (request, reply, ending) => {
    const { params, query, body } = request
    const input = check({ params, query, body }) as Input<E>
    const { filename, mediaType, content } = await answer(input, openCtx(app.platform, request, reply, ending.signal))
    return reply.type(mediaType).header('content-disposition', attachment(filename)).send(content)
  })
}

/** Binds an endpoint of form `events`: each answer that the function yields is one event. It should end when `ctx.signal` is aborted. */
export function serveEvents<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: (input: Input<E>, ctx: Ctx) => AsyncIterable<Answer<E>> | Promise<AsyncIterable<Answer<E>>>,
): void {
  const check = inputCheck(endpoint, app.platform.now)
  const write = answerShape(endpoint.answer, app.platform.strict)
  route(app, endpoint, 'events', async (request, reply, ending) => {
    const input = check({ params: request.params, query: request.query, body: {} })
    const answers = await answer(input, memberCtx(openCtx(app.platform, request, reply, ending.signal)))
    await streamEvents(app.platform, request, reply, { answers, write, ending })
    return reply
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every endpoint bound so far: the source of the API description. */
    served: Endpoint[]
  }
}
