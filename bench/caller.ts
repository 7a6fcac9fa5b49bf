import { setTimeout as wait } from 'node:timers/promises'
import type { BenchProduct } from './product.ts'

export type Call = (method: string, path: string, body?: object | FormData) => Promise<Record<string, unknown>>

/** A browser of its own: a function that calls the API and keeps its cookies. Throws with the answer where one is not well. */
export async function caller({ address }: Pick<BenchProduct, 'address'>): Promise<Call> {
  let cookie = ''
  let csrf = ''
  const call: Call = async (method, path, body) => {
    const isForm = body instanceof FormData
    const headers = { cookie, 'x-lianke-csrf': csrf, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) }
    const answer = await fetch(`${address}${path}`, { method, headers, ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}) })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookie = [...cookie.split('; ').filter(each => each !== '' && each.split('=')[0] !== pair.split('=')[0]), pair].join('; ')
      if (pair.startsWith('lianke_csrf=')) csrf = decodeURIComponent(pair.slice('lianke_csrf='.length))
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  await call('GET', '/api/session')
  return call
}

/** Founds a company and answers a function that calls the API as its administrator. */
export async function signedIn(product: BenchProduct, currency: string): Promise<Call> {
  const call = await caller(product)
  const administrator = { name: 'Bench', email: 'bench@lianke.example.com', password: 'a bench of figures 1' }
  await call('POST', '/api/company', { company: { name: 'Bench', baseCurrency: currency, timeZone: 'Asia/Shanghai' }, administrator })
  return call
}

/** Waits until no job waits or runs; answers all of them. */
export async function untilJobsRest(call: Call): Promise<Record<string, unknown>[]> {
  for (;;) {
    const { rows } = (await call('GET', '/api/jobs')) as { rows: Record<string, unknown>[] }
    if (rows.length > 0 && rows.every(job => job.state !== 'queued' && job.state !== 'running')) return rows
    await wait(100)
  }
}
