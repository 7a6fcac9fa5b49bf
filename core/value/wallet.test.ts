import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { slotsAt, startCategories } from './categories.ts'
import { lapsedCategories } from './lapsed-categories.ts'
import { extraWithEvidence } from './potential.ts'
import { groundWallets, walletsOf } from './wallet.ts'
import { walletEffects } from './wallet-model.ts'
import { purchasesOf, walletOf } from './wallet-share.ts'
import { type WrittenRow, writtenBook } from './written-book.ts'

const until = '2026-10-31'
const t = parseDay(until) ?? 0
const nobody = { customerKind: null, industry: null, region: null }
const dayBefore = (months: number) => lastDayOf(monthOf(t) - months) - 3

/** So many customers: all buy belts and chains in a like proportion, the size differs; every seventh buys no chains. */
function likeCustomers(count: number, skip = (k: number) => k % 5 === 0): WrittenRow[] {
  return Array.from({ length: count }, (_, k) => {
    const size = 100_000 * (1 + (k % 10))
    const belts = { who: `K${k}`, key: 'belts', day: dayBefore(2), net: size }
    const chains = { who: `K${k}`, key: 'chains', day: dayBefore(1), net: Math.round(size * (0.5 + 0.02 * (k % 7))) }
    return skip(k) ? [belts] : [belts, chains]
  }).flat()
}

const walletsIn = (rows: WrittenRow[], kind: 'category' | 'item' = 'category') => {
  const book = writtenBook({ until, rows, kind })
  const ground = groundWallets({ book, attributesOf: () => nobody })
  return { book, ground, wallets: [...walletsOf(ground)] }
}

test('right: who buys no chains is expected to buy what like customers of its size buy', () => {
  const { ground, wallets } = walletsIn(likeCustomers(200))
  expect([ground.method, ground.models.length]).toEqual(['regression', 2])
  const small = wallets.find(({ dyad }) => dyad === 0)
  const row = small?.rows.find(({ key }) => key === 'chains')
  expect(row).toMatchObject({ own: 0, before: 0, basis: 'regression', lapsed: undefined })
  // Chains are .5 to .62 of belts, 100,000 here: the range lies about there, and in order.
  expect(row?.low).toBeLessThanOrEqual(row?.middle ?? 0)
  expect(row?.middle).toBeLessThanOrEqual(row?.high ?? 0)
  expect(row?.middle).toBeGreaterThan(40_000)
  expect(row?.middle).toBeLessThan(90_000)
  const large = wallets.find(({ dyad }) => dyad === 7)?.rows.find(({ key }) => key === 'chains')
  expect(large?.middle).toBeGreaterThan(3 * (row?.middle ?? 0))
})

test('right: a figure opens to what made it: effects against the typical customer, the whole of them at the customer’s own values', () => {
  const { ground, wallets } = walletsIn(likeCustomers(200))
  const model = ground.models.find(({ key }) => key === 'chains')
  const wallet = wallets.find(({ dyad }) => dyad === 0)
  if (model === undefined || wallet === undefined) throw new Error('the book has both')
  const { effects, base } = walletEffects(model, { ...wallet.profile, salesIn: key => (key === 'belts' ? 100_000 : 0) })
  expect(base).toBeGreaterThan(0)
  expect(effects[1]?.effect).toBeLessThan(0)
  expect(effects.every(({ effect }) => Number.isFinite(effect))).toBe(true)
})

test('refuses: under twenty customers look-alikes alone speak, under six nobody', () => {
  const few = walletsIn(likeCustomers(12))
  expect(few.ground.method).toBe('look_alikes')
  expect(few.wallets[0]?.rows.map(({ basis }) => basis)).toEqual(['look_alikes', 'look_alikes'])
  const alone = walletsIn(likeCustomers(3))
  expect(alone.ground.method).toBe('none')
  expect(alone.wallets.flatMap(({ rows }) => rows).every(row => row.middle === Math.max(0, row.own))).toBe(true)
  const empty = groundWallets({ book: writtenBook({ until, rows: [] }), attributesOf: () => nobody })
  expect([empty.method, [...walletsOf(empty)]]).toEqual(['none', []])
})

test('right: what was bought the year before can be bought again, by customers without an order too', () => {
  const gone = { who: 'gone', key: 'belts', day: dayBefore(15), net: 5_000_000 }
  const { book, wallets } = walletsIn([...likeCustomers(40), gone])
  const wallet = wallets.find(({ dyad }) => book.keys[dyad] === 'gone')
  expect(wallet?.lookAlikes).toEqual([])
  expect(wallet?.rows).toEqual([
    {
      key: 'belts',
      own: 0,
      before: 5_000_000,
      low: 5_000_000,
      middle: 5_000_000,
      high: 5_000_000,
      basis: 'year_before',
      buyers: 0,
      monthsOutside: 0,
      lapsed: undefined,
    },
  ])
})

test('right: a category bought every two months and not for seven has lapsed; for four it is only late, once or twice is no habit', () => {
  const every = (who: string, from: number, step: number, times: number) =>
    Array.from({ length: times }, (_, k) => ({ who, key: 'belts', day: dayBefore(from + k * step), net: 1000 + k }))
  const book = writtenBook({
    until,
    rows: [...every('A', 7, 2, 8), ...every('B', 4, 2, 8), ...every('C', 20, 1, 2), ...every('D', 40, 1, 9), ...every('E', 12, 12, 4)],
  })
  const slots = slotsAt(startCategories(book), monthOf(t))
  const lapsed = book.keys.map((_, dyad) => lapsedCategories(book, dyad, monthOf(t), slots))
  expect(lapsed.map(found => found.length)).toEqual([1, 0, 0, 0, 0])
  expect(lapsed[0]).toEqual([
    { slot: 0, lastMonth: monthOf(t) - 7, sinceMonths: 7, usualMonths: 2, worth: 1000 + 1001 + 1002 + 1003 + 1004 + 1005 },
  ])
})

test('right: what is known takes the place of what was reckoned; a share of nothing says nothing', () => {
  const reckoned = { own: 400, middle: 1000 }
  expect(walletOf(reckoned)).toEqual({ wallet: 1000, share: 0.4, gap: 600, confidence: 'C' })
  expect(walletOf(reckoned, { share: 0.8, purchases: null, confidence: 'B' })).toEqual({
    wallet: 500,
    share: 0.8,
    gap: 100,
    confidence: 'B',
  })
  expect(walletOf(reckoned, { share: 0.1, purchases: 4000, confidence: 'A' })).toEqual({
    wallet: 4000,
    share: 0.1,
    gap: 3600,
    confidence: 'A',
  })
  expect(walletOf({ own: 0, middle: 700 }, { share: 0, purchases: null, confidence: 'A' })).toMatchObject({ wallet: 700, confidence: 'C' })
  expect(walletOf({ own: -50, middle: 0 })).toEqual({ wallet: 0, share: null, gap: 0, confidence: 'C' })
  expect(purchasesOf(900, { share: 1, purchases: 500 })).toBe(900)
})

test('right: a known wallet of one category replaces that gap alone in the head-room; the reckoned one never gets there', () => {
  const day = t - 10
  const input = {
    t,
    margin: 0.25,
    gaps: 1000,
    netSales: 5000,
    byCategory: (key: string) => (key === 'belts' ? { own: 400, gap: 300 } : undefined),
  }
  expect(extraWithEvidence({ wallet: [{ day, share: 0.5, category: 'belts' }] }, input)).toBe((1000 - 300 + 400) * 0.25)
  expect(extraWithEvidence({ wallet: [{ day, share: 0, purchases: 2000, category: 'ropes' }] }, input)).toBe((1000 + 2000) * 0.25)
  expect(extraWithEvidence({ wallet: [] }, input)).toBe(250)
})

test('bounded: whatever the book, ranges are in order, whole, never under what was sold', () => {
  const row = fc.record({
    who: fc.integer({ min: 0, max: 39 }).map(String),
    key: fc.constantFrom('a', 'b', 'c', null),
    day: fc.integer({ min: t - 900, max: t }),
    net: fc.integer({ min: -3000, max: 900_000 }),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 60, maxLength: 300 }), fc.constantFrom('category' as const, 'item' as const), (rows, kind) => {
      for (const { rows: found } of walletsIn(rows, kind).wallets) {
        for (const { own, low, middle, high } of found) {
          expect([own, low, middle, high].every(Number.isSafeInteger)).toBe(true)
          expect(Math.max(0, own) <= low && low <= middle && middle <= high).toBe(true)
        }
      }
    }),
    { numRuns: 30 },
  )
})
