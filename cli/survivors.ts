import type { Language } from '#core/intake/reasons.ts'
import type { Cohort } from '#core/value/sbg.ts'
import type { SummaryRows } from '#core/value/summary-table.ts'
import { inWords, UsageError } from './command.ts'

/**
 * The cohort of a table of periods and survivors. It began with `began`, else with the row of period 0, else, where all survivors are shares, with 1, else
 * with its first row, which is said. Throws UsageError where periods are missing, come twice or survivors grow.
 */
export function cohortOf(
  file: string,
  { numbers, rows }: SummaryRows,
  began: number | undefined,
  language: Language,
): { readonly cohort: Cohort; readonly warnings: readonly string[] } {
  const { period = new Float64Array(rows), survivors = new Float64Array(rows) } = numbers
  const order = Array.from(period.keys()).sort((a, b) => (period[a] as number) - (period[b] as number))
  const left = order.map(row => survivors[row] as number)
  const times = order.map(row => period[row] as number)
  refuseGaps(file, times)
  refuseGrowth(file, times, left)
  const [first = 0, ...rest] = left
  if (times[0] === 0) return { cohort: { began: began ?? first, survivors: rest }, warnings: [] }
  if (began !== undefined) return { cohort: { began, survivors: left }, warnings: [] }
  if (first < 1) return { cohort: { began: 1, survivors: left }, warnings: [] }
  const said = inWords(
    [
      `“${file}”没有第 0 期：以第 ${times[0]} 期的 ${first} 个客户作为起点。若起点不同，请用 --began 指定。`,
      `“${file}” has no period 0: its first row, ${first} customers in period ${times[0]}, is taken for the beginning. Give --began where it was another.`,
    ],
    language,
  )
  return { cohort: { began: first, survivors: rest }, warnings: [said] }
}

function refuseGaps(file: string, times: readonly number[]): void {
  const at = times.findIndex((time, k) => k > 0 && time !== (times[k - 1] as number) + 1)
  if (at === -1) return
  throw new UsageError(
    `“${file}”的期次应逐一相连，第 ${times[at - 1]} 期之后却是第 ${times[at]} 期。请补齐或去掉重复。`,
    `The periods of “${file}” have to follow one another, but ${times[at]} comes after ${times[at - 1]}. Add what is missing or remove what comes twice.`,
  )
}

function refuseGrowth(file: string, times: readonly number[], left: readonly number[]): void {
  const at = left.findIndex((count, k) => count < 0 || (k > 0 && count > (left[k - 1] as number)))
  if (at === -1) return
  throw new UsageError(
    `“${file}”第 ${times[at]} 期留存 ${left[at]}：留存数应不小于零且逐期不增。`,
    `“${file}” has ${left[at]} survivors in period ${times[at]}: survivors are at least zero and never grow.`,
  )
}
