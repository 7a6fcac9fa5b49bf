import { expect, test } from 'vitest'
import { e164Of, numbersOf } from './phone-numbers.ts'

test('one number however it is written, of China unless the country says otherwise', async () => {
  for (const text of ['13800138000', '138-0013-8000', '138 0013 8000', '+86 138 0013 8000', '１３８００１３８０００', '0086 13800138000'])
    expect(await e164Of(text)).toBe('+8613800138000')
  expect(await e164Of('021-5555 0000 转 123')).toBe('+862155550000')
  expect(await e164Of('(030) 901820', '德国')).toBe('+4930901820')
  expect(await e164Of('(030) 901820', 'Germany')).toBe('+4930901820')
  expect(await e164Of('030 901820', 'DE')).toBe('+4930901820')
})

test('what is no number has none', async () => {
  expect(await numbersOf([{ phone: null }, { phone: '' }, { phone: '找前台' }, { phone: '12' }, { phone: '9'.repeat(80) }])).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})
