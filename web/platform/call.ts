import type { Answer, Endpoint } from '#contract/endpoint.ts'
import { type Asked, addressOf } from './address.ts'
import { preferences } from './preferences.ts'
import { offline, type Refusal, refusalOf } from './refusal.ts'

type Options = { readonly signal?: AbortSignal }

/** The token that the server gave in a readable cookie and wants back with every write. */
function csrfToken(): string {
  return /(?:^|;\s*)lianke_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? ''
}

export function headersFor(method: string): Record<string, string> {
  const language = { 'accept-language': preferences().language }
  return method === 'GET' ? language : { ...language, 'x-lianke-csrf': decodeURIComponent(csrfToken()) }
}

type Parts = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

async function send(endpoint: Endpoint, asked: Parts, options: Options): Promise<Response> {
  const json = endpoint.method !== 'GET' && endpoint.form !== 'upload'
  const headers = { ...headersFor(endpoint.method), ...(json ? { 'content-type': 'application/json' } : {}) }
  const request: RequestInit = { method: endpoint.method, credentials: 'same-origin', headers }
  if (json) request.body = JSON.stringify(asked.body ?? {})
  if (options.signal) request.signal = options.signal
  try {
    return await fetch(addressOf(endpoint, asked), request)
  } catch (reason) {
    throw options.signal?.aborted ? reason : offline()
  }
}

async function refused(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => undefined)
  return refusalOf(response.status, body, response.headers.get('x-request-id'))
}

/**
 * Calls an endpoint of the contract with what it asks for (params, query, body) and gives its answer as the contract shapes it. Throws a
 * `Refusal` for whatever the server says no to, and one of kind `offline` where it cannot be reached.
 */
export async function call<E extends Endpoint>(endpoint: E, asked: Asked<E>, options: Options = {}): Promise<Answer<E>> {
  const response = await send(endpoint, asked, options)
  if (!response.ok) throw await refused(response)
  return (response.status === 204 ? {} : await response.json()) as Answer<E>
}

function fileNameOf(response: Response, otherwise: string): string {
  const header = response.headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1]
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)"?/i.exec(header)?.[1] ?? otherwise)
}

/** Hands a made or fetched file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Fetches an endpoint of form `file` and saves it under the server's name, or `otherwise`. Throws a `Refusal` as `call` does. */
export async function download<E extends Endpoint>(endpoint: E, asked: Asked<E>, otherwise: string, options: Options = {}): Promise<void> {
  const response = await send(endpoint, asked, options)
  if (!response.ok) throw await refused(response)
  saveFile(await response.blob(), fileNameOf(response, otherwise))
}
