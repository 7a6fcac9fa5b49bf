import { expect, test } from 'vitest'
import { formatDay } from '#core/units/civil-day.ts'
import { festivalsOf } from './chinese-festivals.ts'

const texts = (year: number) => Object.values(festivalsOf(year)).map(formatDay)

test('right: the festivals of years whose notices are out, and of 2027 as the Purple Mountain Observatory gives them', () => {
  expect(texts(2025)).toEqual(['2025-01-29', '2025-04-04', '2025-05-31', '2025-10-06'])
  expect(texts(2026)).toEqual(['2026-02-17', '2026-04-05', '2026-06-19', '2026-09-25'])
  expect(texts(2027)).toEqual(['2027-02-06', '2027-04-05', '2027-06-09', '2027-09-15'])
})

/** These new moons lie within minutes of midnight in China (6 February 2027, 23:56; 3 February 2030, 0:07): the other calendar, less exact, takes them for the day beside. */
const knownSlips = ['2027 springFestival', '2030 springFestival']

test('agrees: the lunar calendar of the Unicode project gives the same days for every year to 2060, but for two known slips of its own', () => {
  const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })
  const said = (day: number) => {
    const parts = lunar.formatToParts(new Date(day * 86_400_000))
    return ['month', 'day'].map(type => parts.find(part => part.type === type)?.value).join('/')
  }
  const lunarDays = { springFestival: '1/1', dragonBoat: '5/5', midAutumn: '8/15' } as const
  const names = Object.keys(lunarDays) as (keyof typeof lunarDays)[]
  const years = Array.from({ length: 41 }, (_, index) => 2020 + index)
  const differing = years.flatMap(year =>
    names.flatMap(name => (said(festivalsOf(year)[name]) === lunarDays[name] ? [] : [`${year} ${name}`])),
  )
  expect(differing).toEqual(knownSlips)
  expect(years.every(year => ['04', '05', '06'].includes(formatDay(festivalsOf(year).qingming).slice(8)))).toBe(true)
})
