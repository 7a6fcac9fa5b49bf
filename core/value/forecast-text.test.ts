import { expect, test } from 'vitest'
import { type ForecastCode, forecastTexts, methodWords } from './forecast-texts.ts'
import { forecastText } from './forecast-text.ts'

const kinds = ['count', 'window', 'share', 'points', 'rank', 'date', 'method', 'times']
const placesOf = (text: string) => [...text.matchAll(/\{(\w+):(\w+)\}/g)].map(match => `${match[1]}:${match[2]}`)

test('agrees: both languages of every sentence speak of the same things, in kinds that are written', () => {
  for (const [code, [zh, en]] of Object.entries(forecastTexts)) {
    expect([...new Set(placesOf(en))].toSorted(), code).toEqual([...new Set(placesOf(zh))].toSorted())
    for (const place of placesOf(zh)) expect(kinds, code).toContain(place.split(':')[1])
    expect(zh, code).toMatch(/[一-鿿]/)
    expect(en, code).not.toMatch(/[一-鿿]/)
  }
})

test('right: numbers as people write them', () => {
  const args = { low: 21, high: 30, silence: 74, lastOrder: 0, orders: 6, tail: 0.004, alive: 0.4, silent: 0.72, window: 60 }
  expect(forecastText({ code: 'later_than_own_rhythm', args }, 'en')).toBe(
    'Orders every 21 to 30 days; the last order was 74 days ago. Were it still with us, under 1% of its gaps would last that long; the chance of no order within the next 60 days is 72%.',
  )
  expect(forecastText({ code: 'later_than_own_rhythm', args }, 'zh-CN')).toBe(
    '通常每 21 至 30 天下一次单，上次下单已是 74 天前。若仍在往来，只有不到 1% 的间隔会这么长；未来 60 天内没有订单的可能为 72%。',
  )
})

test('refuses: what is not known is written as unknown, never as NaN', () => {
  for (const code of Object.keys(forecastTexts) as ForecastCode[]) {
    for (const args of [{}, { rule: 'hiatus', bias: Number.NaN }]) {
      expect(forecastText({ code, args }, 'en')).not.toMatch(/NaN|undefined|null|[{}]/)
      expect(forecastText({ code, args }, 'zh-CN')).not.toMatch(/NaN|undefined|null|[{}]/)
    }
  }
  expect(Object.values(methodWords).every(words => words.length === 2)).toBe(true)
})
