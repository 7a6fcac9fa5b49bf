import type { Play } from './play.ts'

/** The parts of a play that a person reads, in their order. */
export const playFields = [
  'name',
  'about',
  'kind',
  'strategyGroup',
  'customerTypes',
  'bondLevel',
  'care',
  'moneyMinor',
  'hours',
  'restDays',
  'startCondition',
  'steps',
  'effect',
  'holdoutShare',
] as const satisfies readonly (keyof Play)[]
export type PlayField = (typeof playFields)[number]

/** Values under sorted names, so that the order in which a database keeps an object is no difference. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, settled(each)]),
  )
}

type Compared = Readonly<Record<PlayField, unknown>>

/** Which parts of a play two versions of it have otherwise. */
export const playDifferences = (before: Compared, after: Compared): readonly PlayField[] =>
  playFields.filter(field => JSON.stringify(settled(before[field])) !== JSON.stringify(settled(after[field])))
