import { Refusal } from '#server/platform/errors.ts'
import { networkOf } from '#server/platform/login-limit.ts'

const windowMillis = 10 * 60_000
const mostNetworks = 20_000
/** Within a window, of one network: an office behind one address may answer together, a machine may not try addresses. */
const limits = { call: 300, miss: 30 } as const

type Window = { readonly from: number; call: number; miss: number }

export type SurveyLimit = {
  /** Counts a call; throws `too_many_attempts` where there were too many, or too many that led nowhere. */
  readonly count: (address: string, now: Date) => void
  /** The call led nowhere. */
  readonly miss: (address: string, now: Date) => void
}

/** Bounds how often one network calls what anyone may call. At most 20,000 networks are remembered, the oldest are forgotten first. */
export function openSurveyLimit(): SurveyLimit {
  const seen = new Map<string, Window>()
  const windowOf = (address: string, now: number): Window => {
    const key = networkOf(address)
    const known = seen.get(key)
    if (known && now - known.from < windowMillis) return known
    const fresh = { from: now, call: 0, miss: 0 }
    seen.delete(key)
    seen.set(key, fresh)
    const oldest = seen.size > mostNetworks ? seen.keys().next().value : undefined
    if (oldest !== undefined) seen.delete(oldest)
    return fresh
  }
  return {
    count: (address, at) => {
      const window = windowOf(address, at.getTime())
      if (window.call >= limits.call || window.miss >= limits.miss) {
        const seconds = Math.max(1, Math.ceil((window.from + windowMillis - at.getTime()) / 1000))
        throw new Refusal(
          'too_many_attempts',
          [
            '打开次数过多，请十分钟后再试。您已填写的内容仍在本页。',
            'Too many calls. Please try again in ten minutes; what you have filled in stays on this page.',
          ],
          { retryAfterSeconds: seconds },
        )
      }
      window.call++
    },
    miss: (address, at) => void windowOf(address, at.getTime()).miss++,
  }
}
