import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { customerTypes } from '#core/segments/grid.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { churnKinds, warningCodes } from '#core/value/future.ts'

const lists = { type: [...customerTypes, 'unplaced'], code: warningCodes } as const
const words = ['owner', 'department'] as const

const textsOf = (value: unknown): string[] =>
  [value].flat().filter(one => typeof one === 'string' && one !== '' && one.length <= 100) as string[]
const present = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))

/** Who is listed, as the address bar holds it: the same words for warnings and for customers lost. */
export type Narrowed = {
  readonly type?: readonly string[]
  readonly owner?: readonly string[]
  readonly department?: readonly string[]
}

export type WarningsSearch = Narrowed & { readonly code?: readonly string[] }

export type ChurnSearch = Narrowed & {
  readonly by?: 'quarter'
  readonly kind?: (typeof churnKinds)[number]
  readonly stillGone?: true
  readonly from?: string
  readonly to?: string
}

function narrowedOf(search: Record<string, unknown>) {
  return [
    ['type', textsOf(search.type).filter(one => (lists.type as readonly string[]).includes(one))],
    ...words.map(name => [name, textsOf(search[name]).slice(0, 50)] as const),
  ] as const
}

/** Reads the address of the early warnings; what is not understood is left out. */
export function warningsSearchOf(search: Record<string, unknown>): WarningsSearch {
  return present([...narrowedOf(search), ['code', textsOf(search.code).filter(one => (lists.code as readonly string[]).includes(one))]])
}

/** Reads the address of the customers lost; a time counts only with both its ends. */
export function churnSearchOf(search: Record<string, unknown>): ChurnSearch {
  const day = (value: unknown) => textsOf(value).find(one => parseDay(one) !== undefined)
  const [from, to] = [day(search.from), day(search.to)]
  const hasTime = from !== undefined && to !== undefined && from <= to
  return present([
    ...narrowedOf(search),
    ['by', search.by === 'quarter' ? 'quarter' : undefined],
    ['kind', churnKinds.find(kind => kind === search.kind)],
    ['stillGone', search.stillGone === true || search.stillGone === 'true' ? true : undefined],
    ['from', hasTime ? from : undefined],
    ['to', hasTime ? to : undefined],
  ])
}

/** What the address bar says, read by `read`, and a way to change a part of it. */
export function useAddress<S extends object>(read: (search: Record<string, unknown>) => S) {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const search = useMemo(() => read(raw), [raw, read])
  const change = useCallback(
    (next: { readonly [K in keyof S]?: S[K] | undefined }) => {
      void navigate({ to: '.', replace: true, search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
    },
    [navigate],
  )
  return { search, change }
}
