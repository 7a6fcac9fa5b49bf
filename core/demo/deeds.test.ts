import { expect, test } from 'vitest'
import { defaultPlays } from '#core/strategy/default-plays.ts'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { plannedEntries } from './deeds.ts'

const deeds = defaultPlays.map((play, index) => ({
  dyadId: `dyad ${index}`,
  runId: `run ${index}`,
  play: { ...play, playId: play.key, version: 1 },
  type: 'gold' as const,
}))
const doers = new Map(deeds.map(({ dyadId }, index) => [dyadId, { dyadId, seller: 1, index }]))
const told = (cell: unknown): string => (typeof cell === 'string' ? cell : '')
const startsOn = dayOf(2026, 10, 1)
const plan = { seed: 1, planId: 'plan', startsOn, language: 'en' } as const

test('right: the plays of the running quarter have begun by now, those at work have their steps as tasks', () => {
  const today = dayOf(2026, 11, 22)
  const entries = [...plannedEntries({ ...plan, today }, deeds, doers)]
  const runs = entries.filter(({ table }) => table === 'play_run').map(({ row }) => row)
  const running = runs.filter(({ state }) => state === 'running')
  expect(runs).toHaveLength(deeds.length)
  expect(running.length).toBeGreaterThan(3)
  expect(running.length).toBeLessThan(runs.length)
  for (const row of runs) {
    expect(told(row['started_on']) >= formatDay(startsOn) && told(row['started_on']) < formatDay(today)).toBe(true)
    expect(told(row['ended_on']) < formatDay(today)).toBe(true)
  }
  const tasks = entries.filter(({ table }) => table === 'task').map(({ row }) => row)
  expect(new Set(tasks.map(({ source_id }) => JSON.stringify(source_id)))).toEqual(
    new Set(running.map(({ play_run_id }) => JSON.stringify(play_run_id))),
  )
})

test('right: of a quarter that is over everything is done', () => {
  const entries = [...plannedEntries({ ...plan, today: dayOf(2027, 2, 10) }, deeds, doers)]
  expect(entries.filter(({ row }) => row['state'] !== 'done')).toEqual([])
})

test('bounded: on the first day of a quarter nothing has begun later than today', () => {
  const today = startsOn + 1
  for (const { row } of plannedEntries({ ...plan, today }, deeds, doers)) expect(told(row['started_on']) < formatDay(today)).toBe(true)
})
