import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerOf, faultAnswer, Refusal, type RefusalCode } from './errors.ts'
import { languageOf } from './language.ts'
import { withoutSecrets } from './without-secrets.ts'

const byStatus: Record<number, RefusalCode> = {
  400: 'unreadable',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
}

/** Errors of the database that say something to the caller: duplicates, lost races, a server that is away. */
const byCode: Record<string, RefusalCode> = {
  '23505': 'already_exists',
  '40001': 'conflict',
  '40P01': 'conflict',
  '53300': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '08006': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
}

/** A number that no column of its kind holds: nobody sends one but to see what happens, or by a slip of the keyboard. */
const outOfRange = '22003'
const beyond = ['有数值超出可保存的范围，请核对后重试。', 'A number is beyond what can be kept. Check the figures and try again.'] as const

/** The socket of the database is not there, or the connection broke off in the middle: the driver gives these no code of their own. */
function isLostConnection(error: unknown): boolean {
  const { syscall, message } = error as Partial<NodeJS.ErrnoException>
  return syscall === 'connect' || (message ?? '').startsWith('Connection terminated')
}

/** The refusal that an error amounts to, undefined for a fault. */
export function refusalFor(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === outOfRange) return new Refusal('invalid', beyond)
  const known =
    byCode[code ?? ''] ??
    (isLostConnection(error) ? 'unavailable' : undefined) ??
    (error instanceof SyntaxError && statusCode === 400 ? 'unreadable' : undefined)
  const told = known ?? (statusCode !== undefined && statusCode < 500 ? byStatus[statusCode] : undefined)
  return told === undefined ? undefined : new Refusal(told)
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { retryAfterSeconds, allow } = refusal.details
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  if (allow !== undefined) reply.header('allow', allow)
  const language = languageOf(request)
  return reply
    .code(refusal.status)
    .header('content-language', language)
    .type('application/json')
    .send(answerOf(refusal, language, request.id))
}

/** An answer for any error: a refusal as such, all else as a fault that is logged under the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error)
  const isOfDatabase = refusal?.code === 'unavailable' || (error as { code?: string }).code === outOfRange
  if (refusal === undefined || isOfDatabase) request.log.error({ err: error, url: withoutSecrets(request.url) }, 'fault')
  if (refusal !== undefined) return sendRefusal(request, reply, refusal)
  return reply
    .code(500)
    .type('application/json')
    .send(faultAnswer(languageOf(request), request.id))
}

/** The one place where errors become answers. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError)
}
