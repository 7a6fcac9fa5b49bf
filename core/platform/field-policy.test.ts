import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  defaultFieldRules,
  type FieldRule,
  fieldApplies,
  fieldLevels,
  type Hold,
  isReadable,
  levelOf,
  limitsOf,
  maskOf,
  policyFor,
  readableHolds,
  shown,
  unwritableOf,
} from './field-policy.ts'

const contact = { name: '王芳', title: '采购经理', phone: '13800138000', email: 'fang.wang@example.com', note: '喜欢上午通话' }
const rule = (field: string, applies: FieldRule['applies'], level: FieldRule['level']): FieldRule => ({
  entity: 'contact',
  field,
  role: 'service',
  applies,
  level,
})

test('right: a phone number of a pool is masked until the customer is claimed', () => {
  const policy = policyFor('contact', 'account_manager', defaultFieldRules)
  expect(shown(policy, contact, 'unclaimed')).toEqual({ ...contact, phone: '138****8000', email: 'f***@example.com' })
  expect(shown(policy, contact, 'mine')).toBe(contact)
  expect(readableHolds(policy, 'phone')).toEqual(['mine', 'others'])
  expect(shown(policyFor('contact', 'manager', defaultFieldRules), contact, 'unclaimed')).toBe(contact)
})

test('right: the strictest rule that applies holds', () => {
  const policy = policyFor('contact', 'service', [rule('note', 'always', 'read_only'), rule('note', 'not_mine', 'hidden')])
  expect(levelOf(policy, 'note', 'mine')).toBe('read_only')
  expect(levelOf(policy, 'note', 'others')).toBe('hidden')
  expect(levelOf(policy, 'note', 'unclaimed')).toBe('hidden')
  expect(unwritableOf(policy, { note: 'x', title: 'y', phone: undefined }, 'mine')).toEqual(['note'])
  expect(limitsOf(policy, 'mine')).toEqual({ note: 'read_only' })
})

test('right: a field of the firm itself is covered inside custom', () => {
  const policy = policyFor('contact', 'service', [rule('custom.nickname', 'always', 'masked'), rule('custom.age', 'always', 'hidden')])
  const row = { ...contact, custom: { nickname: '小王', age: 41, left: true } }
  expect(shown(policy, row, 'mine').custom).toEqual({ nickname: '小***', age: null, left: true })
})

test('refuses: nothing is unmasked by being short, odd or no text', () => {
  expect(maskOf('110', 'phone')).toBe('****10')
  expect(maskOf('@', 'email')).toBe('***')
  expect(maskOf(250_000, 'other')).toBeNull()
  expect(maskOf('', 'text')).toBeNull()
  expect(maskOf(null, 'phone')).toBeNull()
})

test('agrees: what may not be read is not in the answer, whatever the rules', () => {
  const fields = ['title', 'phone', 'email', 'note'] as const
  const anyRule = fc.record({
    field: fc.constantFrom(...fields),
    applies: fc.constantFrom(...fieldApplies),
    level: fc.constantFrom(...fieldLevels),
  })
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), fc.constantFrom<Hold>('mine', 'others', 'unclaimed'), (given, hold) => {
      const policy = policyFor(
        'contact',
        'service',
        given.map(each => rule(each.field, each.applies, each.level)),
      )
      const seen = shown(policy, contact, hold)
      for (const field of fields) {
        const level = levelOf(policy, field, hold)
        expect(seen[field] === contact[field]).toBe(isReadable(level))
        expect(readableHolds(policy, field).includes(hold)).toBe(isReadable(level))
        if (level === 'hidden') expect(seen[field]).toBeNull()
      }
    }),
  )
})
