import type { Settings } from '#contract/value/settings.ts'
import type { CurrentCuts, ValuationSettings } from '#core/value/settings.ts'

/** The settings under change. The contract's record and the engine's are one shape. */
export type Draft = ValuationSettings
export const draftOf = (settings: Settings): Draft => settings as unknown as Draft

/** A form of a part of the draft: what it is, what is wrong with it by field, and how it changes. */
export type PartGiven = {
  readonly draft: Draft
  readonly currency: string
  readonly disabled: boolean
  readonly wrong: (field: string) => string | undefined
  readonly onChange: (change: Partial<Draft>) => void
}

/** Cuts of a method to begin with when it is chosen. Money in minor units. */
export function cutsOfMethod(method: CurrentCuts['method'], { smallBook }: Draft): CurrentCuts {
  if (method === 'tertile') return { method }
  if (method === 'percentile') return { method, high: 80, medium: 50 }
  if (method === 'abc') return { method, high: 80, medium: 95 }
  return { method, high: smallBook.high, medium: smallBook.medium }
}

/** Whether two drafts say the same; the version is not a part of what they say. */
export function isSame(one: Draft, other: Draft): boolean {
  const bare = (draft: Draft) => JSON.stringify({ ...draft, version: 0 })
  return bare(one) === bare(other)
}
