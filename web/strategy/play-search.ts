import { strategyGroups } from '#core/strategy/group.ts'

/** What the address of the playbooks says: the group, whether with those out of use, whose drawer is open (`new` for one to be added), whose customers. */
export type BookSearch = {
  readonly group?: 'everyone' | (typeof strategyGroups)[number]
  readonly removed?: true
  readonly open?: string
  readonly fits?: string
}

const idOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' && value.length <= 40 ? value : undefined)

/** Reads the address; what is not understood is left out. */
export function bookSearchOf(search: Record<string, unknown>): BookSearch {
  const read = {
    group: (['everyone', ...strategyGroups] as const).find(group => group === search['group']),
    removed: search['removed'] === true ? (true as const) : undefined,
    open: idOf(search['open']),
    fits: idOf(search['fits']),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** The care calendar's year, and whether its months that are over are shown. */
export type CareSearch = { readonly year?: number; readonly past?: true }

export function careSearchOf(search: Record<string, unknown>): CareSearch {
  const year = Number(search['year'])
  return { ...(Number.isInteger(year) && year >= 2000 && year <= 2200 ? { year } : {}), ...(search['past'] === true ? { past: true } : {}) }
}
