import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import {
  daysUntil,
  keptAway,
  longestOwnershipDays,
  poolDefaults,
  poolTypes,
  prolonged,
  recycleAfterClaim,
  roomFor,
  warningDue,
} from './pool.ts'

const day = 86_400_000
const claimedAt = Date.UTC(2026, 0, 10)
const days = (instant: number | null) => (instant === null ? null : (instant - claimedAt) / day)

test('right: the days of DOMAIN section 5, for every type there is', () => {
  expect(new Set(poolTypes)).toEqual(new Set([...customerTypes, 'unplaced']))
  const { pioneering, activatable, promising, star, release, ...rest } = poolDefaults.recycleDays
  expect([pioneering, activatable, promising, star, release]).toEqual([60, 45, 90, 120, 30])
  expect(rest).toEqual({ gold: null, mature: null, endangered: null, overmature: null, unplaced: 30 })
  expect(poolDefaults).toMatchObject({ dailyLimit: 20, capacity: 200, cooldownDays: 15, warningDays: [7, 1] })
})

test('right: each follow-up moves the date to min(claim + 365 d, max(date, now + N))', () => {
  const owned = { claimedAt, recycleAt: recycleAfterClaim(claimedAt, 60) }
  expect(days(owned.recycleAt)).toBe(60)
  expect(days(prolonged(owned, claimedAt + 50 * day, 60))).toBe(110)
  expect(days(prolonged(owned, claimedAt + 20 * day, 30))).toBe(60)
  expect(days(prolonged(owned, claimedAt + 350 * day, 60))).toBe(longestOwnershipDays)
})

test('refuses: who is never taken back gets no date, and keeps the one it has', () => {
  expect(recycleAfterClaim(claimedAt, null)).toBeNull()
  expect(prolonged({ claimedAt, recycleAt: null }, claimedAt, 60)).toBeNull()
  expect(prolonged({ claimedAt, recycleAt: claimedAt + day }, claimedAt, null)).toBe(claimedAt + day)
})

test('right: warnings fall on their day alone, and come again after a protection ends', () => {
  const now = claimedAt
  expect([8, 7, 6, 2, 1, 0].map(left => warningDue(now + left * day - 1, now, [7, 1]))).toEqual([
    undefined,
    7,
    undefined,
    undefined,
    1,
    undefined,
  ])
  const kept = keptAway(now - 3 * day, now, [7, 1])
  expect(daysUntil(kept, now)).toBe(8)
  expect(warningDue(kept, now + day, [7, 1])).toBe(7)
  expect(keptAway(now + 30 * day, now, [7, 1])).toBe(now + 30 * day)
})

test('right: the tighter of the two limits binds', () => {
  const rules = { dailyLimit: 20, capacity: 200 }
  expect(roomFor({ claimedToday: 0, owned: 0 }, rules, 5)).toEqual({ room: 5 })
  expect(roomFor({ claimedToday: 18, owned: 10 }, rules, 5)).toEqual({ room: 2, bound: 'daily_limit' })
  expect(roomFor({ claimedToday: 0, owned: 199 }, rules, 5)).toEqual({ room: 1, bound: 'capacity' })
  expect(roomFor({ claimedToday: 30, owned: 500 }, rules, 1)).toEqual({ room: 0, bound: 'daily_limit' })
})

test('bounded: a date never moves back, and never past a year after the claim', () => {
  const span = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(span, span, fc.integer({ min: 1, max: 365 }), (rest, later, n) => {
      const recycleAt = claimedAt + Math.min(rest, longestOwnershipDays) * day
      const next = prolonged({ claimedAt, recycleAt }, claimedAt + later * day, n) ?? 0
      expect(next).toBeGreaterThanOrEqual(recycleAt)
      expect(next).toBeLessThanOrEqual(claimedAt + longestOwnershipDays * day)
    }),
  )
})
