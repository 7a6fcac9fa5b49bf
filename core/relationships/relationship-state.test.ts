import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { meanOfParts, partScores, recordedScores, stanceOf } from './ability.ts'
import { type Bond, bondLevelOf, bondStateOf } from './bond.ts'
import { balanceOf } from './exchange.ts'
import { faultOfRelationshipFact } from './fact.ts'
import { fairnessFlagsOf, isOneSided, type Term } from './fairness.ts'
import { closingSteps, type FormFacts, formGapOf, formOf, forms, rankOfForm, stepsOf, targetFormOf } from './form.ts'
import { individualisationOf, payneAimOf, payneOf, paynePath } from './payne.ts'
import { relationshipTypeOf, type TypeFacts } from './relationship-type.ts'
import { type SwitchingItem, switchingScoreOf, switchingSheetOf, switchingValueOf } from './switching-cost.ts'

const day = (text: string) => parseDay(text) ?? 0
const t = day('2026-11-22')

const done: FormFacts = {
  keepsContacts: true,
  hasSale: true,
  inbound: 3,
  outbound: 9,
  deliveries: 10,
  followed: 8,
  quarters: 4,
  suggested: 4,
  jointPlan: true,
}

test('the five forms by what was done, each step on top of those before it (DOMAIN section 5)', () => {
  expect(formOf({ ...done, inbound: 0, outbound: 0, followed: 0 })).toBe('basic')
  expect(formOf({ ...done, outbound: 0, followed: 0 })).toBe('reactive')
  expect(formOf({ ...done, followed: 7 })).toBe('reactive')
  expect(formOf({ ...done, suggested: 3 })).toBe('accountable')
  expect(formOf({ ...done, jointPlan: false })).toBe('proactive')
  expect(formOf(done)).toBe('partnership')
})

test('no sale, or a firm that records no contacts, says nothing: unknown, not basic', () => {
  expect(formOf({ ...done, hasSale: false })).toBeUndefined()
  expect(formOf({ ...done, keepsContacts: false, inbound: 0, outbound: 0 })).toBeUndefined()
})

test('a joint plan without the follow-up of deliveries is no partnership', () => {
  expect(formOf({ ...done, followed: 0 })).toBe('reactive')
})

test('80 % is met by 4 of 5 and missed by 3 of 4', () => {
  expect(stepsOf({ ...done, deliveries: 5, followed: 4 })[1]).toMatchObject({ have: 4, need: 4, met: true })
  expect(stepsOf({ ...done, deliveries: 4, followed: 3 })[1]).toMatchObject({ have: 3, need: 4, met: false })
  expect(stepsOf({ ...done, deliveries: 0, followed: 0 })[1]?.met).toBeUndefined()
})

test('the target form by number of customers and margin: the whole of Kotler’s table', () => {
  const row = (customers: number) => [0.35, 0.2, 0.1].map(margin => targetFormOf(customers, margin))
  expect(row(501)).toEqual(['accountable', 'reactive', 'basic'])
  expect(row(500)).toEqual(['proactive', 'accountable', 'reactive'])
  expect(row(51)).toEqual(['proactive', 'accountable', 'reactive'])
  expect(row(50)).toEqual(['partnership', 'proactive', 'accountable'])
  expect([targetFormOf(10, 0.3), targetFormOf(10, 0.15), targetFormOf(10, 0.149)]).toEqual(['partnership', 'proactive', 'accountable'])
})

const counts = fc.record({
  keepsContacts: fc.constant(true),
  hasSale: fc.constant(true),
  inbound: fc.nat(20),
  outbound: fc.nat(20),
  deliveries: fc.nat(40),
  followed: fc.nat(40),
  quarters: fc.nat(4),
  suggested: fc.nat(4),
  jointPlan: fc.boolean(),
})

test('doing more never loosens a form, and a closed gap needs no step', () => {
  fc.assert(
    fc.property(counts, fc.constantFrom(...forms), (facts, target) => {
      const followed = Math.min(facts.followed, facts.deliveries)
      const before = formOf({ ...facts, followed }) ?? 'basic'
      const after = formOf({ ...facts, followed: facts.deliveries, outbound: facts.outbound + 1, jointPlan: true }) ?? 'basic'
      expect(rankOfForm(after)).toBeGreaterThanOrEqual(rankOfForm(before))
      const closing = closingSteps(stepsOf({ ...facts, followed }), target)
      expect(closing.length === 0).toBe(formGapOf(before, target) <= 0)
    }),
  )
})

test('form to bond: basic and reactive 1, accountable and proactive 2, partnership 3', () => {
  expect(forms.map(bondLevelOf)).toEqual([1, 1, 2, 2, 3])
})

const bond = (change: Partial<Bond>): Bond => ({
  level: 1,
  since: day('2026-01-01'),
  imitability: 'easy',
  lever: 'material',
  benefit: '返利',
  ...change,
})

test('the bond level is that of the highest bond that holds today', () => {
  const ended = bond({ level: 3, until: day('2026-11-21') })
  const state = bondStateOf([bond({ cost: 5_000_00 }), bond({ level: 2, imitability: 'medium', benefit: ' ' }), ended], t)
  expect(state).toEqual({ level: 2, count: 2, cost: 5_000_00, costed: 1, easilyCopied: 1, withoutBenefit: 1 })
  expect(bondStateOf([ended], t).level).toBeUndefined()
})

const item = (change: Partial<SwitchingItem>): SwitchingItem => ({
  part: 'investment',
  lever: 'material',
  amount: 120_000_00,
  since: day('2025-11-22'),
  benefit: '专用模具缩短交期',
  ...change,
})

test('switching cost: unamortised investment plus probability x impact, to annual spend (DOMAIN section 2)', () => {
  // 120,000 over 48 months, 12 gone: 90,000 left (to a day's rounding). Risk .25 x 80,000 = 20,000. Together 110,000 of 1,000,000 a year: ratio .11.
  const items = [item({ lifeMonths: 48 }), item({ part: 'risk', lever: 'emotional', amount: 80_000_00, probability: 0.25 })]
  const sheet = switchingSheetOf(items, t, 1_000_000_00)
  expect(sheet.investment / 100).toBeCloseTo(90_000, -2)
  expect(sheet.risk).toBe(20_000_00)
  expect(sheet.byLever.emotional).toBe(20_000_00)
  expect(sheet.ratio).toBeCloseTo(0.11, 3)
  expect(sheet.score).toBeCloseTo(42.3, 1)
})

test('the score of the sheet: a ratio of .2 gives 63.2 points, of .05 22.1, of .15 52.8, of 0 none', () => {
  expect([0.2, 0.05, 0.15, 0].map(ratio => Number(switchingScoreOf(ratio).toFixed(1)))).toEqual([63.2, 22.1, 52.8, 0])
})

test('an investment is written off to nothing and not below; before its day it is nothing', () => {
  expect(switchingValueOf(item({ lifeMonths: 6 }), t)).toBe(0)
  expect(switchingValueOf(item({ since: t + 1 }), t)).toBe(0)
  expect(switchingValueOf(item({}), t)).toBe(120_000_00)
})

test('an empty sheet, or one without sales, has no ratio; one that is written off has the ratio 0', () => {
  expect(switchingSheetOf([], t, 1_000_00).ratio).toBeUndefined()
  expect(switchingSheetOf([item({})], t, 0).ratio).toBeUndefined()
  expect(switchingSheetOf([item({ lifeMonths: 1 })], t, 1_000_00)).toMatchObject({ ratio: 0, score: 0, items: 0 })
})

test('levers and parts add up to the same total, which never grows by itself with time', () => {
  const items = fc.array(
    fc.record({
      part: fc.constantFrom('investment' as const, 'risk' as const),
      lever: fc.constantFrom('contractual' as const, 'material' as const, 'emotional' as const),
      amount: fc.nat(1e9),
      since: fc.integer({ min: t - 2000, max: t }),
      lifeMonths: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(items, fc.nat(1000), (each, later) => {
      const sheet = switchingSheetOf(each, t, 1_000_00)
      expect(sheet.investment + sheet.risk).toBe(sheet.total)
      expect(Object.values(sheet.byLever).reduce((a, b) => a + b, 0)).toBe(sheet.total)
      expect(switchingSheetOf(each, t + later, 1_000_00).total).toBeLessThanOrEqual(sheet.total)
      if (sheet.score !== undefined) expect(sheet.score).toBeLessThanOrEqual(100)
    }),
  )
})

const facts: TypeFacts = { jointPlan: false, hasAgreement: false, decided: 0, lostOnPrice: 0 }

test('relationship type by points (DOMAIN section 8)', () => {
  expect(relationshipTypeOf({ ...facts, suppliers: 2, switchingRatio: 0.15 })).toMatchObject({ type: 'partnership', points: 2, known: 2 })
  expect(relationshipTypeOf({ ...facts, suppliers: 3, horizonMonths: 12 })).toMatchObject({ type: 'mixed', points: 1 })
  expect(relationshipTypeOf({ ...facts, suppliers: 4, switchingRatio: 0.1 })).toMatchObject({ type: 'transactional', points: -1 })
  expect(relationshipTypeOf({ ...facts, switchingRatio: 0.04, decided: 2, lostOnPrice: 1 })).toMatchObject({
    type: 'transactional',
    points: -2,
  })
})

test('an agreement takes the sting out of a loss on price, a joint plan stands for a horizon', () => {
  const lost = { ...facts, suppliers: 3, decided: 2, lostOnPrice: 1 }
  expect(relationshipTypeOf({ ...lost, hasAgreement: true }).points).toBe(0)
  expect(relationshipTypeOf({ ...facts, jointPlan: true }).findings[2]).toMatchObject({ value: 12, points: 1 })
})

test('fewer than two facts: unknown, whatever the one says', () => {
  expect(relationshipTypeOf({ ...facts, suppliers: 1 })).toMatchObject({ type: undefined, known: 1 })
  expect(relationshipTypeOf(facts).type).toBeUndefined()
})

test('points stay within -3 and 3 and the type follows from them', () => {
  const any = fc.record({
    suppliers: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    switchingRatio: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    horizonMonths: fc.option(fc.nat(60), { nil: undefined }),
    jointPlan: fc.boolean(),
    hasAgreement: fc.boolean(),
    decided: fc.nat(5),
    lostOnPrice: fc.nat(5),
  })
  fc.assert(
    fc.property(any, each => {
      const { type, points, known, findings } = relationshipTypeOf(each)
      expect(Math.abs(points)).toBeLessThanOrEqual(3)
      expect(findings.filter(({ value }) => value === undefined).every(one => one.points === 0)).toBe(true)
      expect(type === undefined).toBe(known < 2)
    }),
  )
})

test('Payne: four cells, the cut on the high side, and information before individualisation', () => {
  const at = (information: number, individualisation: number) => payneOf({ information, individualisation })
  expect([at(49, 49), at(49, 50), at(50, 49), at(50, 50)]).toEqual([
    'product_selling',
    'managed_service',
    'customer_marketing',
    'individualised',
  ])
  expect(paynePath({ information: 30, individualisation: 0 }, 'individualised').map(({ axis }) => axis)).toEqual([
    'information',
    'individualisation',
  ])
  expect(paynePath({ information: 90, individualisation: 90 }, 'product_selling')).toEqual([])
  expect(forms.map(payneAimOf)).toEqual(['product_selling', 'product_selling', 'customer_marketing', 'individualised', 'individualised'])
})

test('walking the path ends in the aim', () => {
  const axis = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(axis, axis, (information, individualisation) => {
      const walked = { information, individualisation }
      for (const { axis: on, to } of paynePath(walked, 'individualised')) walked[on] = to
      expect(payneOf(walked)).toBe('individualised')
    }),
  )
})

test('overlapping terms: the largest share counts, a share that nobody gave is the whole', () => {
  expect([individualisationOf([]), individualisationOf([0.3, 0.4]), individualisationOf([0.3, undefined])]).toEqual([0, 40, 100])
})

const records = {
  paidDue: 200_00,
  paidInTime: 150_00,
  growth: -0.1,
  asked: 6,
  told: 3,
  horizonMonths: 18,
  reachedFor: 4,
  reached: 3,
}

test('ability and commitment are told apart, from records where there are any', () => {
  expect(recordedScores(records)).toEqual({ credit: 75, marketing: 40, openness: 50, horizon: 50, response: 75 })
  const { ability, commitment } = partScores(records, { finance: 20 })
  expect(meanOfParts(ability)).toBeCloseTo(45)
  expect(meanOfParts(commitment)).toBeCloseTo(58.33, 2)
  expect(stanceOf(meanOfParts(ability), meanOfParts(commitment))).toBe('develop')
  expect(ability.find(({ part }) => part === 'management')).toEqual({ part: 'management', score: undefined, from: undefined })
})

test('a strong customer is not always a willing one, and one known part is not enough', () => {
  expect([stanceOf(80, 20), stanceOf(80, 80), stanceOf(20, 20)]).toEqual(['win_over', 'partner', 'keep_simple'])
  expect(meanOfParts(partScores({ ...records, growth: undefined }, {}).ability)).toBeUndefined()
  expect(stanceOf(undefined, 80)).toBeUndefined()
})

const term = (change: Partial<Term>): Term => ({ binds: 'them', since: day('2026-01-01'), ...change })
const fair = { bonds: [], sheet: { withoutBenefit: 0 }, terms: [] }

test('the fairness guard flags in both directions', () => {
  const flags = (change: Partial<Parameters<typeof fairnessFlagsOf>[0]>) => fairnessFlagsOf({ ...fair, ...change }, t)
  expect(flags({})).toEqual([])
  expect(flags({ shareOfSales: 0.1, walletShare: 0.5 })).toEqual(['we_depend', 'they_depend'])
  expect(flags({ shareOfSales: 0.09, walletShare: 0.49, suppliers: 2 })).toEqual([])
  expect(flags({ suppliers: 1 })).toEqual(['they_depend'])
  expect(flags({ terms: [term({}), term({ binds: 'us' })] })).toEqual(['one_sided_against_us', 'one_sided_against_them'])
  expect(flags({ terms: [term({ counterpart: '价格优惠 3%' }), term({ binds: 'both' }), term({ until: t - 1 })] })).toEqual([])
  expect(flags({ bonds: [bond({ benefit: undefined })] })).toEqual(['barrier_without_benefit'])
  expect(flags({ sheet: { withoutBenefit: 1 } })).toEqual(['barrier_without_benefit'])
  expect(flags({ theirShare: 0.2 })).toEqual(['they_give_little'])
  expect(isOneSided({ binds: 'us', counterpart: '  ' })).toBe(true)
})

test('a mirrored relationship has mirrored flags', () => {
  const side = fc.constantFrom('us' as const, 'them' as const, 'both' as const)
  const mirror = { us: 'them', them: 'us', both: 'both' } as const
  fc.assert(
    fc.property(fc.array(side, { maxLength: 5 }), sides => {
      const flagged = (binds: readonly (keyof typeof mirror)[]) =>
        fairnessFlagsOf({ ...fair, terms: binds.map(one => term({ binds: one })) }, t)
      const [there, back] = [flagged(sides), flagged(sides.map(one => mirror[one]))]
      expect(there.includes('one_sided_against_us')).toBe(back.includes('one_sided_against_them'))
    }),
  )
})

test('what each side gives, and how it leans; without a figure on both sides there is no balance', () => {
  const entries = [
    { giver: 'us' as const, since: t, amount: 30_000_00 },
    { giver: 'them' as const, since: t, amount: 10_000_00 },
    { giver: 'them' as const, since: t },
    { giver: 'them' as const, since: t + 1, amount: 99_000_00 },
  ]
  const balance = balanceOf(entries, t, 10_000_00)
  expect(balance.us).toEqual({ entries: 2, valued: 2, amount: 40_000_00 })
  expect(balance.them).toEqual({ entries: 2, valued: 1, amount: 10_000_00 })
  expect(balance.theirShare).toBe(0.2)
  expect(balanceOf(entries.slice(2), t, 0).theirShare).toBeUndefined()
})

test('what is said must fit its kind', () => {
  const given = { value: null, choice: null, until: null }
  expect(faultOfRelationshipFact('suppliers', { ...given, value: 2.5 })).toBe('no_count')
  expect(faultOfRelationshipFact('suppliers', { ...given, value: 1 })).toBeUndefined()
  expect(faultOfRelationshipFact('joint_plan', { ...given, value: 1 })).toBe('no_end')
  expect(faultOfRelationshipFact('target_form', { ...given, choice: 'friendly' })).toBe('no_form')
  expect(faultOfRelationshipFact('credit', { ...given, value: 101 })).toBe('no_points')
  expect(faultOfRelationshipFact('horizon_months', given)).toBe('no_months')
})
