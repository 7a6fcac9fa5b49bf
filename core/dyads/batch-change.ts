import { changeTags } from '../platform/tag.ts'

/** What is changed of many customers at once: fields that are set to one value, tags that are put on and taken off. */
export type BatchChange = {
  readonly set?: Readonly<Record<string, unknown>>
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}

export type Values = Readonly<Record<string, unknown>>

/** The fields of one record before and after; both have the same names. */
export type Planned = { readonly before: Values; readonly after: Values }

/** At most so many customers are changed at once. */
export const largestBatch = 20_000
/** Up to so many it is done while one waits; more become a job. */
export const smallBatch = 500
/** For so many days a change of many customers can be taken back. */
export const undoDays = 30

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What a batch changes of a record with these values; undefined where it is all so already. */
export function plannedChange({ set = {}, addTags = [], removeTags = [] }: BatchChange, now: Values): Planned | undefined {
  const tags = Array.isArray(now['tags']) ? (now['tags'] as readonly string[]) : []
  const given: Values = addTags.length + removeTags.length === 0 ? set : { ...set, tags: changeTags(tags, addTags, removeTags) }
  const names = Object.keys(given).filter(name => given[name] !== undefined && !same(given[name], now[name]))
  if (names.length === 0) return undefined
  const pick = (from: Values) => Object.fromEntries(names.map(name => [name, from[name] ?? null]))
  return { before: pick(now), after: pick(given) }
}

/** What is put back of a record: the fields that still are as the batch left them; undefined where somebody has changed them all since. */
export function plannedReturn({ before, after }: Planned, now: Values): Planned | undefined {
  const names = Object.keys(before).filter(name => same(now[name], after[name]) && !same(before[name], after[name]))
  if (names.length === 0) return undefined
  const pick = (from: Values) => Object.fromEntries(names.map(name => [name, from[name] ?? null]))
  return { before: pick(now), after: pick(before) }
}
