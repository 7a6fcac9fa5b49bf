import { type CivilDay, dateOf } from '#core/units/civil-day.ts'
import type { Origin } from './baselines.ts'

/** Customers grouped by the quarter of their first order, by the year where there would be too many. Labels such as `2024-Q3` or `2024`. */
export type Cohorts = { readonly labels: readonly string[]; readonly of: (day: CivilDay) => number }

const mostQuarters = 12

/** Cohorts of the customers whose first order lies in [from, until]. */
export function cohortsOf(from: CivilDay, until: CivilDay): Cohorts {
  const [first, last] = [quarterOf(from), quarterOf(until)]
  const quarters = last - first + 1
  if (quarters <= mostQuarters) {
    const labels = Array.from({ length: quarters }, (_, q) => `${Math.floor((first + q) / 4)}-Q${((first + q) % 4) + 1}`)
    return { labels, of: day => quarterOf(day) - first }
  }
  const year = dateOf(from).year
  const labels = Array.from({ length: dateOf(until).year - year + 1 }, (_, y) => String(year + y))
  return { labels, of: day => dateOf(day).year - year }
}

const quarterOf = (day: CivilDay) => {
  const { year, month } = dateOf(day)
  return year * 4 + Math.floor((month - 1) / 3)
}

/** The cohort of each customer at an origin. */
export function cohortsAt(cohorts: Cohorts, { orders, who }: Origin): Uint16Array {
  return Uint16Array.from(who, dyad => cohorts.of(orders.day[orders.start[dyad] as number] as number))
}

export type CohortError = {
  readonly cohort: string
  /** Customers, each counted once an origin. */
  readonly customers: number
  readonly predicted: number
  readonly actual: number
  readonly mae: number
  readonly rmse: number
  readonly bias: number
}

/** Sums by cohort over any number of origins: customers, predicted, actual, absolute and squared errors. */
export type CohortSums = Float64Array
const width = 5
export const newCohortSums = (cohorts: Cohorts): CohortSums => new Float64Array(cohorts.labels.length * width)

export function addToCohorts(sums: CohortSums, cohort: Uint16Array, predicted: Float64Array, actual: Int32Array): void {
  for (let i = 0; i < predicted.length; i++) {
    const place = (cohort[i] as number) * width
    const [said, came] = [predicted[i] as number, actual[i] as number]
    sums[place] = (sums[place] as number) + 1
    sums[place + 1] = (sums[place + 1] as number) + said
    sums[place + 2] = (sums[place + 2] as number) + came
    sums[place + 3] = (sums[place + 3] as number) + Math.abs(said - came)
    sums[place + 4] = (sums[place + 4] as number) + (said - came) ** 2
  }
}

/** The errors of each cohort that has customers, the earliest first. */
export function cohortErrors(cohorts: Cohorts, sums: CohortSums): CohortError[] {
  return cohorts.labels.flatMap((cohort, index) => {
    const [customers, predicted, actual, absolute, squared] = sums.subarray(index * width, index * width + width)
    if (!customers) return []
    const [said, came] = [predicted as number, actual as number]
    const bias = came > 0 ? said / came - 1 : Number.NaN
    return [
      {
        cohort,
        customers,
        predicted: said,
        actual: came,
        mae: (absolute as number) / customers,
        rmse: Math.sqrt((squared as number) / customers),
        bias,
      },
    ]
  })
}
