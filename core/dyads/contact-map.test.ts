import { expect, test } from 'vitest'
import { gapsOf, type MapPerson } from './contact-map.ts'

const today = 20_000
const person = (contactId: string, change: Partial<MapPerson> = {}): MapPerson => ({
  contactId,
  buyingRole: null,
  level: 'operating',
  bonds: [],
  lastTalk: today - 10,
  leftOn: null,
  ...change,
})
const bond = (userId: string, strength: number) => ({ userId, strength })
const namesOf = (people: readonly MapPerson[]) => gapsOf(people, today).map(({ gap }) => gap)

test('nobody known is the only gap of an empty map', () => {
  expect(namesOf([])).toEqual(['no_people'])
})

test('an executive, someone who decides, two threads on both sides and fresh talks leave no gap', () => {
  const people = [
    person('a', { level: 'executive', buyingRole: 'decides', bonds: [bond('u', 2)] }),
    person('b', { buyingRole: 'buys', bonds: [bond('v', 1)] }),
  ]
  expect(gapsOf(people, today)).toEqual([])
})

test('one thread is named on the side where it is single', () => {
  const people = [person('a', { level: 'executive', buyingRole: 'decides', bonds: [bond('u', 2), bond('v', 1)] }), person('b')]
  expect(gapsOf(people, today)).toEqual([{ gap: 'single_threaded', side: 'theirs', contactId: 'a' }])
  const ours = [people[0], person('b', { bonds: [bond('u', 1)] })].map(one => ({ ...(one as MapPerson), bonds: [bond('u', 2)] }))
  expect(gapsOf(ours, today)).toEqual([{ gap: 'single_threaded', side: 'ours', userId: 'u' }])
})

test('missing levels: no executive, nobody who decides, an executive whom nobody of us knows', () => {
  expect(namesOf([person('a', { bonds: [bond('u', 1), bond('v', 1)] }), person('b', { bonds: [bond('u', 1)] })])).toEqual([
    'no_executive',
    'no_decider',
  ])
  expect(namesOf([person('a', { level: 'executive', buyingRole: 'decides' })])).toEqual(['executive_unknown', 'nobody_knows'])
})

test('the strongest who left is a gap for a year, unless somebody there is known as well', () => {
  const left = person('gone', { bonds: [bond('u', 3)], leftOn: today - 40 })
  expect(gapsOf([left], today)[0]).toEqual({ gap: 'strongest_left', contactId: 'gone', days: 40 })
  expect(namesOf([{ ...left, leftOn: today - 366 }])).toEqual(['no_people'])
  const whole = [
    person('a', { level: 'executive', buyingRole: 'decides', bonds: [bond('u', 3)] }),
    person('b', { bonds: [bond('v', 1)] }),
    left,
  ]
  expect(gapsOf(whole, today)).toEqual([])
})

test('who leads or decides is not left alone for over ninety days; no recorded talk says so', () => {
  const people = (lastTalk: number | null) => [
    person('a', { level: 'executive', buyingRole: 'decides', bonds: [bond('u', 3)], lastTalk }),
    person('b', { bonds: [bond('v', 1)], lastTalk: null }),
  ]
  expect(gapsOf(people(today - 90), today)).toEqual([])
  expect(gapsOf(people(today - 91), today)).toEqual([{ gap: 'silent', contactId: 'a', days: 91 }])
  expect(gapsOf(people(null), today)).toEqual([{ gap: 'silent', contactId: 'a', days: null }])
})
