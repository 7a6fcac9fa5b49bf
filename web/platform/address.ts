import type { Endpoint, Input } from '#contract/endpoint.ts'

type Whole<E extends Endpoint> = Input<E>
type MayBeLeftOut<T> = { [K in keyof T as Record<string, never> extends T[K] ? K : never]?: T[K] }
type MustBeGiven<T> = { [K in keyof T as Record<string, never> extends T[K] ? never : K]: T[K] }

/** What an endpoint takes; parts of which nothing must be given may be left out. */
export type Asked<E extends Endpoint> = MayBeLeftOut<Whole<E>> & MustBeGiven<Whole<E>>

type Parts = { readonly params?: unknown; readonly query?: unknown }

/** Path and query string of a call. Lists repeat their key; undefined, null and empty lists are left out. */
export function addressOf(endpoint: Endpoint, asked: Parts): string {
  const params = (asked.params ?? {}) as Record<string, string | number | undefined>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries((asked.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) query.append(key, String(one))
  }
  const tail = query.toString()
  return tail === '' ? path : `${path}?${tail}`
}
