import { type CivilDay, dateOf, dayOf, weekdayOf } from '#core/units/civil-day.ts'

/**
 * Month and day (mmdd) of Spring Festival, Dragon Boat Festival and Mid-Autumn Festival by year. Source: Hong Kong Observatory,
 * Gregorian-Lunar Calendar Conversion Tables; the test holds them against the Chinese calendar of the machine.
 */
const festivals: Readonly<Record<number, readonly [number, number, number]>> = {
  2020: [125, 625, 1001],
  2021: [212, 614, 921],
  2022: [201, 603, 910],
  2023: [122, 622, 929],
  2024: [210, 610, 917],
  2025: [129, 531, 1006],
  2026: [217, 619, 925],
  2027: [206, 609, 915],
  2028: [126, 528, 1003],
  2029: [213, 616, 922],
  2030: [203, 605, 912],
  2031: [123, 624, 1001],
  2032: [211, 612, 919],
  2033: [131, 601, 908],
  2034: [219, 620, 927],
  2035: [208, 610, 916],
  2036: [128, 530, 1004],
  2037: [215, 618, 924],
  2038: [204, 607, 913],
  2039: [124, 527, 1002],
  2040: [212, 614, 920],
}

/** Years whose festivals are known; outside them the demo takes the middle of their range. */
export const knownYears = Object.keys(festivals).map(Number)

function festivalOf(year: number, which: 0 | 1 | 2): CivilDay {
  const mmdd = festivals[year]?.[which] ?? [205, 612, 921][which] ?? 0
  return dayOf(year, Math.floor(mmdd / 100), mmdd % 100)
}

export const springFestival = (year: number): CivilDay => festivalOf(year, 0)
export const dragonBoatFestival = (year: number): CivilDay => festivalOf(year, 1)
export const midAutumnFestival = (year: number): CivilDay => festivalOf(year, 2)

const within = (day: CivilDay, first: CivilDay, days: number) => day >= first && day < first + days

/** A public holiday of the mainland as the State Council usually sets them since 2025: New Year, Spring Festival from its eve, Qingming, May, Dragon Boat, National Day and Mid-Autumn. */
export function isHoliday(day: CivilDay): boolean {
  const { year } = dateOf(day)
  return (
    day === dayOf(year, 1, 1) ||
    within(day, springFestival(year) - 1, 8) ||
    within(day, dayOf(year, 4, 4), 2) ||
    within(day, dayOf(year, 5, 1), 5) ||
    day === dragonBoatFestival(year) ||
    day === midAutumnFestival(year) ||
    within(day, dayOf(year, 10, 1), 7)
  )
}

/** Mondays to Fridays that are no holiday. Make-up workdays on weekends are left out: the demo's offices keep them for stocktaking. */
export function isWorkday(day: CivilDay): boolean {
  return weekdayOf(day) <= 5 && !isHoliday(day)
}

/** The day itself if it is a workday, else the next one. */
export function workdayFrom(day: CivilDay): CivilDay {
  let found = day
  while (!isWorkday(found)) found++
  return found
}

/** How busy a factory's purchasing is in a month, 1 on average: a peak in spring and autumn, a lull in high summer and winter. */
const seasonOfMonth = [0.94, 0.82, 1.16, 1.1, 1.04, 0.98, 0.92, 0.93, 1.08, 1.06, 1.05, 0.98]

/** Around Spring Festival: stocking up in the fifth to third week before it, then the plants close, and come back slowly. */
function springFactor(daysAfter: number): number {
  if (daysAfter < -35 || daysAfter > 24) return 1
  if (daysAfter < -16) return 1.3
  if (daysAfter < -9) return 0.75
  if (daysAfter < 9) return 0.12
  return daysAfter < 16 ? 0.45 : 0.85
}

/** The weight of a day in purchasing: 0 on weekends and holidays, about 1 on a usual workday. */
export function purchasingWeight(day: CivilDay): number {
  if (!isWorkday(day)) return 0
  const { year, month } = dateOf(day)
  return (seasonOfMonth[month - 1] ?? 1) * springFactor(day - springFestival(year))
}
