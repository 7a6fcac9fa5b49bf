import { expect, test } from 'vitest'
import { actByOf, standingOf } from './agreement.ts'
import {
  costPerWon,
  courseAfter,
  defaultStages,
  isCourseFault,
  keepStages,
  stagesProblem,
  weightedMinor,
  winRateOf,
} from './opportunity.ts'

const after = (before: Parameters<typeof courseAfter>[0], change: Parameters<typeof courseAfter>[1]) =>
  courseAfter(before, change, defaultStages, '2026-11-21')

test('right: stage, state and probability follow from each other', () => {
  const made = after(undefined, {})
  expect(made).toEqual({ stage: 'lead', state: 'open', probability: 10, closedOn: null, reasonCode: null })
  if (isCourseFault(made)) throw new Error('refused')
  const quoted = after(made, { stage: 'quote' })
  expect(quoted).toMatchObject({ stage: 'quote', probability: 60 })
  expect(after(made, { stage: 'quote', probability: 75 })).toMatchObject({ probability: 75 })
  const won = after(made, { state: 'won' })
  expect(won).toMatchObject({ state: 'won', probability: 100, closedOn: '2026-11-21' })
  if (isCourseFault(won)) throw new Error('refused')
  expect(after(won, { state: 'open' })).toEqual(made)
})

test('refuses: a lost one without a reason, a stage that is not in use', () => {
  expect(after(undefined, { state: 'lost' })).toEqual({ field: 'reasonCode', fault: 'reason_missing' })
  expect(after(undefined, { stage: 'nowhere' })).toEqual({ field: 'stage', fault: 'unknown_stage' })
  const retired = defaultStages.map(stage => ({ ...stage, isRetired: stage.key === 'quote' }))
  expect(courseAfter(undefined, { stage: 'quote' }, retired, '2026-11-21')).toEqual({ field: 'stage', fault: 'unknown_stage' })
})

test('stages left out are retired and never lost; two of one name are refused', () => {
  const [first] = defaultStages
  if (first === undefined) throw new Error('no stage')
  const kept = keepStages(defaultStages, [first])
  expect(kept.map(stage => stage.key)).toEqual(defaultStages.map(stage => stage.key))
  expect(kept.filter(stage => !stage.isRetired)).toEqual([first])
  expect(stagesProblem(kept)).toBeUndefined()
  expect(stagesProblem([first, { ...first, key: 'other' }])).toEqual({ problem: 'same_name', at: 1 })
  expect(stagesProblem([{ ...first, isRetired: true }])).toEqual({ problem: 'none_left' })
})

test('figures of channels: nothing closed or nothing entered is unknown, never 0', () => {
  expect(winRateOf({ won: 0, lost: 0 })).toBeUndefined()
  expect(winRateOf({ won: 1, lost: 3 })).toBe(0.25)
  expect(costPerWon({ won: 2, acquisitionMinor: null })).toBeUndefined()
  expect(costPerWon({ won: 2, acquisitionMinor: 501 })).toBe(251)
  expect(weightedMinor(101, 50)).toBe(51)
})

test('an agreement is due from 30 days before the last day to act; what renews itself never expires', () => {
  const agreement = { state: 'active', starts: 100, ends: 400, noticeDays: 60, renews: false } as const
  expect(actByOf(agreement)).toBe(340)
  expect([99, 309, 310, 400, 401].map(day => standingOf(agreement, day))).toEqual(['upcoming', 'in_force', 'due', 'due', 'expired'])
  expect(standingOf({ ...agreement, renews: true }, 401)).toBe('in_force')
  expect(standingOf({ ...agreement, state: 'ended' }, 200)).toBe('ended')
})
