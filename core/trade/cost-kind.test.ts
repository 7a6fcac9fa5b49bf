import { expect, test } from 'vitest'
import { costKindOf } from './cost-kind.ts'

test.each([
  ['freight', ['运费', '物流费', '快递', 'Freight out', 'shipping', 'Transport', 'CARRIAGE', 'logistics']],
  ['rebate', ['返利', '销售返点', '折让', '让利', 'Rebate', 'year-end bonus', 'allowance']],
  ['claim', ['质量索赔', '理赔', '质保金', 'Claim', 'warranty', 'penalty', 'others', '']],
] as const)('%s is known by its words', (kind, texts) => {
  for (const text of texts) expect(costKindOf(text), text).toBe(kind)
})

test('a cost that is not named is a claim; freight for a rebate is freight', () => {
  expect([costKindOf(null), costKindOf(undefined)]).toEqual(['claim', 'claim'])
  expect(costKindOf('运费返利')).toBe('freight')
})
