import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { HeadRoomQuery } from '#contract/value/wallet.ts'
import { groupsIn } from '#web/dyads/group-choice.tsx'
import { customerTypes } from '#core/segments/grid.ts'

/** The list of what customers could still buy as the address bar holds it: its filters, and the row whose drawer is open. */
export type HeadRoomSearch = HeadRoomQuery & { readonly open?: string; readonly openCategory?: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const textsOf = (value: unknown): string[] => [value].flat().filter(one => typeof one === 'string') as string[]
const present = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))

/** Reads the address bar; what is not understood is left out. */
export function headRoomSearchOf(search: Record<string, unknown>): HeadRoomSearch {
  const types: readonly string[] = [...customerTypes, 'unplaced']
  const id = (value: unknown) => textsOf(value).find(one => uuid.test(one))
  const flag = (value: unknown) => (value === true || value === 'true' ? true : undefined)
  const typed = typeof search.q === 'number' ? String(search.q) : textsOf(search.q)[0]
  return present([
    ['q', typed?.slice(0, 200)],
    [
      'category',
      textsOf(search.category)
        .filter(one => uuid.test(one))
        .slice(0, 50),
    ],
    [
      'owner',
      textsOf(search.owner)
        .filter(one => one === 'me' || one === 'nobody' || uuid.test(one))
        .slice(0, 50),
    ],
    ['type', textsOf(search.type).filter(one => types.includes(one))],
    ['confidence', textsOf(search.confidence).filter(one => ['A', 'B', 'C'].includes(one))],
    ['group', groupsIn(search.group)],
    ['lapsed', flag(search.lapsed)],
    ['notBought', flag(search.notBought)],
    ['open', id(search.open)],
    ['openCategory', id(search.openCategory)],
  ]) as HeadRoomSearch
}

/** What the server is asked for. */
export function queryOf(search: HeadRoomSearch): HeadRoomQuery {
  const { open: _, openCategory: __, ...query } = search
  return query
}

/** What the address bar says of the list, and a way to change a part of it. */
export function useHeadRoomSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const search = useMemo(() => headRoomSearchOf(raw), [raw])
  const change = useCallback(
    (next: { readonly [K in keyof HeadRoomSearch]?: HeadRoomSearch[K] | undefined }, replace = false) => {
      void navigate({ to: '.', replace, search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
    },
    [navigate],
  )
  return { search, change }
}
