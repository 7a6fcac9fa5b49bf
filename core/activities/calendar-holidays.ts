import { type CivilDay, dayOf } from '#core/units/civil-day.ts'
import { festivalsOf } from './chinese-festivals.ts'

export const holidayNames = ['new_year', 'spring_festival', 'qingming', 'labour_day', 'dragon_boat', 'mid_autumn', 'national_day'] as const
export type HolidayName = (typeof holidayNames)[number]

/** A span of days off, first and last as mmdd. */
type Span = readonly [name: HolidayName, first: number, last: number]
type Published = { readonly notice: string; readonly off: readonly Span[]; readonly work: readonly number[] }

/**
 * Public holidays and make-up workdays of the mainland, as the General Office of the State Council published them. A year enters here when its
 * notice is out (it comes in November of the year before); until then it has its statutory days alone, provisionally.
 */
const published: Readonly<Record<number, Published>> = {
  2025: {
    notice: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
    off: [
      ['new_year', 101, 101],
      ['spring_festival', 128, 204],
      ['qingming', 404, 406],
      ['labour_day', 501, 505],
      ['dragon_boat', 531, 602],
      ['national_day', 1001, 1008],
    ],
    work: [126, 208, 427, 928, 1011],
  },
  2026: {
    notice: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
    off: [
      ['new_year', 101, 103],
      ['spring_festival', 215, 223],
      ['qingming', 404, 406],
      ['labour_day', 501, 505],
      ['dragon_boat', 619, 621],
      ['mid_autumn', 925, 927],
      ['national_day', 1001, 1007],
    ],
    work: [104, 214, 228, 509, 920, 1010],
  },
}

export type YearHolidays = { readonly off: ReadonlyMap<CivilDay, HolidayName>; readonly work: ReadonlySet<CivilDay> }

const dayAt = (year: number, mmdd: number): CivilDay => dayOf(year, Math.floor(mmdd / 100), mmdd % 100)

function build(year: number, { off, work }: Published): YearHolidays {
  const days = off.flatMap(([name, first, last]) => {
    const [from, to] = [dayAt(year, first), dayAt(year, last)]
    return Array.from({ length: to - from + 1 }, (_, index) => [from + index, name] as const)
  })
  return { off: new Map(days), work: new Set(work.map(mmdd => dayAt(year, mmdd))) }
}

const known = new Map(Object.entries(published).map(([year, given]) => [Number(year), build(Number(year), given)]))
const nothing: YearHolidays = { off: new Map(), work: new Set() }

/** The years whose statutory days are reckoned: beyond the last notice, as far as the reckoning of the festivals is compared. */
const lastNotice = Math.max(...Object.keys(published).map(Number))
const lastReckoned = 2060

/**
 * The thirteen statutory days of a year (国务院令第795号, in force since 2025): New Year 1, Spring Festival 4 from the eve, Qingming 1, Labour Day 2, Dragon
 * Boat 1, Mid-Autumn 1, National Day 3. Which weekends are joined to them and worked for them is for the notice to say. Two that fall on one day are
 * one here.
 */
function statutory(year: number): YearHolidays {
  const { springFestival, qingming, dragonBoat, midAutumn } = festivalsOf(year)
  const spans: readonly (readonly [name: HolidayName, first: CivilDay, days: number])[] = [
    ['new_year', dayAt(year, 101), 1],
    ['spring_festival', springFestival - 1, 4],
    ['qingming', qingming, 1],
    ['labour_day', dayAt(year, 501), 2],
    ['dragon_boat', dragonBoat, 1],
    ['mid_autumn', midAutumn, 1],
    ['national_day', dayAt(year, 1001), 3],
  ]
  const days = spans.flatMap(([name, first, count]) => Array.from({ length: count }, (_, index) => [first + index, name] as const))
  return { off: new Map(days), work: new Set() }
}

/** Reckoned once a year of the calendar: the answer is always the same. */
const reckoned = new Map<number, YearHolidays>()
function provisional(year: number): YearHolidays {
  if (year <= lastNotice || year > lastReckoned) return nothing
  const found = reckoned.get(year) ?? statutory(year)
  reckoned.set(year, found)
  return found
}

/** Days off and weekends worked of a year: as its notice says, else the statutory days that are certain without it (`noticeOf` tells which). */
export const holidaysOf = (year: number): YearHolidays => known.get(year) ?? provisional(year)

/** The notice that a year's days come from; undefined where it is not out yet. */
export const noticeOf = (year: number): string | undefined => published[year]?.notice
