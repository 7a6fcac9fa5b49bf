import type { Book } from '#core/trade/book.ts'
import { none, type Run } from '#core/segments/run.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { fillParts, roomForParts, sumsBetween, tariffOf, totalOf } from '#core/value/valuation.ts'

/** A stay of a dyad in a lifecycle stage: from the run that first found it to the run that found another. Codes of `lifecycleStages` and `stageRules`. */
export type StageStay = {
  readonly stage: number
  readonly rule: number
  readonly entered: CivilDay
  readonly left: CivilDay | undefined
  /** What the customer bought and brought between the runs around the stay: the stays of a customer add up to its lifetime. Minor units. */
  readonly netSales: number
  readonly netContribution: number
}

type Measure = (dyad: number, from: CivilDay, to: CivilDay) => { readonly netSales: number; readonly netContribution: number }

/** Net sales and contribution of a dyad in (from, to], many times over without making anything anew. */
export function measureOf(book: Book, settings: ValuationSettings): Measure {
  const tariff = tariffOf(book, settings)
  const room = roomForParts()
  return (dyad, from, to) => {
    fillParts(sumsBetween(book, dyad, from, to), tariff, room)
    return { netSales: room.amount[0] as number, netContribution: totalOf(room) }
  }
}

/** What stays are found in: the stages of one run. */
export type StageRun = Pick<Run, 'day' | 'stage' | 'stageRule'>

/** The stays of one dyad over the runs, oldest first. */
export function staysOf(runs: readonly StageRun[], dyad: number, measure: Measure): StageStay[] {
  const stays: StageStay[] = []
  let opened = -1
  const close = (end: number) => {
    const [first, last] = [runs[opened] as StageRun, runs[end - 1] as StageRun]
    const from = stays.length === 0 ? Number.MIN_SAFE_INTEGER : (runs[opened - 1] as StageRun).day
    const left = runs[end]?.day
    stays.push({
      stage: first.stage[dyad] as number,
      rule: first.stageRule[dyad] as number,
      entered: first.day,
      left,
      ...measure(dyad, from, last.day),
    })
  }
  runs.forEach((run, index) => {
    const stage = run.stage[dyad]
    if (opened >= 0 && stage === runs[opened]?.stage[dyad]) return
    if (opened >= 0) close(index)
    opened = stage === none ? -1 : index
  })
  if (opened >= 0) close(runs.length)
  return stays
}
