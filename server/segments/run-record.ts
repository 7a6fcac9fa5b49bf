import type { FrozenTable, Run } from '#core/segments/run.ts'
import type { Cuts } from '#contract/segments/map.ts'
import type { OutlookModel } from '#core/value/outlook-model.ts'
import type { ValuationSettings } from '#core/value/settings.ts'

/** Where an amount lies on the axis of the current score: the share of the ranked below it, 0..100. */
function scoreOf(run: Run, amount: number): number {
  const ranked = run.netContribution.filter((_, dyad) => !Number.isNaN(run.currentScore[dyad] as number))
  const below = ranked.reduce((count, value) => count + (value < amount ? 1 : 0), 0)
  return ranked.length === 0 ? 100 : Math.round((1000 * below) / ranked.length) / 10
}

/** Cuts as they are kept and shown: amounts that nobody reaches are null. */
export function cutsRecord(run: Run, settings: ValuationSettings): Cuts {
  const { scale, high, medium, highValue, mediumValue } = run.cuts
  const amount = (value: number) => (Number.isFinite(value) ? Math.round(value) : null)
  const finite = (value: number) => (Number.isFinite(value) ? value : 0)
  const [highScore, mediumScore] = scale === 'percentile' ? [high, medium] : [scoreOf(run, highValue), scoreOf(run, mediumValue)]
  return {
    scale,
    high: finite(high),
    medium: finite(medium),
    highValue: amount(highValue),
    mediumValue: amount(mediumValue),
    highScore,
    mediumScore,
    potentialHigh: settings.cuts.potential.high,
    potentialMedium: settings.cuts.potential.medium,
  }
}

/** The table that customers are measured against until the next month's end, as JSON holds it; the purchase model is kept beside it. */
export const tableRecord = ({ day, cuts, provisional, tenantMu, values }: FrozenTable) => ({
  day,
  cuts,
  provisional,
  tenantMu,
  values: Array.from(values),
})

type TableRecord = Omit<ReturnType<typeof tableRecord>, 'cuts'> & { readonly cuts: FrozenTable['cuts'] }

/** A kept table as the engine takes it. JSON has no infinity: an amount that nobody reaches came back as null. */
export function tableOfRecord(record: TableRecord, outlook: OutlookModel | null): FrozenTable {
  const { cuts, values } = record
  const reached = (amount: number | null) => amount ?? Number.POSITIVE_INFINITY
  const [high, medium, highValue, mediumValue] = [cuts.high, cuts.medium, cuts.highValue, cuts.mediumValue].map(reached) as [
    number,
    number,
    number,
    number,
  ]
  return { ...record, cuts: { ...cuts, high, medium, highValue, mediumValue }, values: Float64Array.from(values), outlook }
}
