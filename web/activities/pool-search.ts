import { useNavigate, useSearch } from '@tanstack/react-router'
import { poolTypes } from '#core/activities/pool.ts'
import { type PooledQuery } from './pool.queries.ts'

const reasons = ['released', 'recycled', 'transferred', 'assigned'] as const

/** What the address of the pools' page says. */
export type PoolSearch = {
  readonly pool?: string
  readonly q?: string
  readonly type?: (typeof poolTypes)[number]
  readonly why?: (typeof reasons)[number]
  readonly rules?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined)

export function poolSearchOf(search: Record<string, unknown>): PoolSearch {
  const found = {
    pool: text(search.pool),
    q: text(search.q),
    type: poolTypes.find(one => one === search.type),
    why: reasons.find(one => one === search.why),
    rules: text(search.rules),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as PoolSearch
}

export function usePoolSearch() {
  const search = poolSearchOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (next: Partial<Record<keyof PoolSearch, string | undefined>>) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...next }), replace: true } as never)
  return { search, change }
}

export const queryOf = ({ q, type, why }: PoolSearch): PooledQuery => ({
  ...(q ? { q } : {}),
  ...(type ? { type: [type] } : {}),
  ...(why ? { why: [why] } : {}),
})
