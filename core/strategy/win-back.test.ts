import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chanceOf,
  chanceToBreakEven,
  defaultChances,
  isWorthTrying,
  lossTypeOf,
  winBackKindOf,
  winBackKinds,
  winBackValueOf,
} from './win-back.ts'

const case1 = { p: 0.35, secondLifetimeValue: 40_000_000, offer: 3_000_000, effort: 1_500_000, avoidedWord: 2_000_000 }

test('the value of trying: .35 x (400,000 - 30,000) - 15,000 + .35 x 20,000 yuan = 121,500', () => {
  expect(winBackValueOf(case1)).toBeCloseTo(12_150_000, 6)
  expect(isWorthTrying(case1, 'fault')).toBe(true)
  expect(isWorthTrying(case1, 'malicious')).toBe(false)
  expect(isWorthTrying({ ...case1, p: 0.02, secondLifetimeValue: 4_000_000 }, 'natural')).toBe(false)
})

test('the chances to begin with are those of the domain', () => {
  expect(defaultChances).toEqual({
    fault_remedied: 0.35,
    fault_open: 0.1,
    competitor_feature: 0.25,
    competitor_price: 0.2,
    natural: 0.02,
    malicious: 0,
  })
})

test('three won and one lost move a chance of .35 to 6.5 of 14', () => {
  const { p } = chanceOf('fault_remedied', { won: 3, lost: 1 })
  expect(p).toBeCloseTo(6.5 / 14, 12)
})

test('a cause points to its loss, a loss to its chance', () => {
  expect([lossTypeOf('late_delivery'), lossTypeOf('competitor'), lossTypeOf('relocated'), lossTypeOf('fraud')]).toEqual([
    'fault',
    'competitive',
    'natural',
    'malicious',
  ])
  expect(winBackKindOf('fault', true, false)).toBe('fault_remedied')
  expect(winBackKindOf('competitive', false, true)).toBe('competitor_price')
})

const money = fc.integer({ min: 0, max: 1e9 })

test('a better chance is never worth less where there is something to win; a malicious loss is never tried', () => {
  fc.assert(
    fc.property(money, money, money, money, fc.double({ min: 0, max: 1, noNaN: true }), (slv, offer, effort, avoidedWord, p) => {
      const given = { p, secondLifetimeValue: slv, offer, effort, avoidedWord }
      const more = winBackValueOf({ ...given, p: Math.min(1, p + 0.1) })
      if (slv - offer + avoidedWord >= 0) expect(more).toBeGreaterThanOrEqual(winBackValueOf(given) - 1e-3)
      expect(isWorthTrying(given, 'malicious')).toBe(false)
      const even = chanceToBreakEven(given)
      if (even !== undefined) expect(winBackValueOf({ ...given, p: even })).toBeCloseTo(0, 3)
    }),
  )
})

test('what is learnt stays a chance, and goes the way of the outcomes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...winBackKinds), fc.nat(500), fc.nat(500), (kind, won, lost) => {
      const { p } = chanceOf(kind, { won, lost })
      expect(p >= 0 && p <= 1).toBe(true)
      expect(chanceOf(kind, { won: won + 1, lost }).p).toBeGreaterThanOrEqual(p)
      expect(chanceOf(kind, { won, lost: lost + 1 }).p).toBeLessThanOrEqual(p)
    }),
  )
})
