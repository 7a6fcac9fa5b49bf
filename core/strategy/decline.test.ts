import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { causes } from '#core/service/concern.ts'
import { hasRecovered, isFall, leadingOf } from './decline.ts'
import { causesFrom, evidenceKinds, judged } from './decline-evidence.ts'
import { avoidedWordOf, defaultWinBackSettings, secondLifeOf, settingsProblem } from './decline-settings.ts'
import { isWorthTrying, lossTypes, winBackValueOf } from './win-back.ts'

test('falls: a lower current band, also with a higher potential; into overmature, endangered and release from beside', () => {
  expect(isFall('mature', 'star')).toBe(true)
  expect(isFall('gold', 'overmature')).toBe(true)
  expect(isFall('mature', 'overmature')).toBe(true)
  expect(isFall('activatable', 'release')).toBe(true)
  expect(isFall('overmature', 'endangered')).toBe(true)
  expect(isFall('release', 'endangered')).toBe(false)
  expect(isFall('gold', 'mature')).toBe(false)
  for (const type of customerTypes) expect(isFall(type, type)).toBe(false)
})

test('recovered is who stands as high again; a fall is never a recovery', () => {
  expect(hasRecovered('mature', 'gold')).toBe(true)
  expect(hasRecovered('mature', 'overmature')).toBe(false)
  expect(hasRecovered('gold', 'star')).toBe(false)
  for (const from of customerTypes) for (const to of customerTypes) if (isFall(from, to)) expect(hasRecovered(from, to)).toBe(false)
})

test('where falls lead: one in four to begin with; 3 of 6 recovered makes (1 + 3) / (4 + 6)', () => {
  expect(leadingOf(0, 0).p).toBeCloseTo(0.25, 12)
  expect(leadingOf(3, 6).p).toBeCloseTo(0.4, 12)
  expect(leadingOf(3, 6).high - leadingOf(3, 6).low).toBeGreaterThan(leadingOf(300, 600).high - leadingOf(300, 600).low)
})

const side = (value: number | null, events = 0) => ({ value, events })
const spans = { before: 12, after: 6 }

test('late deliveries from 4 % of 100 to 30 % of 40 speak loudly; too few say nothing', () => {
  // pooled 16/140 = .1143; spread = sqrt(.1143 x .8857 x (1/100 + 1/40)) = .0595; z = 4.37
  expect(judged({ kind: 'late', before: side(0.04, 100), after: side(0.3, 40) }, spans).strength).toBeGreaterThan(0.999)
  expect(judged({ kind: 'late', before: side(0.04, 100), after: side(1, 2) }, spans).strength).toBeNull()
  expect(judged({ kind: 'late', before: side(0.3, 40), after: side(0.1, 40) }, spans).strength).toBe(0)
})

test('a price 5 % higher speaks with 1 - 1/e; contacts from 24 in a year to none in half a year speak too', () => {
  expect(judged({ kind: 'price', before: side(0), after: side(0.05) }, spans).strength).toBeCloseTo(1 - Math.exp(-1), 12)
  expect(judged({ kind: 'price', before: side(0), after: side(-0.1) }, spans).strength).toBe(0)
  expect(judged({ kind: 'contacts', before: side(24), after: side(0) }, spans).strength).toBeGreaterThan(0.99)
  expect(judged({ kind: 'contacts', before: side(0), after: side(0) }, spans).strength).toBeNull()
})

test('causes are ranked by their strongest finding, every cause is named once, and none is invented', () => {
  const found = causesFrom([
    judged({ kind: 'late', before: side(0.04, 100), after: side(0.3, 40) }, spans),
    judged({ kind: 'price', before: side(0), after: side(0.02) }, spans),
  ])
  expect(found[0]?.cause).toBe('late_delivery')
  expect(found[1]?.cause).toBe('price_perception')
  expect(found.map(({ cause }) => cause).toSorted()).toEqual([...causes].toSorted())
  expect(found.slice(2).every(({ score }) => score === null)).toBe(true)
})

test('bounded: strengths lie within 0..1 whatever is found', () => {
  const sides = fc.record({ value: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), events: fc.nat(1000) })
  fc.assert(
    fc.property(fc.constantFrom(...evidenceKinds), sides, sides, (kind, before, after) => {
      const { strength } = judged({ kind, before, after }, spans)
      return strength === null || (strength >= 0 && strength <= 1)
    }),
  )
})

test('the second life is the lifetime value without the doubt; without one, a year of what was brought', () => {
  expect(secondLifeOf(2_000_000, 0.2, 900_000)).toEqual({ minor: 10_000_000, from: 'clv' })
  expect(secondLifeOf(null, 0.2, 900_000)).toEqual({ minor: 900_000, from: 'year' })
  expect(secondLifeOf(10, 0.001, 900_000)).toEqual({ minor: 900_000, from: 'year' })
})

test('bad word spared: five are told, 2 % heed it, at 100,000 yuan a customer: 10,000', () => {
  expect(avoidedWordOf(defaultWinBackSettings, 10_000_000)).toBe(1_000_000)
  expect(avoidedWordOf(defaultWinBackSettings, -5)).toBe(0)
  expect(settingsProblem({ chances: { ...defaultWinBackSettings.chances, malicious: 0.1 } })).toBe('malicious')
})

test('malicious is never worth trying; more chance is never worth less while winning pays', () => {
  const money = fc.integer({ min: 0, max: 1_000_000_000 })
  fc.assert(
    fc.property(
      fc.record({ secondLifetimeValue: money, offer: money, effort: money, avoidedWord: money }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(...lossTypes),
      (given, one, other, loss) => {
        if (isWorthTrying({ ...given, p: one }, 'malicious')) return false
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        if (given.secondLifetimeValue + given.avoidedWord < given.offer) return true
        const rises = winBackValueOf({ ...given, p: low }) <= winBackValueOf({ ...given, p: high }) + 1e-3
        return rises && (loss === 'malicious' || isWorthTrying({ ...given, p: high }, loss) === winBackValueOf({ ...given, p: high }) > 0)
      },
    ),
  )
})
