import type pg from 'pg'
import type { ChurnKeeper } from '#core/segments/churn-events.ts'
import { openLossOf } from '#core/segments/churn-events.ts'
import { type FutureRecord, type FutureRun, futureOf } from '#core/segments/future-run.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { modelReasonOf } from '#core/value/future-texts.ts'
import type { Book } from '#core/trade/book.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import * as text from './future.sql.ts'
import { dayText, decimalText, type Field, wholeText } from './placement-fields.ts'

/** The loss of a customer that stands now, as it is kept with its standing. */
export type LossRecord = {
  readonly kind: 'churned' | 'partial'
  readonly on: string
  readonly before: number | null
  readonly lost: number | null
  readonly reason: unknown
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value))

export function lossOf(churn: ChurnKeeper, dyad: number): LossRecord | null {
  const event = openLossOf(churn, dyad)
  if (event === undefined) return null
  const { kind, on, before, lost, reason } = event
  return { kind, on: formatDay(on), before: known(before), lost: known(lost), reason }
}

const real = (value: number | null | undefined): Field => (value === null || value === undefined ? null : decimalText(value, 2))
const whole = (value: number | null | undefined): Field => (value === null || value === undefined ? null : wholeText(value))
const date = (value: number | null | undefined): Field => (value === null || value === undefined ? null : dayText(value))

/** Fields of `futureColumns` (future.sql.ts) for one customer. */
export function futureFields(record: FutureRecord | null, loss: LossRecord | null): Field[] {
  const warning = record?.warning?.code ?? null
  return [
    whole(record?.clv),
    whole(record?.clvLow),
    whole(record?.clvHigh),
    real(record?.orders),
    real(record?.ordersLow),
    real(record?.ordersHigh),
    date(record?.nextOn),
    date(record?.nextFrom),
    date(record?.nextTo),
    warning,
    whole(record?.atStake),
    loss?.kind ?? null,
    whole(loss?.lost),
    record === null ? null : JSON.stringify({ record, loss }),
  ]
}

/** The fields of a dyad in a rebuild. */
export const futureFieldsOf = (future: FutureRun | null, churn: ChurnKeeper, dyad: number): Field[] =>
  futureFields(future && futureOf(future, dyad), lossOf(churn, dyad))

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** Keeps what a rebuild reckoned the future with; nothing where nobody has ordered yet. */
export async function writeModel(
  client: pg.ClientBase,
  at: { readonly tenantId: string; readonly generation: number; readonly settings: ValuationSettings },
  future: FutureRun | null,
): Promise<void> {
  if (future === null) return
  const { basis, futures } = future
  const { outlook, fit, spend, margin, terms, level, draws, choice, scale } = basis
  const { prior } = outlook
  const method = at.settings.purchaseModel === 'rhythm' ? 'rhythm' : prior === 'industry' ? 'industry' : fit.model
  const json = [
    { outlook, fit, draws },
    fit.standardErrors,
    { spend, margin, terms, level, choice, scale },
    modelReasonOf({ prior, fit, until: fit.until ?? outlook.until }, at.settings),
    fit.warnings,
    futures.totals,
  ].map(value => JSON.stringify(value))
  const [model, standardErrors, money, reason, warnings, totals] = json
  await client.query(text.writeModelText, [
    at.tenantId,
    at.generation,
    method,
    fit.k,
    fit.unit,
    formatDay(fit.until ?? outlook.until),
    fit.customers,
    fit.repeatCustomers,
    prior,
    model,
    standardErrors,
    prior === 'industry' ? null : finite(fit.logLikelihood),
    money,
    reason,
    warnings,
    totals,
  ])
}

/** Rows of `churnColumns` for the losses that a rebuild found; what was lost before its history begins belongs to no month of it. */
export function* churnRows(tenantId: string, generation: number, { keys }: Book, { events }: ChurnKeeper): Generator<Field[]> {
  for (const { dyad, kind, on, before, lost, reason, returned, isOld } of events) {
    if (isOld) continue
    yield [
      tenantId,
      keys[dyad] as string,
      String(generation),
      kind,
      formatDay(on),
      whole(known(before)),
      whole(known(lost)),
      date(returned),
      JSON.stringify(reason),
    ]
  }
}
