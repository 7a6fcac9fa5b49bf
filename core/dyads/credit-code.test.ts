import { expect, test } from 'vitest'
import { checkCharacterOf } from '#core/demo/credit-code.ts'
import { foldCreditCode, isCreditCode } from './credit-code.ts'

test('right: the worked example of GB 32100-2015, annex', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true)
})

test('agrees: with the codes that the demo company gives its customers', () => {
  for (const first of ['91310000MA1K0000A', '91440300DEM000001', '92320500MA1XXXX0Q'])
    expect(isCreditCode(first + checkCharacterOf(first))).toBe(true)
})

test('refuses: one wrong character, letters that the alphabet does not have, another length', () => {
  for (const code of ['91350100M000100Y44', '91350100M000100Y4I', '91350100M000100Y4', '']) expect(isCreditCode(code)).toBe(false)
})

test('written forms are folded', () => {
  expect(foldCreditCode(' 91350100-m000 100y43 ')).toBe('91350100M000100Y43')
})
