import type { APIRequestContext, BrowserContext } from '@playwright/test'
import type { Login } from './product.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The product's public interface with the session of a browser context. Each call answers the parsed JSON; a refusal throws. */
export type Api = {
  readonly call: <T = unknown>(method: Method, path: string, body?: object) => Promise<T>
  readonly get: <T = unknown>(path: string) => Promise<T>
  readonly signIn: (login: Login) => Promise<void>
}

async function csrfOf(context: BrowserContext, address: string): Promise<string> {
  const cookies = await context.cookies(address)
  return cookies.find(cookie => cookie.name === 'lianke_csrf')?.value ?? ''
}

export function apiOf(context: BrowserContext, address: string): Api {
  const request: APIRequestContext = context.request
  const call: Api['call'] = async <T>(method: Method, path: string, body?: object) => {
    const token = method === 'GET' ? {} : { 'x-lianke-csrf': decodeURIComponent(await csrfOf(context, address)) }
    const headers = { 'accept-language': 'zh-CN', ...token }
    const answer = await request.fetch(address + path, { method, headers, ...(body === undefined ? {} : { data: body }) })
    if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return {
    call,
    get: async path => await call('GET', path),
    signIn: async login => void (await call('POST', '/api/session', login)),
  }
}
