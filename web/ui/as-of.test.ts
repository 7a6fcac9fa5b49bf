import { expect, test } from 'vitest'
import { checkedMonthEnd } from './as-of.ts'

test('only ends of months are taken from the address', () => {
  expect(['2026-10-31', '2026-10-30', '2026-02-28', '2024-02-29', 'x', 7, undefined].map(checkedMonthEnd)).toEqual([
    '2026-10-31',
    undefined,
    '2026-02-28',
    '2024-02-29',
    undefined,
    undefined,
    undefined,
  ])
})
