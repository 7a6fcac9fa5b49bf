import { expect, test } from 'vitest'
import { lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { defaultSettings, settingsFor } from '#core/value/settings.ts'
import { type WrittenRow, writtenBook } from '#core/value/written-book.ts'
import { because, viewOf } from './because.ts'
import { becauseText, moneyText } from './because-text.ts'
import { becauseCodes, becauseTexts } from './because-texts.ts'
import { placeBook } from './place-book.ts'
import { stageRules } from './run.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN

/** Thirty customers over two years; the greatest stops in mid 2025, the least one grows, one pays less than it costs. */
function firm() {
  const rows: WrittenRow[] = []
  for (let month = monthOf(day('2024-01-01')); month <= monthOf(day('2026-09-01')); month++) {
    for (let k = 0; k < 30; k++) {
      if (k === 29 && month > monthOf(day('2025-06-01'))) continue
      const grown = k === 0 && month > monthOf(day('2025-09-01')) ? 90 : 1
      rows.push({
        who: `C${k}`,
        day: lastDayOf(month) - 15,
        net: k === 1 ? 5_00 : (k + 1) * 100_000 * grown,
        key: k % 3 ? 'belts' : 'chains',
      })
    }
  }
  return writtenBook({ until: '2026-10-15', from: '2024-01-01', rows })
}

const book = firm()
const history = placeBook(book, defaultSettings)
const told = (key: string) => because(viewOf(book, history, history.now, book.keys.indexOf(key), defaultSettings))
const codesOf = (key: string) => told(key).map(reason => reason.code)

test('every code has a sentence in both languages with the same arguments', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+:\w+)\}/g)].map(match => match[1] ?? '').toSorted((a, b) => (a < b ? -1 : 1))
  for (const code of becauseCodes) {
    const [zh, en] = becauseTexts[code]
    expect([code, places(zh)]).toEqual([code, places(en)])
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/s)
    expect(en).toMatch(/^[A-Z].*\.$/s)
  }
  for (const rule of stageRules) expect(becauseCodes).toContain(`stage_${rule}`)
})

test('every sentence of every customer is filled in, in both languages', () => {
  for (const key of book.keys) {
    for (const reason of told(key)) {
      for (const lang of ['zh-CN', 'en'] as const) expect(becauseText(reason, lang, 'CNY')).not.toMatch(/[{}]|NaN|Infinity|undefined/)
    }
  }
})

test('right: why a customer stands where it stands', () => {
  expect(codesOf('C28')).toEqual(
    expect.arrayContaining(['value_high', 'strongest', 'weakest', 'stage_steady', 'value_estimated', 'parts_unknown', 'indices_unknown']),
  )
  expect(codesOf('C1')).toEqual(expect.arrayContaining(['value_not_positive', 'below_zero']))
  expect(codesOf('C29')).toEqual(expect.arrayContaining(['value_no_order', 'stage_silent']))
  expect(codesOf('C0')).toContain('current_rose')
})

test('right: two orders are a trial, running or over', () => {
  const view = viewOf(book, history, history.now, 5, defaultSettings)
  const trial = (until: number | null) =>
    because({ ...view, placement: { ...view.placement, orders: 2 }, trialUntil: until }).flatMap(reason =>
      reason.code.startsWith('trial') ? reason.code : [],
    )
  expect([trial(history.now.day), trial(history.now.day - 1), trial(null)]).toEqual([['trial_running'], ['trial_over'], []])
  expect(view.trialUntil).toBeNull()
})

test('right: a fall says from where, from what, below which cut', () => {
  const fallen = told('C29').find(reason => reason.code.startsWith('current_fell'))
  const english = fallen ? becauseText(fallen, 'en', 'CNY') : ''
  expect(english).toMatch(/^On 202\d-\d\d-\d\d it fell from \w+ to \w+: .*¥[\d,]+\.\d\d/)
  expect(fallen ? becauseText(fallen, 'zh-CN', 'CNY') : '').toMatch(/^202\d 年 \d+ 月 \d+ 日由.+型变为.+型：.*¥[\d,]+\.\d\d/)
})

test('right: in another currency the activities wait for rates', () => {
  const pounds = { ...book, currency: 'GBP' }
  const settings = settingsFor('GBP')
  const placed = placeBook(pounds, settings)
  const reasons = because(viewOf(pounds, placed, placed.now, 20, settings))
  expect(reasons.find(reason => reason.code === 'rates_unset')?.args.parts).toBe('order,line,delivery,return')
  expect(reasons.find(reason => reason.code === 'parts_unknown')?.args.parts).toContain('visit')
})

test('right: money by currency and language', () => {
  expect(moneyText(123450, 'CNY', 'zh-CN')).toBe('¥1,234.50')
  expect(moneyText(-123450, 'GBP', 'en')).toBe('-£1,234.50')
  expect(moneyText(500, 'JPY', 'en')).toBe('¥500')
})

test('bounded: a missing argument is unknown, an unplaced customer says so', () => {
  expect(becauseText({ code: 'value_prospect', args: {} }, 'en', 'CNY')).toBe('No order so far: current value is low.')
  expect(becauseText({ code: 'evidence_headroom', args: { score: null } }, 'en', 'CNY')).toContain('unknown%')
  const early = {
    ...book,
    keys: [...book.keys, 'Z'],
    days: { ...book.days, start: Uint32Array.of(...book.days.start, book.days.day.length) },
    cells: { ...book.cells, start: Uint32Array.of(...book.cells.start, book.cells.key.length) },
  }
  const placed = placeBook(early, defaultSettings)
  expect(because(viewOf(early, placed, placed.now, 30, defaultSettings)).map(reason => reason.code)).toEqual(['not_placed'])
})
