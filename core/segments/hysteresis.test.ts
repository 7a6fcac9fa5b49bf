import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSettings } from '#core/value/settings.ts'
import { candidateCurrent, candidatePotential, cutsFor, rawCurrentBand, rawPotentialBand } from './cuts.ts'
import { confirm, startAxis } from './hysteresis.ts'
import { none } from './run.ts'

const potential = defaultSettings.cuts.potential

/** The confirmed bands of one dyad over a series of potential scores. */
function walk(scores: readonly number[], runs = 2): readonly number[] {
  const axis = startAxis(1)
  return scores.map(score => {
    confirm(axis, 0, rawPotentialBand(score, potential), candidatePotential(axis.confirmed[0] ?? none, score, potential, 5), runs)
    return axis.confirmed[0] ?? none
  })
}

test('right: the first run takes the raw band without a buffer', () => {
  expect(walk([40])).toEqual([1])
  expect(walk([65])).toEqual([2])
  expect(walk([39.9])).toEqual([0])
})

test('right: a move needs the buffer cleared in two runs in a row', () => {
  expect(walk([50, 70, 70])).toEqual([1, 1, 2])
  expect(walk([50, 69.9, 69.9, 69.9])).toEqual([1, 1, 1, 1])
  expect(walk([50, 70, 50, 70, 50])).toEqual([1, 1, 1, 1, 1])
  expect(walk([70, 59.9, 59.9])).toEqual([2, 2, 1])
  expect(walk([70, 60, 60])).toEqual([2, 2, 2])
})

test('right: of two candidates the nearer wins, and the last one counts for the next step', () => {
  expect(walk([10, 50, 90])).toEqual([0, 0, 1])
  expect(walk([10, 50, 90, 90])).toEqual([0, 0, 1, 2])
  expect(walk([10, 90, 50, 90])).toEqual([0, 0, 1, 1])
  expect(walk([90, 10, 10])).toEqual([2, 2, 0])
})

test('bounded: unknown scores forget, one run in a row moves at once, twelve take a year', () => {
  expect(walk([50, Number.NaN, 90])).toEqual([1, none, 2])
  expect(walk([10, 90], 1)).toEqual([0, 2])
  expect(walk([10, ...Array.from({ length: 12 }, () => 90)], 12)).toEqual([...Array.from({ length: 12 }, () => 0), 2])
})

test('agrees: with two runs nothing ever moves on one, nor inside the buffer', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 }), scores => {
      const bands = walk(scores)
      for (let k = 1; k < bands.length; k++) {
        const [old, now] = [bands[k - 1] as number, bands[k] as number]
        if (now === old) continue
        const clears = (score: number) =>
          now > old ? rawPotentialBand(score - 5, potential) >= now : rawPotentialBand(score + 5, potential) <= now
        expect(k >= 2 && clears(scores[k] as number) && clears(scores[k - 1] as number)).toBe(true)
      }
    }),
  )
})

const values = (count: number) => Float64Array.from({ length: count }, (_, k) => (k + 1) * 1000)
const settings = (current: (typeof defaultSettings)['cuts']['current']) => ({
  ...defaultSettings,
  cuts: { ...defaultSettings.cuts, current },
})

test('right: the four methods cut where they say', () => {
  expect(cutsFor(values(20), defaultSettings, 'CNY').cuts).toMatchObject({ scale: 'percentile', highValue: 17_000, mediumValue: 11_000 })
  expect(cutsFor(values(30), settings({ method: 'tertile' }), 'CNY').cuts).toMatchObject({ highValue: 21_000, mediumValue: 11_000 })
  expect(cutsFor(values(3), settings({ method: 'money', high: 900, medium: 100 }), 'GBP')).toEqual({
    cuts: { scale: 'money', high: 900, medium: 100, highValue: 900, mediumValue: 100 },
    provisional: false,
  })
  // 1..20 sum to 210: from the top 20 + 19 + … + 10 = 165 is the first sum >= 168? 165 < 168, so 9 joins; 95 % = 199.5: down to 5 = 200.
  expect(cutsFor(values(20), settings({ method: 'abc', high: 80, medium: 95 }), 'CNY').cuts).toMatchObject({
    highValue: 9_000,
    mediumValue: 5_000,
  })
})

test('right: small books are cut by money in yuan, by provisional ranks elsewhere', () => {
  expect(cutsFor(values(19), defaultSettings, 'CNY')).toMatchObject({ cuts: { scale: 'money', highValue: 50_000_000 }, provisional: false })
  expect(cutsFor(values(19), defaultSettings, 'GBP')).toMatchObject({ cuts: { scale: 'percentile' }, provisional: true })
  expect(cutsFor(new Float64Array(0), defaultSettings, 'GBP').cuts.highValue).toBe(Number.POSITIVE_INFINITY)
})

test('bounded: value <= 0 and no order in 12 months are low without a buffer', () => {
  const { cuts } = cutsFor(
    Float64Array.from({ length: 20 }, (_, k) => k - 19),
    defaultSettings,
    'CNY',
  )
  expect([rawCurrentBand(0, true, cuts), rawCurrentBand(5, false, cuts), rawCurrentBand(Number.NaN, true, cuts)]).toEqual([0, 0, none])
  expect([
    candidateCurrent(2, 0, 97.5, true, cuts, 5),
    candidateCurrent(2, 9, 99, false, cuts, 5),
    candidateCurrent(2, 9, 99, true, cuts, 5),
  ]).toEqual([0, 0, 2])
})

test('right: with money cuts the buffer is five per cent of the cut', () => {
  const { cuts } = cutsFor(values(3), settings({ method: 'money', high: 1000, medium: 100 }), 'CNY')
  const from = (band: number, value: number) => candidateCurrent(band, value, 0, true, cuts, 5)
  expect([from(1, 1049), from(1, 1050), from(2, 950), from(2, 949), from(0, 104), from(0, 105), from(2, 94)]).toEqual([1, 2, 2, 1, 0, 1, 0])
})
