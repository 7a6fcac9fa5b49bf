/** So many answers are remembered, the oldest forgotten first, each for so long. */
const remembered = 500
const millis = 10 * 60_000

/** Answers by key that may be ten minutes old: only how something is gone about may hang on them, never what is shown. */
export type RecentAnswers<T> = {
  readonly get: (key: string, now?: number) => T | undefined
  readonly keep: (key: string, answer: T, now?: number) => void
}

export function recentAnswers<T>(): RecentAnswers<T> {
  const kept = new Map<string, { readonly answer: T; readonly until: number }>()
  return {
    get: (key, now = performance.now()) => {
      const known = kept.get(key)
      return known !== undefined && known.until > now ? known.answer : undefined
    },
    keep: (key, answer, now = performance.now()) => {
      kept.delete(key)
      kept.set(key, { answer, until: now + millis })
      const [oldest] = kept.size > remembered ? kept.keys() : []
      if (oldest !== undefined) kept.delete(oldest)
    },
  }
}
