import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import {
  aliveByRhythm,
  extraWithEvidence,
  loyaltyByEvidence,
  outlookOf,
  perceptionOf,
  potentialOf,
  switchingScoreOf,
  walletShareOf,
} from './potential.ts'
import { defaultSettings } from './settings.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const t = day('2026-10-31')
const unknown = { headroom: Number.NaN, perception: Number.NaN, loyalty: Number.NaN, outlook: Number.NaN, strategic: Number.NaN }
const gaps = { t, margin: 0.5, netSales: 400, gaps: 100, byCategory: () => ({ own: 50, gap: 30 }) }

test('right: outlook by recency and trend', () => {
  expect([0.5, 1, 2.5, 4, 9].map(aliveByRhythm)).toEqual([1, 1, 0.5, 0, 0])
  expect(outlookOf(1, Number.NaN)).toBe(85)
  expect(outlookOf(1, 0.5)).toBe(100)
  expect(outlookOf(0, -0.9)).toBe(0)
})

test('right: an order file alone reaches a confidence of .70, weights renormalised', () => {
  const found = potentialOf({ ...unknown, headroom: 80, loyalty: 50, outlook: 100 }, defaultSettings.weights)
  expect(found.confidence).toBe(0.7)
  expect(found.score).toBeCloseTo((0.35 * 80 + 0.25 * 50 + 0.1 * 100) / 0.7, 8)
})

test('refuses: nothing known is no score, not 50', () => {
  expect(potentialOf(unknown, defaultSettings.weights)).toEqual({ score: Number.NaN, confidence: 0 })
  expect(perceptionOf({ perception: [{ day: t, competitorPull: 1 }] }, t)).toBeUndefined()
  expect(loyaltyByEvidence({}, t)).toBeUndefined()
})

test('right: perception is the mean of what was answered less the pull, and fades over 12 months', () => {
  const survey = { day: day('2026-04-30'), product: 80, price: 40, competitorPull: 0.5 }
  const found = perceptionOf({ perception: [survey] }, t)
  expect(found?.score).toBe(50)
  expect(found?.weight).toBeCloseTo(1 - 184 / 365, 10)
  expect(perceptionOf({ perception: [survey] }, day('2027-04-30'))).toBeUndefined()
  expect(perceptionOf({ perception: [survey] }, day('2026-04-29'))).toBeUndefined()
})

test('right: loyalty is renormalised over the known parts; a later fact than t does not count', () => {
  const evidence = {
    wallet: [{ day: day('2026-01-31'), share: 0.5 }],
    brand: [
      { day: day('2026-01-31'), score: 90 },
      { day: t + 1, score: 0 },
    ],
  }
  expect(loyaltyByEvidence(evidence, t)).toBeCloseTo((0.4 * 50 + 0.25 * 90) / 0.65, 10)
  expect(switchingScoreOf(0.2)).toBeCloseTo(63.212, 3)
  expect(
    walletShareOf(
      {
        wallet: [
          { day: t, share: 0.2, category: 'a' },
          { day: t, share: 0.4, category: 'b' },
        ],
      },
      t,
    ),
  ).toBeCloseTo(0.3, 10)
})

test('right: a known wallet replaces the gap, open opportunities add to it', () => {
  expect(extraWithEvidence(undefined, gaps)).toBe(50)
  expect(extraWithEvidence({ wallet: [{ day: t, share: 0.8 }] }, gaps)).toBeCloseTo(50, 10)
  expect(extraWithEvidence({ wallet: [{ day: t, share: 0.4, purchases: 1000 }] }, gaps)).toBe(300)
  expect(extraWithEvidence({ wallet: [{ day: t, share: 0.5, category: 'a' }] }, gaps)).toBe(60)
  expect(
    extraWithEvidence(
      {
        opportunities: [
          { opened: t, expected: 7 },
          { opened: t - 9, closed: t, expected: 5 },
        ],
      },
      gaps,
    ),
  ).toBe(57)
})

test('bounded: unknown gaps stay unknown without evidence, and known with an opportunity alone', () => {
  expect(extraWithEvidence({}, { ...gaps, gaps: Number.NaN })).toBeNaN()
  expect(extraWithEvidence({ opportunities: [{ opened: t, expected: 7 }] }, { ...gaps, gaps: Number.NaN })).toBe(7)
  expect(extraWithEvidence({ wallet: [{ day: t, share: 0 }] }, gaps)).toBe(50)
})
