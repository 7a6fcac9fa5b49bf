import { expect, test } from 'vitest'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { defaultPlays } from './default-plays.ts'
import { playDifferences } from './play-differences.ts'
import { bookingOf, dueDays, playProblem, runStateOf } from './play-steps.ts'
import type { Play } from './play.ts'

const day = (text: string) => parseDay(text) ?? 0

test('steps are due on workdays: a start on a holiday moves to the next one, weekends and holidays are not counted', () => {
  const steps = [{ afterDays: 0 }, { afterDays: 1 }, { afterDays: 5 }]
  expect(dueDays(steps, day('2026-03-02')).map(formatDay)).toEqual(['2026-03-02', '2026-03-03', '2026-03-09'])
  // 1 May 2026 is a Friday and a public holiday that lasts to the 5th; Saturday the 9th is worked in its place.
  expect(dueDays(steps, day('2026-05-01')).map(formatDay)).toEqual(['2026-05-06', '2026-05-07', '2026-05-12'])
})

test('a run is planned until its day, runs while a step is open, ends with the last; of nothing done it was stopped', () => {
  expect(runStateOf(['open', 'open'], 10, 9)).toBe('planned')
  expect(runStateOf(['done', 'open'], 10, 9)).toBe('running')
  expect(runStateOf(['open'], 10, 10)).toBe('running')
  expect(runStateOf(['done', 'cancelled'], 10, 12)).toBe('done')
  expect(runStateOf(['cancelled', 'cancelled'], 10, 12)).toBe('stopped')
})

test('what is booked at the end: what was written down, else the planned for the part that was done', () => {
  const run = { plannedMinor: 10_000, plannedHours: 8, bookedMinor: null, bookedHours: null }
  expect(bookingOf(run, ['done', 'done'])).toEqual({ bookedMinor: 10_000, bookedHours: 8 })
  expect(bookingOf(run, ['done', 'cancelled', 'cancelled'])).toEqual({ bookedMinor: 3333, bookedHours: 2.67 })
  expect(bookingOf({ ...run, bookedMinor: 700 }, ['done', 'cancelled'])).toEqual({ bookedMinor: 700, bookedHours: 4 })
})

const sample = defaultPlays.find(play => play.key === 'grow-repeat') as Play
const types = ['star', 'promising']

test('what does not fit together in a play is named', () => {
  expect(playProblem(sample, types)).toBeUndefined()
  const wrong = (change: Partial<Play>) => playProblem({ ...sample, ...change }, types)
  expect(wrong({ steps: [] })).toBe('no_steps')
  expect(wrong({ steps: sample.steps.toReversed() })).toBe('steps_not_in_order')
  expect(wrong({ kind: 'duty' })).toBe('duty_held_out')
  expect(wrong({ strategyGroup: 'minimum' })).toBe('minimum_motivator')
  expect(wrong({ customerTypes: ['gold'] })).toBe('types_outside_group')
})

test('two versions differ in what was changed, not in the order in which a database keeps it', () => {
  const { zh, en } = sample.name
  expect(playDifferences(sample, { ...sample, name: { en, zh } })).toEqual([])
  expect(playDifferences(sample, { ...sample, moneyMinor: 1, steps: sample.steps.slice(1) })).toEqual(['moneyMinor', 'steps'])
})
