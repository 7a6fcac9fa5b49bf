import type { Answer, Endpoint } from '#contract/endpoint.ts'
import { type Asked, addressOf } from './address.ts'
import { headersFor } from './call.ts'
import { offline, refusalOf } from './refusal.ts'

/** Bytes sent so far of all bytes. */
export type Sent = { readonly sent: number; readonly total: number }

type Parcel = { readonly files: readonly File[]; readonly fields?: Readonly<Record<string, string>> }
type Options = { readonly onProgress?: (sent: Sent) => void; readonly signal?: AbortSignal }

/** Fields come before files, so that the server knows what it receives before it reads it. */
function formOf({ files, fields = {} }: Parcel): FormData {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  for (const file of files) form.append('file', file, file.name)
  return form
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function settle<A>(request: XMLHttpRequest, resolve: (answer: A) => void, reject: (reason: Error) => void): void {
  const body = parsed(request.responseText)
  if (request.status >= 200 && request.status < 300) resolve(body as A)
  else reject(refusalOf(request.status, body, request.getResponseHeader('x-request-id')))
}

/**
 * Sends files to an endpoint of form `upload` as multipart/form-data (each under the name `file`, text fields before them), tells how many
 * bytes are sent, and gives the answer. Throws as `call` does; an aborted upload throws an AbortError.
 */
export function upload<E extends Endpoint>(
  endpoint: E,
  asked: Omit<Asked<E>, 'body'>,
  parcel: Parcel,
  options: Options = {},
): Promise<Answer<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, addressOf(endpoint, asked))
    for (const [key, value] of Object.entries(headersFor(endpoint.method))) request.setRequestHeader(key, value)
    request.upload.onprogress = event => options.onProgress?.({ sent: event.loaded, total: event.total })
    request.onload = () => settle<Answer<E>>(request, resolve, reject)
    request.onerror = () => reject(offline())
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(formOf(parcel))
  })
}
