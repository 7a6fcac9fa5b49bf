/** So many searches are remembered, the least recently asked forgotten first, each for so long. */
const remembered = 500
const millis = 10 * 60_000

const until = new Map<string, number>()

const keyOf = (tenantId: string, words: readonly string[], limit: number) => `${tenantId} ${limit} ${words.join(' ')}`

/**
 * Whether more than so many customers were lately found by these words, and the list was walked instead. Only how a search goes about it hangs on this, never
 * what it finds: words that many names have are few, and asked again and again.
 */
export function wereFrequent(tenantId: string, words: readonly string[], limit: number, now = performance.now()): boolean {
  return (until.get(keyOf(tenantId, words, limit)) ?? 0) > now
}

export function rememberFrequent(tenantId: string, words: readonly string[], limit: number, now = performance.now()): void {
  const key = keyOf(tenantId, words, limit)
  until.delete(key)
  until.set(key, now + millis)
  const [oldest] = until.size > remembered ? until.keys() : []
  if (oldest !== undefined) until.delete(oldest)
}
