import { bands, customerTypes, lifecycleStages, moves, tierOf } from '#core/segments/grid.ts'
import { flag, never, none, type Run, stageRules } from '#core/segments/run.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { valueStates } from '#core/value/valuation.ts'

/** A field of a row on its way into the database. */
export type Field = string | null

const named = (names: readonly string[], code: number | undefined): Field => names[code ?? none] ?? null
const rounded = (value: number | undefined, factor: number): Field =>
  value === undefined || !Number.isFinite(value) ? null : String(Math.round(value * factor) / factor)

export const wholeText = (value: number | undefined): Field => rounded(value, 1)
export const decimalText = (value: number | undefined, digits: number): Field => rounded(value, 10 ** digits)
export const dayText = (day: CivilDay | undefined): Field => (day === undefined || day === never ? null : formatDay(day))

const truth = (flags: number, bit: number): string => ((flags & bit) === 0 ? 'f' : 't')

const jsonText = (value: unknown): Field => (value === undefined ? null : JSON.stringify(value))

/** Whether a run has anything to say of a dyad: it is placed, has left, or has bought. */
export const isTold = (run: Run, dyad: number): boolean =>
  run.type[dyad] !== none || run.move[dyad] !== none || (run.orders[dyad] as number) > 0

const bandTexts = (run: Run, dyad: number): Field[] =>
  [run.current, run.potential, run.rawCurrent, run.rawPotential, run.pendingCurrent, run.pendingPotential].map(column =>
    named(bands, column[dyad]),
  )

const subIndexTexts = (run: Run, dyad: number): Field[] =>
  [run.headroom, run.perception, run.loyalty, run.outlook, run.strategic].map(column => decimalText(column[dyad], 1))

/** Fields of `placeColumns` for a dyad of a run; `before` is the run that its move is counted from. */
export function placeFields(run: Run, dyad: number, before: Run | undefined, because: unknown, shares?: Float64Array | null): Field[] {
  const type = customerTypes[run.type[dyad] as number]
  const flags = run.flags[dyad] as number
  const last = run.lastOrder[dyad] as number
  const mu = run.mu[dyad] as number
  const hasMoved = run.move[dyad] !== none
  return [
    type ?? null,
    ...bandTexts(run, dyad),
    decimalText(run.currentScore[dyad], 1),
    wholeText(run.netContribution[dyad]),
    named(valueStates, run.state[dyad]) ?? 'unknown',
    wholeText(run.netSales[dyad] || 0),
    decimalText(run.potentialScore[dyad], 1),
    ...subIndexTexts(run, dyad),
    decimalText(run.dataConfidence[dyad] || 0, 3),
    truth(flags, flag.provisional),
    named(lifecycleStages, run.stage[dyad]),
    named(stageRules, run.stageRule[dyad]),
    truth(flags, flag.dormant),
    type === undefined ? null : tierOf(type, (flags & flag.belowZero) !== 0),
    truth(flags, flag.belowZero),
    truth(flags, flag.overridden),
    named(moves, run.move[dyad]),
    hasMoved ? named(customerTypes, before?.type[dyad]) : null,
    String(run.orders[dyad]),
    dayText(last),
    decimalText(mu, 1),
    last === never ? null : decimalText((run.day - last) / mu, 2),
    decimalText(run.growth[dyad], 3),
    decimalText(run.alive[dyad], 4),
    jsonText(because),
    shares ? JSON.stringify(Array.from(shares, share => Math.round(share * 1e4) / 1e4)) : null,
  ]
}
