import { coverageOf, type World } from '#core/value/coverage.ts'
import { rounded } from './product.ts'

/** Readings of what the priors leave open: how fast books order, how different they are, when customers begin, whether times are days. */
const worlds: Readonly<Record<string, World>> = {
  'gaps of a month, all begin at once': { gapWeeks: 4, gapDeviation: 0.7, dropoutDeviation: 0.8, startsOver: 0, isByDay: false },
  'gaps of two weeks, books alike': { gapWeeks: 2, gapDeviation: 0.5, dropoutDeviation: 0.5, startsOver: 0, isByDay: false },
  'gaps of a quarter, books far apart, starts over a year': {
    gapWeeks: 10,
    gapDeviation: 1,
    dropoutDeviation: 1.2,
    startsOver: 52,
    isByDay: false,
  },
  'gaps of three weeks, known to the day': { gapWeeks: 3, gapDeviation: 1, dropoutDeviation: 1, startsOver: 0, isByDay: true },
  'gaps of two months, starts over half a year, known to the day': {
    gapWeeks: 8,
    gapDeviation: 0.5,
    dropoutDeviation: 0.8,
    startsOver: 26,
    isByDay: true,
  },
}

const sizes = [15, 40, 200]

/** How often the 90 % ranges hold, over `books` simulated books (300) of each size in each world: about four minutes. */
export async function bench(args: readonly string[]): Promise<object> {
  const books = Number(args[0] ?? 300)
  const begun = process.cpuUsage()
  const found = Object.entries(worlds).map(([world, reading]) => {
    const coverages = sizes.map(customers => coverageOf(reading, customers, books, 20260))
    return {
      world,
      totalPercent: rounded((100 * coverages.reduce((sum, each) => sum + each.total, 0)) / sizes.length, 1),
      sizes: coverages.map(each => ({
        ...each,
        total: undefined,
        customer: undefined,
        totalPercent: rounded(100 * each.total, 1),
        customerPercent: rounded(100 * each.customer, 1),
      })),
    }
  })
  return { level: 90, found, cpuSeconds: rounded(process.cpuUsage(begun).user / 1e6, 0) }
}
