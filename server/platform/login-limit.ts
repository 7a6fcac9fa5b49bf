import { isIP } from 'node:net'
import type { Words } from '#contract/platform/language.ts'
import { Refusal } from './errors.ts'

type Window = { from: number; count: number }

const windowMillis = 15 * 60_000
/** Failures within a window before the door is shut for its rest. */
const limits = { account: 10, address: 50 } as const
const maxEntries = 20_000

function refusalAfter(millis: number): Refusal {
  const seconds = Math.max(1, Math.ceil(millis / 1000))
  const minutes = Math.ceil(seconds / 60)
  const words: Words = [
    `登录失败次数过多，请在 ${minutes} 分钟后再试；忘记密码请联系管理员重置。`,
    `Too many failed sign-ins. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}, or ask your administrator for a new password.`,
  ]
  return new Refusal('too_many_attempts', words, { retryAfterSeconds: seconds })
}

/** Who has one address of IPv6 has a whole network of 64 bits: it counts as one. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6 || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const all = tail === undefined ? groups : [...groups, ...Array(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
  return all.slice(0, 4).join(':')
}

export type LoginLimit = {
  /** Throws `too_many_attempts` while the address or the account is shut. Counts the attempt as failed until `forgive`. */
  readonly attempt: (address: string, account: string, now: Date) => void
  /** After a right password: the account starts anew, the address gets its attempt back. */
  readonly forgive: (address: string, account: string) => void
}

/**
 * Counts failed sign-ins per address and per account, of accounts that exist and that don't alike. At most 20,000 of each are remembered:
 * the oldest are forgotten first. An attempt counts before the password is checked, so that a burst cannot slip through.
 */
export function openLoginLimit(): LoginLimit {
  const seen = new Map<string, Window>()
  const windowOf = (key: string, now: number): Window => {
    const known = seen.get(key)
    if (known && now - known.from < windowMillis) return known
    const fresh = { from: now, count: 0 }
    seen.delete(key)
    seen.set(key, fresh)
    const oldest = seen.size > maxEntries ? seen.keys().next().value : undefined
    if (oldest !== undefined) seen.delete(oldest)
    return fresh
  }
  return {
    attempt: (address, account, at) => {
      const now = at.getTime()
      const windows = [
        { window: windowOf(`account ${account}`, now), limit: limits.account },
        { window: windowOf(`address ${networkOf(address)}`, now), limit: limits.address },
      ]
      for (const { window, limit } of windows) if (window.count >= limit) throw refusalAfter(window.from + windowMillis - now)
      for (const { window } of windows) window.count++
    },
    forgive: (address, account) => {
      seen.delete(`account ${account}`)
      const window = seen.get(`address ${networkOf(address)}`)
      if (window && window.count > 0) window.count--
    },
  }
}
