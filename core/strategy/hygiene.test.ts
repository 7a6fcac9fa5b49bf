import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenText } from './hygiene-words.ts'
import {
  brokenDuties,
  type HygieneDuty,
  hygieneDuties,
  type HygieneFacts,
  type HygieneFinding,
  hygieneOf,
  measuredDuties,
  statesOf,
  uncheckedDuties,
  worstState,
} from './hygiene.ts'

const today = 20_000
const nothing: HygieneFacts = { tallies: {}, overdue: 0, checks: [] }

const finding = (facts: Partial<HygieneFacts>, duty: HygieneDuty): HygieneFinding =>
  hygieneOf({ ...nothing, ...facts }, today).find(each => each.duty === duty) as HygieneFinding
const stateOf = (duty: HygieneDuty, hits: number, events: number) => finding({ tallies: { [duty]: { hits, events } } }, duty).state

test('delivered as promised: red below 85 %, amber below 95 % (DOMAIN section 8)', () => {
  expect([84, 85, 94, 95].map(hits => stateOf('delivered', hits, 100))).toEqual(['red', 'amber', 'amber', 'green'])
})

test('order and invoice right: red below 95 %, amber below 98 %', () => {
  for (const duty of ['order_right', 'invoice_right'] as const)
    expect([94, 95, 97, 98].map(hits => stateOf(duty, hits, 100))).toEqual(['red', 'amber', 'amber', 'green'])
})

test('complaints answered in time: red below 80 %; one that is open and overdue is red however few there are', () => {
  expect([79, 80].map(hits => stateOf('complaints', hits, 100))).toEqual(['red', 'green'])
  expect(finding({ overdue: 1 }, 'complaints')).toMatchObject({ state: 'red', value: null, overdue: 1 })
})

test('quality claims: red above 2 % of the lines', () => {
  expect([2, 3].map(claims => stateOf('quality', claims, 100))).toEqual(['green', 'red'])
})

test('fewer than five events, or no source, is unknown and never red or green', () => {
  expect(stateOf('delivered', 0, 4)).toBe('unknown')
  expect(stateOf('delivered', 0, 5)).toBe('red')
  expect(Object.values(statesOf(hygieneOf(nothing, today)))).toEqual(hygieneDuties.map(() => 'unknown'))
})

test('price and data are a dated yes or no: a yes holds 90 days, a no until it is answered anew', () => {
  const answered = (isKept: boolean, days: number) =>
    finding({ checks: [{ duty: 'open_price', isKept, checkedOn: today - days }] }, 'open_price').state
  expect([0, 89, 90].map(days => answered(true, days))).toEqual(['green', 'green', 'unknown'])
  expect([0, 89, 900].map(days => answered(false, days))).toEqual(['red', 'red', 'red'])
})

test('an unknown duty that a person checked in the last 90 days needs no check any more; a red one stays red', () => {
  const checks = hygieneDuties.map(duty => ({ duty, isKept: true, checkedOn: today - 89 }))
  expect(uncheckedDuties(hygieneOf({ ...nothing, checks }, today))).toEqual([])
  expect(uncheckedDuties(hygieneOf({ ...nothing, checks }, today + 1))).toHaveLength(hygieneDuties.length)
  const red = { ...nothing, checks, tallies: { delivered: { hits: 1, events: 10 } } }
  expect(brokenDuties(hygieneOf(red, today)).map(({ duty }) => duty)).toEqual(['delivered'])
})

test('the worst of all duties; nobody having looked is worse than near the limit', () => {
  const checks = (['open_price', 'data_safe'] as const).map(duty => ({ duty, isKept: true, checkedOn: today }))
  const all = { delivered: { hits: 90, events: 100 }, order_right: { hits: 99, events: 100 }, invoice_right: { hits: 99, events: 100 } }
  const known = { ...all, complaints: { hits: 9, events: 9 }, quality: { hits: 0, events: 50 } }
  expect(worstState(hygieneOf({ ...nothing, checks, tallies: known }, today))).toBe('amber')
  expect(worstState(hygieneOf({ ...nothing, checks, tallies: all }, today))).toBe('unknown')
})

test('a broken duty is said with its figure, its limit and what is overdue', () => {
  expect(brokenText(finding({ tallies: { delivered: { hits: 18, events: 25 } } }, 'delivered'))).toEqual([
    '按承诺交付：72 %（25 次中 18 次），下限 85 %',
    'delivered as promised: 72 % (18 of 25), at least 85 %',
  ])
  expect(brokenText(finding({ overdue: 2 }, 'complaints'))[1]).toBe('complaints answered in time: 2 overdue complaints open')
  expect(brokenText(finding({ tallies: { complaints: { hits: 9, events: 10 } }, overdue: 1 }, 'complaints'))[0]).toBe(
    '投诉按时答复：1 起投诉逾期未结',
  )
})

test('more kept never makes a duty worse, whatever it is', () => {
  const rank = { green: 0, amber: 1, red: 2, unknown: 3 }
  fc.assert(
    fc.property(
      fc.constantFrom(...measuredDuties),
      fc.integer({ min: 5, max: 400 }),
      fc.integer({ min: 0, max: 399 }),
      (duty, events, raw) => {
        const hits = raw % events
        const [less, more] = [rank[stateOf(duty, hits, events)], rank[stateOf(duty, hits + 1, events)]]
        return duty === 'quality' ? more >= less : more <= less
      },
    ),
  )
})
