import { expect, test } from 'vitest'
import { costKindOf, isContact } from './activity.ts'
import { remindMinuteOf } from './reminder.ts'
import { restOf, timelineKinds, type TimelinePlace } from './timeline.ts'

test('a contact is what was done with somebody', () => {
  expect(isContact({ kind: 'call', state: 'done', outcome: 'progress' })).toBe(true)
  expect(isContact({ kind: 'call', state: 'done', outcome: null })).toBe(true)
  expect(isContact({ kind: 'call', state: 'done', outcome: 'no_answer' })).toBe(false)
  expect(isContact({ kind: 'call', state: 'planned', outcome: null })).toBe(false)
  expect(isContact({ kind: 'note', state: 'done', outcome: null })).toBe(false)
})

test('visits and calls cost once they are done; a call that nobody took costs too', () => {
  expect(costKindOf({ kind: 'visit', state: 'done' })).toBe('visit')
  expect(costKindOf({ kind: 'call', state: 'done' })).toBe('call')
  expect(costKindOf({ kind: 'visit', state: 'planned' })).toBeUndefined()
  expect(costKindOf({ kind: 'meeting', state: 'done' })).toBeUndefined()
})

test('a task is reminded of before its time, else before nine of its day', () => {
  expect(remindMinuteOf({ due: 2, minute: 600, lead: 15 })).toBe(2 * 1440 + 585)
  expect(remindMinuteOf({ due: 2, minute: null, lead: 1440 })).toBe(1440 + 540)
  expect(remindMinuteOf({ due: undefined, minute: null, lead: 15 })).toBeUndefined()
  expect(remindMinuteOf({ due: 2, minute: null, lead: null })).toBeUndefined()
})

type Entry = TimelinePlace
const compare = (a: Entry, b: Entry) =>
  a.day !== b.day
    ? a.day < b.day
      ? 1
      : -1
    : timelineKinds.indexOf(a.kind) - timelineKinds.indexOf(b.kind) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

const passes = ({ kind, day, id }: Entry, place: Entry) => {
  const rest = restOf(kind, place)
  if (rest.from === 'start') return true
  if (rest.from === 'before') return day < rest.day
  if (rest.from === 'upTo') return day <= rest.day
  return day < rest.day || (day === rest.day && id < rest.id)
}

test('what is left after any entry is exactly what stands below it', () => {
  const all = ['2026-01-01', '2026-01-02', '2026-01-03'].flatMap(day =>
    timelineKinds.flatMap(kind => ['a', 'b'].map(id => ({ day, kind, id }))),
  )
  const ordered = all.toSorted(compare)
  ordered.forEach((place, at) => {
    expect(ordered.filter(entry => passes(entry, place))).toEqual(ordered.slice(at + 1))
  })
})
