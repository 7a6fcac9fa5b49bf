import { type CivilDay, dayOf } from '#core/units/civil-day.ts'

/**
 * The moments of new moons and solar terms, as far as the festivals of the lunar calendar need them. J. Meeus, Astronomical Algorithms, 2nd ed., chapters
 * 25 and 49, without the small terms: right to a quarter of an hour, and compared in the test with another calendar for every year to 2060.
 */
const radians = (degrees: number) => (degrees * Math.PI) / 180
const turn = (degrees: number) => ((degrees % 360) + 360) % 360
/** Seconds by which the uniform time of astronomers is ahead of the clock; for 2025 to 2100 nearly this. */
const aheadDays = 72 / 86_400

/** The Chinese civil day (UTC+8) of a Julian ephemeris day. */
const dayInChina = (julian: number): CivilDay => Math.floor(julian - aheadDays - 2_440_587.5 + 8 / 24)

/** The moment of the k-th new moon since the first of 2000, as a Julian ephemeris day. */
function newMoon(k: number): number {
  const t = k / 1236.85
  const e = 1 - 0.002516 * t - 0.0000074 * t * t
  const sun = radians(2.5534 + 29.1053567 * k)
  const moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
  const latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
  const node = radians(124.7746 - 1.56375588 * k)
  const correction =
    -0.4072 * Math.sin(moon) +
    0.17241 * e * Math.sin(sun) +
    0.01608 * Math.sin(2 * moon) +
    0.01039 * Math.sin(2 * latitude) +
    0.00739 * e * Math.sin(moon - sun) -
    0.00514 * e * Math.sin(moon + sun) +
    0.00208 * e * e * Math.sin(2 * sun) -
    0.00111 * Math.sin(moon - 2 * latitude) -
    0.00057 * Math.sin(moon + 2 * latitude) +
    0.00056 * e * Math.sin(2 * moon + sun) -
    0.00042 * Math.sin(3 * moon) +
    0.00042 * e * Math.sin(sun + 2 * latitude) +
    0.00038 * e * Math.sin(sun - 2 * latitude) -
    0.00024 * e * Math.sin(2 * moon - sun) -
    0.00017 * Math.sin(node)
  return 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t * t + correction
}

/** The day of the last new moon on or before a day. */
function newMoonUntil(day: CivilDay): CivilDay {
  let k = Math.ceil((day - dayOf(2000, 1, 6)) / 29.530588861) + 1
  while (dayInChina(newMoon(k)) > day) k--
  return dayInChina(newMoon(k))
}

/** The apparent longitude of the sun at a Julian ephemeris day, degrees. */
function sunAt(julian: number): number {
  const t = (julian - 2_451_545) / 36_525
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
  const anomaly = radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t)
  const centre =
    (1.914602 - 0.004817 * t) * Math.sin(anomaly) + (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly)
  return turn(mean + centre - 0.00569 - 0.00478 * Math.sin(radians(125.04 - 1934.136 * t)))
}

/** The day on which the sun reaches a longitude, looked for from a day near it. */
function termDay(longitude: number, near: CivilDay): CivilDay {
  let julian = near + 2_440_588
  for (let step = 0; step < 8; step++) julian += ((turn(longitude - sunAt(julian) + 180) - 180) / 360) * 365.2422
  return dayInChina(julian)
}

/** The first days of the lunar months from the one of a winter solstice to before the next such; with the one that is counted twice, if any. */
function monthsOf(year: number): { readonly starts: readonly CivilDay[]; readonly leap: number } {
  const [before, after] = [year - 1, year].map(each => newMoonUntil(termDay(270, dayOf(each, 12, 21)))) as [CivilDay, CivilDay]
  const starts = [before]
  for (let next = newMoonUntil(before + 30); next <= after; next = newMoonUntil(next + 30)) starts.push(next)
  const terms = Array.from({ length: 12 }, (_, index) =>
    termDay(turn(270 + 30 * index), Math.round(dayOf(year - 1, 12, 21) + 30.437 * index)),
  )
  const isBare = (at: number) => !terms.some(term => term >= (starts[at] ?? 0) && term < (starts[at + 1] ?? 0))
  const leap = starts.length > 13 ? starts.findIndex((_, at) => at > 0 && isBare(at)) : -1
  return { starts, leap }
}

export type Festivals = {
  readonly springFestival: CivilDay
  readonly qingming: CivilDay
  readonly dragonBoat: CivilDay
  readonly midAutumn: CivilDay
}

/**
 * The days of the festivals that the lunar calendar and the sun set, in the zone of China (GB/T 33661-2017): the month of the winter solstice is the
 * eleventh; where thirteen months lie between two such, the first without a principal term is counted twice.
 */
export function festivalsOf(year: number): Festivals {
  const { starts, leap } = monthsOf(year)
  /** The first day of the month so many after the eleventh. */
  const month = (after: number): CivilDay => starts[leap > 0 && leap <= after ? after + 1 : after] ?? 0
  return {
    springFestival: month(2),
    qingming: termDay(15, dayOf(year, 4, 5)),
    dragonBoat: month(6) + 4,
    midAutumn: month(9) + 14,
  }
}
