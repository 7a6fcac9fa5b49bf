import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import { type DateFormat, dateFormatOf, looksLikeDate, readDate } from './date-format.ts'

const read = (text: string, order: DateFormat['order'] = 'ymd') => {
  const found = readDate(text, { order })
  return found === undefined ? undefined : 'day' in found ? formatDay(found.day) : `year ${found.year}`
}

test('right: dates as files write them', () => {
  const cases: readonly (readonly [string, string, DateFormat['order']?])[] = [
    ['2026-01-03', '2026-01-03'],
    ['2010-12-01 08:26:00', '2010-12-01'],
    ['1997-01-01T08:00', '1997-01-01'],
    ['2026-01-03T08:00:00.000Z', '2026-01-03'],
    ['19970101', '1997-01-01'],
    ['2026/1/3', '2026-01-03'],
    ['2026.1.3', '2026-01-03'],
    ['2026年1月3日', '2026-01-03'],
    ['２０２６年１月３日', '2026-01-03'],
    ['2026年1月3日 下午 3:05', '2026-01-03'],
    ['12/1/2010 8:26', '2010-12-01', 'mdy'],
    ['12/1/2010 8:26', '2010-01-12', 'dmy'],
    ['31.12.2010', '2010-12-31', 'dmy'],
    ['12/1/10', '2010-12-01', 'mdy'],
    ['40513', '2010-12-01', 'serial'],
    ['40513.3514', '2010-12-01', 'serial'],
    ['01-Dec-2010', '2010-12-01'],
    ['1 December 2010', '2010-12-01'],
    ['Dec 1, 2010', '2010-12-01'],
    ['Dec-01-10', '2010-12-01'],
    ['1291191960', '2010-12-01', 'seconds'],
    ['1291191960000', '2010-12-01', 'milliseconds'],
  ]
  for (const [text, day, order] of cases) expect([text, read(text, order)]).toEqual([text, day])
})

test('refuses: years outside 1900 to 2100 with the year, and days that do not exist', () => {
  expect(read('20026-01-03')).toBe('year 20026')
  expect(read('12/1/20026', 'mdy')).toBe('year 20026')
  expect(read('1026-01-03')).toBe('year 1026')
  for (const text of ['2026-02-30', '2026-13-01', 'soon', '', '99999999', '12', 'A-1-2', '2026-01'])
    expect([text, read(text)]).toEqual([text, text === '12' ? '1900-01-11' : undefined])
})

test('right: the column decides between day and month', () => {
  expect(dateFormatOf(['12/1/2010', '12/13/2010'])).toMatchObject({ format: { order: 'mdy' }, decided: true })
  expect(dateFormatOf(['12/1/2010', '13/12/2010'])).toMatchObject({ format: { order: 'dmy' }, decided: true })
  expect(dateFormatOf(['1/2/2010', '3/4/2010'])).toMatchObject({ format: { order: 'mdy' }, decided: false })
  expect(dateFormatOf(['1.2.2010', '3.4.2010'])).toMatchObject({ format: { order: 'dmy' }, decided: false })
  expect(dateFormatOf(['40513', '40514.5']).format.order).toBe('serial')
  expect(dateFormatOf(['19970101']).format.order).toBe('ymd')
  expect(dateFormatOf(['2026-01-03', '']).format.order).toBe('ymd')
})

test('agrees: every day of 1900 to 2100 is read back in each notation', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_567, max: 47_846 }), civil => {
      const iso = formatDay(civil)
      const { year, month, day } = dateOf(civil)
      for (const text of [iso, iso.replaceAll('-', ''), `${year}/${month}/${day}`, `${year}年${month}月${day}日`, `${iso} 23:59:59`])
        expect(read(text)).toBe(iso)
      expect(read(`${month}/${day}/${year} 8:26`, 'mdy')).toBe(iso)
      expect(read(`${day}.${month}.${year}`, 'dmy')).toBe(iso)
      expect(parseDay(iso)).toBe(civil)
    }),
  )
})

test('right: what looks like a date', () => {
  expect(['2010-12-01 08:26:00', '12/13/2010', '19970101'].every(looksLikeDate)).toBe(true)
  expect(['536365', '85123A', 'WHITE 12', '2.55', '-1', ''].some(looksLikeDate)).toBe(false)
})
