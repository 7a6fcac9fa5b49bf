import type { Churn, Clv, CustomerFuture, ModelInUse, NextOrder, Warning } from '#contract/value/future.ts'
import type { Told } from '#contract/value/told.ts'
import { churnText } from '#core/segments/churn-text.ts'
import type { ChurnReason } from '#core/segments/churn-events.ts'
import type { FutureRecord } from '#core/segments/future-run.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { FitWarning } from '#core/value/fit.ts'
import { forecastText } from '#core/value/forecast-text.ts'
import type { ForecastReason } from '#core/value/forecast-texts.ts'
import type { FutureBasis } from '#core/value/future-basis.ts'
import { modelText, type ModelReason } from '#core/value/future-texts.ts'
import { fitWarningText } from '#core/value/model-warnings.ts'
import type { LossRecord } from './write-future.ts'
import type { ModelRow, StandingRow } from './future-rows.sql.ts'

type Reasoned = { readonly code: string; readonly args: Readonly<Record<string, unknown>> }

/** A sentence with its words in both languages. */
const told = (reason: Reasoned, words: (lang: 'zh-CN' | 'en') => string): Told => ({
  code: reason.code,
  args: { ...reason.args },
  zh: words('zh-CN'),
  en: words('en'),
})

export const forecastTold = (reason: ForecastReason): Told => told(reason, lang => forecastText(reason, lang))
export const modelTold = (reason: ModelReason): Told => told(reason, lang => modelText(reason, lang, formatDay))
export const warningTold = (warning: FitWarning): Told => told(warning, lang => fitWarningText(warning, lang))
export const churnTold = (reason: Reasoned, currency: string): Told =>
  told(reason, lang => churnText(reason as ChurnReason, lang, currency))

export function modelAnswer(row: ModelRow): ModelInUse {
  return {
    method: row.method,
    k: row.method === 'industry' ? null : row.k,
    unit: row.unit,
    fittedUntil: row.fittedUntil,
    customers: row.customers,
    repeatCustomers: row.repeatCustomers,
    prior: row.prior,
    ordersBy: (row.spend as Pick<FutureBasis, 'choice'>).choice.orders.method,
    reason: modelTold(row.reason as ModelReason),
    warnings: (row.warnings as FitWarning[]).map(warningTold),
  }
}

const dayOf = (day: number | null): string | null => (day === null ? null : formatDay(day))

export function nextOrderAnswer({ nextOn, nextFrom, nextTo, every }: FutureRecord, level: number, silenceDays: number): NextOrder {
  const [everyFromDays, everyToDays] = every
  return { on: dayOf(nextOn), from: dayOf(nextFrom), to: dayOf(nextTo), level, everyFromDays, everyToDays, silenceDays }
}

export function warningAnswer({ warning, atStake }: FutureRecord): Warning | null {
  return warning && { ...forecastTold(warning), code: warning.code, atStakeMinor: atStake }
}

function clvAnswer(record: FutureRecord, { terms, level }: Pick<FutureBasis, 'terms' | 'level'>, row: StandingRow): Clv | null {
  const { clv, clvLow, clvHigh, margin, marginWeight } = record
  if (clv === null || clvLow === null || clvHigh === null || margin === null) return null
  return {
    amountMinor: clv,
    lowMinor: clvLow,
    highMinor: clvHigh,
    level,
    // What is to come is never measured.
    state: row.netContributionState === 'unknown' ? 'unknown' : 'estimated',
    horizonYears: terms.horizonYears,
    discountRate: terms.annualDiscount,
    expectedOrders: record.lifeOrders,
    discountedOrders: record.discountedOrders,
    spendPerOrderMinor: record.spend,
    ownSpendPerOrderMinor: record.ownSpend,
    ownOrders: row.orders,
    margin,
    marginFrom: (marginWeight ?? 0) >= 0.9 ? 'own' : (marginWeight ?? 0) <= 0.1 ? 'book' : 'mixed',
  }
}

function churnAnswer(loss: LossRecord | null, currency: string): Churn | null {
  if (loss === null) return null
  const { kind, on, before, lost, reason } = loss
  return { kind, on, beforeMinor: before, lostMinor: lost, because: churnTold(reason as Reasoned, currency) }
}

const typesOf = (shares: unknown): CustomerFuture['typeProbabilities'] =>
  Array.isArray(shares) ? customerTypes.map((type, index) => ({ type, probability: Number(shares[index] ?? 0) })) : null

/** The future of a customer as the contract shapes it, from its standing and the model of the rebuild. */
export function futureAnswer(row: StandingRow, model: ModelRow | undefined, currency: string): CustomerFuture {
  const kept = row.future as { record: FutureRecord; loss: LossRecord | null } | null
  const record = kept?.record ?? null
  const basis = model?.spend as Pick<FutureBasis, 'terms' | 'level'> | undefined
  return {
    dyadId: row.dyadId,
    currency,
    asOf: row.asOf,
    pAlive: row.pAlive,
    orders: record && basis ? { expected: record.orders, low: record.ordersLow, high: record.ordersHigh, level: basis.level } : null,
    nextOrder: record && basis && row.silence !== null ? nextOrderAnswer(record, basis.level, row.silence) : null,
    clv: record && basis ? clvAnswer(record, basis, row) : null,
    achievedMinor: record?.achieved ?? null,
    typeProbabilities: typesOf(row.typeProbabilities),
    warning: record && warningAnswer(record),
    churn: churnAnswer(kept?.loss ?? null, currency),
    model: model ? modelAnswer(model) : null,
  }
}
