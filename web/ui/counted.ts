import type { Language } from '#contract/platform/language.ts'
import { formatNumber } from '#web/platform/format.ts'

/** How many there are: known, or counted so far and more. */
export type Counted = number | { readonly count: number; readonly more: boolean } | null | undefined

/** The number that is sure. */
export const sureOf = (counted: Counted): number | undefined => (typeof counted === 'object' ? counted?.count : counted)

export const isMore = (counted: Counted): boolean => typeof counted === 'object' && counted?.more === true

/** `1,000` or, where counting stopped there, `1,000+`. */
export const countText = (counted: Counted, language: Language): string | undefined => {
  const sure = sureOf(counted)
  return sure === undefined ? undefined : `${formatNumber(sure, language)}${isMore(counted) ? '+' : ''}`
}
