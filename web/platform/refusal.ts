/** One field that was refused, by its path in the body (`lines.3.price`) and the sentence that says why. */
export type FieldRefusal = { readonly field: string; readonly message: string }

/** Where an answer failed: the way to the server, who asks, what was asked, or the server itself. */
export type RefusalKind = 'offline' | 'signed_out' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'too_many' | 'too_large' | 'fault'

/** What a caller may see of a refused request: a code, a sentence in the user's language and the id to quote to the administrator. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly fields: readonly FieldRefusal[]
  readonly details: unknown

  constructor(given: {
    readonly status: number
    readonly code: string
    readonly message: string
    readonly requestId?: string | undefined
    readonly details?: unknown
  }) {
    super(given.message)
    this.name = 'Refusal'
    this.status = given.status
    this.code = given.code
    this.requestId = given.requestId
    this.details = given.details
    this.kind = kindOf(given.status)
    this.fields = fieldsOf(given.details)
  }
}

export function kindOf(status: number): RefusalKind {
  switch (status) {
    case 0:
      return 'offline'
    case 401:
      return 'signed_out'
    case 403:
      return 'forbidden'
    case 404:
      return 'missing'
    case 409:
      return 'conflict'
    case 400:
    case 422:
      return 'invalid'
    case 413:
      return 'too_large'
    case 429:
      return 'too_many'
    default:
      return status === 502 || status === 503 || status === 504 ? 'offline' : 'fault'
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Field refusals from `details`: a list of `{field | path, message}`, or the same under `fields`; anything else has none. */
export function fieldsOf(details: unknown): readonly FieldRefusal[] {
  const list = Array.isArray(details) ? details : isRecord(details) && Array.isArray(details.fields) ? details.fields : []
  return list.filter(isRecord).flatMap(entry => {
    const field = entry.field ?? entry.path
    return typeof field === 'string' && typeof entry.message === 'string'
      ? [{ field: field.replace(/^[/.]/, '').replaceAll('/', '.'), message: entry.message }]
      : []
  })
}

/** Whether nothing but the address was refused: what cannot be the id of anything leads to nothing, and there are no fields to correct. */
const isWrongAddress = (details: unknown) => {
  const fields = fieldsOf(details)
  return fields.length > 0 && fields.every(({ field }) => field.startsWith('params.'))
}

/** Reads a refusal out of an answer that was not ok. `body` is the parsed JSON, or undefined where there was none. */
export function refusalOf(status: number, body: unknown, requestId: string | null): Refusal {
  const inner = isRecord(body) && isRecord(body.error) ? body.error : body
  const told = isRecord(inner) ? inner : {}
  if (isWrongAddress(told.details)) return new Refusal({ status: 404, code: 'not_found', message: '' })
  return new Refusal({
    status,
    code: typeof told.code === 'string' ? told.code : `http_${status}`,
    message: typeof told.message === 'string' ? told.message : '',
    requestId: typeof told.requestId === 'string' ? told.requestId : (requestId ?? undefined),
    details: told.details,
  })
}

/** The server could not be reached at all. */
export const offline = () => new Refusal({ status: 0, code: 'offline', message: '' })
