import { expect, test } from 'vitest'
import { bigramLikeness, type Compared, jaroWinkler, likenessOf } from './duplicate.ts'

const party = (given: Partial<Compared>): Compared => ({
  name: '上海精工轴承有限公司',
  sound: undefined,
  uscc: null,
  phones: [],
  email: null,
  website: null,
  address: null,
  codes: [],
  ...given,
})

test('Jaro and Winkler as their authors give them', () => {
  // Winkler (1990), table of examples: MARTHA/MARHTA, DIXON/DICKSONX, DWAYNE/DUANE.
  expect(jaroWinkler('MARTHA', 'MARHTA')).toBeCloseTo(0.961, 3)
  expect(jaroWinkler('DIXON', 'DICKSONX')).toBeCloseTo(0.813, 3)
  expect(jaroWinkler('DWAYNE', 'DUANE')).toBeCloseTo(0.84, 3)
  expect(jaroWinkler('', 'X')).toBe(0)
})

test('character pairs in common: Dice (1945) on night and nacht', () => {
  expect(bigramLikeness('night', 'nacht')).toBeCloseTo(0.25, 10)
  expect(bigramLikeness('a', 'b')).toBe(0)
})

test('the same core name is likely, with the phone as good as certain', () => {
  const one = party({ phones: ['+862155000000'] })
  expect(likenessOf(one, party({ name: '上海精工轴承（集团）有限公司' }))).toMatchObject({ strength: 'likely', reasons: ['name'] })
  expect(likenessOf(one, party({ phones: ['+862155000000'] }))).toMatchObject({ strength: 'certain', reasons: ['name', 'phone'] })
})

test('firms of other places with the same word need more than the name', () => {
  const there = party({ name: '北京精工轴承有限公司', email: 'a@jg.cn' })
  expect(likenessOf(party({}), there)).toBeUndefined()
  expect(likenessOf(party({ email: 'a@jg.cn' }), there)).toMatchObject({ reasons: ['name_alike', 'email'] })
})

const codes = ['91999900AAAA000014', '91999900AAAA000027'] as const

test('two different valid credit codes are never one; the same is certain', () => {
  expect(likenessOf(party({ uscc: codes[0] }), party({ uscc: codes[0], name: '别的名称' }))).toMatchObject({ strength: 'certain' })
  const phones = ['+8613800000000']
  expect(likenessOf(party({ uscc: codes[0], phones }), party({ uscc: codes[1], phones }))).toBeUndefined()
  const [a, b] = [party({ uscc: codes[0], phones }), party({ uscc: '91999900AAAA000099', phones })]
  expect(likenessOf(a, b)).toBeDefined()
})

test('likeness does not depend on who is first, and lies between the least shown and one', () => {
  const names = ['上海精工轴承有限公司', '精工轴承', '上海晶工轴承', 'Acme Bearings', '上海精工轴承制造有限公司']
  for (const left of names)
    for (const right of names) {
      const [a, b] = [party({ name: left, phones: ['+86138'] }), party({ name: right, phones: ['+86138'] })]
      const found = likenessOf(a, b)
      expect(found?.score).toBeCloseTo(likenessOf(b, a)?.score ?? -1, 12)
      expect(found?.score).toBeGreaterThanOrEqual(0.5)
      expect(found?.score).toBeLessThan(1)
    }
})
