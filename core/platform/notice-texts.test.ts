import { expect, test } from 'vitest'
import { noticeKinds } from './notice.ts'
import { noticeText } from './notice-texts.ts'

test('right: figures and the customer stand in the sentence', () => {
  expect(noticeText('recycle_warning', { days: 7 }, '东海泵业', 'zh-CN')).toBe('东海泵业将在 7 天后退回公海，请尽快跟进')
  expect(noticeText('recycle_warning', { days: 7 }, 'Donghai Pumps', 'en')).toBe(
    'Donghai Pumps goes back to the public pool in 7 days: follow up before that',
  )
})

test('bounded: every kind reads in both languages, with nothing known too', () => {
  for (const kind of noticeKinds)
    for (const language of ['zh-CN', 'en'] as const) {
      const text = noticeText(kind, {}, null, language)
      expect(text).not.toMatch(/[{}]|undefined|null/)
      expect(text.length).toBeGreaterThan(5)
    }
})
