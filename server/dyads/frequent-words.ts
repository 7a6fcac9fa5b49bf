import { recentAnswers } from './recent-answers.ts'

const frequent = recentAnswers<true>()

const keyOf = (tenantId: string, words: readonly string[], limit: number) => `${tenantId} ${limit} ${words.join(' ')}`

/**
 * Whether more than so many customers were lately found by these words, and the list was walked instead: words that many names have are few, and
 * asked again and again.
 */
export const wereFrequent = (tenantId: string, words: readonly string[], limit: number): boolean =>
  frequent.get(keyOf(tenantId, words, limit)) === true

export const rememberFrequent = (tenantId: string, words: readonly string[], limit: number): void =>
  frequent.keep(keyOf(tenantId, words, limit), true)
