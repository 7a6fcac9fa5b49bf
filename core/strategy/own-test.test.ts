import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customTypes } from '#core/platform/custom-field.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { allOwnOperators, meetsOwn, type OwnField, type OwnKnown, ownProblem, type OwnTest } from './own-test.ts'
import { type OwnNames, ownText } from './own-text.ts'
import { ownKeysOf, type StartCondition } from './start-condition.ts'
import { startText } from './start-text.ts'

const choices = [
  { key: 'a', labelZh: '甲级', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙级', labelEn: 'Good', colour: 'amber' },
] as const
const field = (key: string, type: OwnField['type'], labelZh: string, labelEn: string, more: Partial<OwnField> = {}): OwnField => ({
  key,
  type,
  choices: type === 'choice' || type === 'multi_choice' ? choices : [],
  resultType: null,
  isArchived: false,
  labelZh,
  labelEn,
  ...more,
})
const all = [
  field('grade', 'choice', '信用等级', 'Credit grade'),
  field('lines', 'multi_choice', '产品线', 'Product lines'),
  field('plant', 'text', '工厂', 'Plant'),
  field('lathes', 'number', '机床数', 'Lathes'),
  field('credit', 'money', '信用额度', 'Credit limit'),
  field('audited', 'date', '验厂日期', 'Audited'),
  field('keeper', 'person', '经办', 'Keeper'),
  field('ratio', 'formula', '比率', 'Ratio', { resultType: 'number' }),
  field('old', 'number', '旧字段', 'Old field', { isArchived: true }),
]
const fields = new Map(all.map(each => [each.key, each]))
const today = parseDay('2026-03-02') as number
const values = { grade: 'a', lines: ['a'], plant: 'Wuxi', lathes: 12, credit: 500_000, audited: '2026-02-20', ratio: 2, old: 5 }
const known = (own: OwnKnown['values'] = values): OwnKnown => ({ today, fields, values: own })
const own = (key: string, is: OwnTest['is'], value: OwnTest['value']): OwnTest => ({ field: 'own', key, is, value })

test.each([
  ['grade', 'in', ['a', 'b'], true],
  ['grade', 'not_in', ['a'], false],
  ['lines', 'in', ['b'], false],
  ['lines', 'not_in', ['b'], true],
  ['plant', 'in', [' wuxi '], true],
  ['plant', 'not_in', ['Suzhou'], true],
  ['lathes', 'at_least', 12, true],
  ['lathes', 'at_most', 11.5, false],
  ['lathes', 'between', [20, 10], true],
  ['credit', 'at_least', 500_001, false],
  ['credit', 'between', [500_000, 500_000], true],
  ['audited', 'at_least', '2026-02-20', true],
  ['audited', 'at_most', '2026-02-19', false],
  ['audited', 'between', ['2026-02-01', '2026-02-28'], true],
  ['audited', 'last_days', 11, true],
  ['audited', 'last_days', 10, false],
  ['audited', 'next_days', 30, false],
  ['ratio', 'at_least', 2, true],
] as const)('%s %s %j: %s', (key, is, value, holds) => {
  expect(ownProblem(own(key, is, value), fields.get(key))).toBeUndefined()
  expect(meetsOwn(own(key, is, value), known())).toBe(holds)
})

test.each([
  ['nowhere', 'at_least', 1, 'unknown'],
  ['old', 'at_least', 1, 'archived'],
  ['keeper', 'in', ['x'], 'kind'],
  ['grade', 'at_least', 1, 'kind'],
  ['lathes', 'in', ['12'], 'kind'],
  ['grade', 'in', ['z'], 'value'],
  ['grade', 'in', [], 'value'],
  ['lathes', 'at_least', '12', 'value'],
  ['lathes', 'between', [null, 3], 'value'],
  ['credit', 'at_least', 1.5, 'value'],
  ['audited', 'at_least', '2026-02-30', 'value'],
] as const)('%s %s %j is refused: %s', (key, is, value, problem) => {
  expect(ownProblem(own(key, is, value), fields.get(key))).toBe(problem)
  expect(meetsOwn(own(key, is, value), known())).toBe(false)
})

const anyTest: fc.Arbitrary<OwnTest> = fc.record({
  field: fc.constant('own' as const),
  key: fc.constantFrom(...fields.keys(), 'nowhere'),
  is: fc.constantFrom(...allOwnOperators),
  value: fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom('2026-01-01', '2026-12-31', 'x'),
    fc.constantFrom(['a'], ['b'], ['a', 'b'], ['Wuxi'], [1, 90], ['2020-01-01', '2030-01-01'], []),
  ),
})
const anyNothing = fc.constantFrom(undefined, null, { error: 'fails' as const })

test('property: what is not known of an own field never counts as met, neither in nor out', () => {
  fc.assert(
    fc.property(anyTest, anyNothing, (asked, nothing) => {
      expect(meetsOwn(asked, undefined)).toBe(false)
      expect(meetsOwn(asked, known({}))).toBe(false)
      expect(meetsOwn(asked, known({ ...values, [asked.key]: nothing } as unknown as OwnKnown['values']))).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('property: a field that is archived, or of another type by now, is not known', () => {
  fc.assert(
    fc.property(anyTest, fc.constantFrom(...customTypes), (asked, type) => {
      const before = fields.get(asked.key)
      if (before === undefined) return
      const archived = new Map([[asked.key, { ...before, isArchived: true }]])
      expect(meetsOwn(asked, { ...known(), fields: archived })).toBe(false)
      const recast = { ...before, type, choices: [], isArchived: false }
      const isMet = meetsOwn(asked, { ...known(), fields: new Map([[asked.key, recast]]) })
      if (isMet) expect(ownProblem(asked, recast)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

const names: OwnNames = { fields, currency: 'CNY' }

test('a condition on own fields is a sentence in both languages', () => {
  const condition: StartCondition = {
    all: [
      own('grade', 'in', ['a', 'b']),
      own('plant', 'not_in', ['Wuxi']),
      own('credit', 'at_least', 500_000),
      own('lathes', 'between', [3, 9]),
      own('audited', 'last_days', 90),
      own('audited', 'at_most', '2026-03-01'),
    ],
  }
  expect(ownKeysOf([condition])).toEqual(['grade', 'plant', 'credit', 'lathes', 'audited'])
  expect(startText(condition, names)).toEqual([
    '当信用等级为甲级或乙级，且工厂不为“Wuxi”，且信用额度至少 5000.00 CNY，且机床数介于 3 至 9，且验厂日期在最近 90 天内，且验厂日期不晚于 2026-03-01时开始。',
    'It starts when Credit grade is Top or Good, and Plant is not “Wuxi”, and Credit limit at least 5000.00 CNY, and Lathes between 3 and 9, and Audited within the last 90 days, and Audited not after 2026-03-01.',
  ])
})

test('an archived field says so, a hidden one says nothing of itself', () => {
  expect(ownText(own('old', 'at_least', 3), names)).toEqual([
    '旧字段至少 3（该字段已归档，视为未知）',
    'Old field at least 3 (this field is archived: taken as not known)',
  ])
  const [zh, en] = ownText(own('credit', 'at_least', 777_700), { ...names, hidden: new Set(['credit']) })
  expect([zh, en]).toEqual(['一个对您的角色不可见的本企业字段', 'a field of the firm that your role may not see'])
})
