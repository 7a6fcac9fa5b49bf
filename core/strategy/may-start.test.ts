import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customerTypes, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import { defaultPlays } from './default-plays.ts'
import { groupOf } from './group.ts'
import { isHeldOut } from './hold-out.ts'
import { hygieneDuties, type HygieneFacts, hygieneOf, statesOf } from './hygiene.ts'
import { obstaclesOf, type StartCase } from './may-start.ts'
import { obstacleText } from './obstacle-text.ts'
import { expectedMinor } from './play.ts'
import { compileStart, isSound, type Known, type StartCondition } from './start-condition.ts'
import { startText } from './start-text.ts'

const today = 20_000
const good: HygieneFacts = {
  tallies: {
    delivered: { hits: 50, events: 50 },
    order_right: { hits: 50, events: 50 },
    invoice_right: { hits: 50, events: 50 },
    complaints: { hits: 9, events: 9 },
    quality: { hits: 0, events: 90 },
  },
  overdue: 0,
  checks: [
    { duty: 'open_price', isKept: true, checkedOn: today },
    { duty: 'data_safe', isKept: true, checkedOn: today },
  ],
}

const knownOf = (facts: HygieneFacts, part: Partial<Known> = {}): Known => {
  const type = part.type ?? null
  return {
    type,
    group: type === null ? null : groupOf(type),
    stage: 'maturity',
    tier: 'mvc',
    daysSinceOrder: 400,
    alive: 0.5,
    headroom: 90,
    warning: false,
    openConcern: false,
    tags: [],
    ...part,
    hygiene: statesOf(hygieneOf(facts, today)),
  }
}

const caseOf = (key: string, facts: HygieneFacts, part: Partial<Known>, more: Partial<StartCase> = {}): StartCase => ({
  tenantId: 't',
  dyadId: 'd',
  play: { ...(defaultPlays.find(play => play.key === key) as (typeof defaultPlays)[number]), holdoutShare: 0 },
  isDeleted: false,
  known: knownOf(facts, part),
  hygiene: hygieneOf(facts, today),
  openSince: undefined,
  lastEnded: undefined,
  startOn: today,
  ...more,
})
const kinds = (given: StartCase) => obstaclesOf(given).map(({ kind }) => kind)

test('each default play starts with each type of its group once the duties are kept, and with no other type', () => {
  for (const play of defaultPlays.filter(({ kind }) => kind === 'motivator'))
    for (const type of customerTypes) {
      const found = kinds(caseOf(play.key, good, { type }))
      if (type === 'release') expect([play.key, found]).toEqual([play.key, ['minimum']])
      else expect([play.key, type, found]).toEqual([play.key, type, groupOf(type) === play.strategyGroup ? [] : ['type']])
    }
})

test('a broken duty refuses motivators and lets the duty that mends it start', () => {
  const late = { ...good, tallies: { ...good.tallies, delivered: { hits: 18, events: 25 } } }
  expect(kinds(caseOf('retain-training', late, { type: 'gold' }))).toEqual(['broken'])
  expect(kinds(caseOf('duty-delivery', late, { type: 'gold' }))).toEqual([])
  expect(kinds(caseOf('duty-delivery', good, { type: 'gold' }))).toEqual(['condition'])
  const [obstacle] = obstaclesOf(caseOf('retain-training', late, { type: 'gold' }))
  expect(obstacle && obstacleText(obstacle, ['TS-1 晚交'])).toEqual([
    '基本义务未达标，先补上再谈激励。按承诺交付：72 %（25 次中 18 次），下限 85 %。未结：TS-1 晚交。',
    'Basic duties are broken: mend them before money goes into more. Delivered as promised: 72 % (18 of 25), at least 85 %. Open: TS-1 晚交.',
  ])
})

test('a run that is open, and one that ended short ago, stand against another', () => {
  expect(kinds(caseOf('retain-training', good, { type: 'gold' }, { openSince: today - 5 }))).toEqual(['open_run'])
  expect(kinds(caseOf('retain-training', good, { type: 'gold' }, { lastEnded: today - 179 }))).toEqual(['resting'])
  expect(kinds(caseOf('retain-training', good, { type: 'gold' }, { lastEnded: today - 180 }))).toEqual([])
})

const anyFacts: fc.Arbitrary<HygieneFacts> = fc.record({
  tallies: fc.record(
    Object.fromEntries(
      ['delivered', 'order_right', 'invoice_right', 'complaints', 'quality'].map(duty => [
        duty,
        fc.record({ hits: fc.integer({ min: 0, max: 60 }), events: fc.integer({ min: 0, max: 60 }) }),
      ]),
    ),
    { requiredKeys: [] },
  ),
  overdue: fc.integer({ min: 0, max: 2 }),
  checks: fc.array(
    fc.record({ duty: fc.constantFrom(...hygieneDuties), isKept: fc.boolean(), checkedOn: fc.integer({ min: today - 200, max: today }) }),
    { maxLength: 7 },
  ),
})
const anyKnown: fc.Arbitrary<Partial<Known>> = fc.record({
  type: fc.constantFrom(null, ...customerTypes),
  stage: fc.constantFrom(null, ...lifecycleStages),
  tier: fc.constantFrom(null, ...pyramidTiers),
  daysSinceOrder: fc.constantFrom(null, 0, 59, 60, 400),
  headroom: fc.constantFrom(null, 10, 90),
})

test('property: no motivator starts while a duty is red or unchecked, none with group minimum, and nobody who is held out is started', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...defaultPlays),
      anyFacts,
      anyKnown,
      fc.uuid(),
      fc.constantFrom(0, 0.1, 0.5),
      (play, facts, part, dyadId, share) => {
        const holdoutShare = play.kind === 'duty' ? 0 : share
        const given = { ...caseOf(play.key, facts, part), dyadId, play: { ...play, holdoutShare } }
        if (obstaclesOf(given).length > 0) return
        const states = Object.values(given.known.hygiene)
        if (play.kind === 'motivator') expect(states).not.toContain('red')
        if (part.type === 'release') expect(play.kind).toBe('duty')
        expect(isHeldOut('t', play.key, dyadId, holdoutShare)).toBe(false)
        for (const { duty, state, isChecked } of given.hygiene)
          if (play.kind === 'motivator' && state === 'unknown') expect([duty, isChecked]).toEqual([duty, true])
      },
    ),
    { numRuns: 2000 },
  )
})

test('the default plays fit together: bilingual, in order, their conditions sound, their effects said to be assumed', () => {
  expect(new Set(defaultPlays.map(({ key }) => key)).size).toBe(defaultPlays.length)
  for (const play of defaultPlays) {
    expect([play.key, play.steps.length > 0 && play.name.zh !== play.name.en]).toEqual([play.key, true])
    expect(play.steps.map(step => step.afterDays)).toEqual(play.steps.map(step => step.afterDays).toSorted((a, b) => a - b))
    expect(play.startCondition.all.every(isSound)).toBe(true)
    expect([play.effect.source, play.kind === 'duty' ? play.holdoutShare : 0]).toEqual(['assumption', 0])
  }
})

test('a start condition holds only where it is known to, and is a sentence in both languages', () => {
  const condition: StartCondition = {
    all: [
      { field: 'type', is: 'in', value: ['gold', 'mature'] },
      { field: 'daysSinceOrder', is: 'at_least', value: 60 },
      { field: 'alive', is: 'at_most', value: 0.5 },
      { field: 'hygiene', duty: 'delivered', is: 'not_in', value: ['red'] },
      { field: 'tag', is: 'in', value: ['重点'] },
      { field: 'openConcern', is: 'no' },
    ],
  }
  const start = compileStart(condition)
  const fits = knownOf(good, { type: 'gold', tags: ['重点'], daysSinceOrder: 60 })
  expect(start(fits)).toEqual([])
  expect(start({ ...fits, daysSinceOrder: null, alive: null, type: null }).map(({ field }) => field)).toEqual([
    'type',
    'daysSinceOrder',
    'alive',
  ])
  expect(start({ ...fits, tags: [], openConcern: true }).map(({ field }) => field)).toEqual(['tag', 'openConcern'])
  expect(startText(condition)).toEqual([
    '当客户类型为黄金型或成熟型，且距上次订单至少 60 天，且仍在购买的概率至多 50 %，且“按承诺交付”不为未达标，且标签为“重点”，且没有未结的投诉或咨询时开始。',
    'It starts when type is gold or mature, and days since the last order at least 60, and probability of still buying at most 50 %, and “delivered as promised” is not broken, and tags is “重点”, and no concern is open.',
  ])
  expect(startText({ all: [] })).toEqual(['随时可以开始。', 'It may start at any time.'])
  expect(isSound({ field: 'type', is: 'in', value: ['silver'] })).toBe(false)
})

test('what a run is expected to bring: a share of a year for as many months, never of a loss, nothing of what is not known', () => {
  const effect = { measure: 'share', mean: 0.05, sd: 0.05, horizonMonths: 6, source: 'assumption', evidence: { zh: '', en: '' } } as const
  expect(expectedMinor(effect, 1_000_000)).toBe(25_000)
  expect([expectedMinor(effect, -500), expectedMinor(effect, null)]).toEqual([0, undefined])
  expect(expectedMinor({ ...effect, measure: 'minor', mean: 900 }, null)).toBe(900)
})
