import type { Answer } from '#contract/endpoint.ts'
import type { Cohort, MethodScore, Origin, readForecast as endpoint, Validation } from '#contract/segments/forecast.ts'
import type { Static } from 'typebox'
import { formatDay } from '#core/units/civil-day.ts'
import { baselines } from '#core/value/baselines.ts'
import type { ErrorFigures } from '#core/value/validation-figures.ts'
import type { MethodRecord } from '#core/value/validation.ts'
import type { FutureBasis } from '#core/value/future-basis.ts'
import type { FutureTotals } from '#core/value/future-of.ts'
import type { ForecastReport, NoReport } from '#core/value/validation-report.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import { forecastTold, modelAnswer } from './future-answer.ts'
import { findModel, type ModelRow } from './future-rows.sql.ts'
import { findIdentifyJob, findValidateJob } from './jobs.sql.ts'
import { findGeneration } from './map.sql.ts'

/** JSON has no NaN: a figure that there is none of came back as null. */
const known = (value: number | null | undefined): number | null =>
  value === null || value === undefined || Number.isNaN(value) ? null : value

const figures = ({ customers, mae, rmse, bias, spearman }: ErrorFigures) => ({
  customers,
  mae: known(mae),
  rmse: known(rmse),
  bias: known(bias),
  ranking: known(spearman),
})

type Chosen = Pick<MethodRecord, 'method' | 'clock'>
const isSame = (one: Chosen, other: Chosen | undefined) => one.method === other?.method && one.clock === other.clock

function methodScore(record: MethodRecord, { choice, coverage }: ForecastReport): Static<typeof MethodScore> {
  return {
    method: record.method,
    clock: record.clock,
    k: record.fits.at(-1)?.k ?? null,
    isInUse: isSame(record, choice.chosen),
    isBaseline: baselines.some(rule => rule === record.method),
    ...figures(record.pooled),
    coverage: isSame(record, choice.model) ? known(coverage?.customers90) : null,
  }
}

function originOf(
  summary: ForecastReport['origins'][number],
  index: number,
  { choice, coverage, horizon }: ForecastReport,
): Static<typeof Origin> {
  const { at, customers, actual } = summary
  const range = coverage?.origins[index]
  const pooled = choice.chosen.byOrigin[index]
  return {
    on: formatDay(at),
    until: formatDay(at + horizon),
    customers,
    expected: pooled?.predicted ?? 0,
    low: known(range?.range90.low),
    high: known(range?.range90.high),
    actual,
    bias: known(pooled?.bias),
  }
}

const cohortsOf = (record: MethodRecord): Static<typeof Cohort>[] =>
  record.byCohort.map(({ cohort, customers, predicted, actual, mae, rmse, bias }) => ({
    name: cohort,
    method: record.method,
    customers,
    predicted,
    actual,
    mae: known(mae),
    rmse: known(rmse),
    bias: known(bias),
  }))

/** The report of a back-test as the contract shapes it: the method in use, the best model and the best rule by cohort, the rest by their figures. */
function validationOf(report: ForecastReport): Validation {
  const { choice, coverage, horizon, origins, sentences, alarms } = report
  const compared = [choice.chosen, choice.model, choice.rule].filter(record => record !== undefined)
  const distinct = compared.filter((record, index) => compared.findIndex(other => isSame(other, record)) === index)
  const [alarm] = alarms
  return {
    level: 0.9,
    horizonDays: horizon,
    origins: origins.map((summary, index) => originOf(summary, index, report)),
    methods: choice.records.map(record => methodScore(record, report)),
    cohorts: distinct.flatMap(cohortsOf),
    calibration: choice.chosen.calibration.map(({ customers, predicted, actual }) => ({ customers, expected: predicted, actual })),
    alive: (choice.model?.alive ?? []).map(({ customers, predicted, actual }) => ({ customers, expected: predicted, actual })),
    customerCoverage: known(coverage?.customers90),
    bookCoverage: coverage ? coverage.book90 / coverage.origins.length : null,
    alarm: alarm ? forecastTold(alarm) : null,
    verdict: forecastTold(choice.reason),
    remarks: sentences
      .slice(1)
      .filter(sentence => !alarms.some(({ code }) => code === sentence.code))
      .map(forecastTold),
  }
}

/** As they are written in the literature; JSON in the database has an order of its own. */
const order = ['r', 'alpha', 'a', 'b', 's', 'beta']

function parametersOf({ model, standardErrors }: ModelRow) {
  const { fit } = model as Pick<FutureBasis, 'fit'>
  const errors = standardErrors as Readonly<Record<string, number | null>>
  const { parameters } = fit
  return order.flatMap(name => {
    const value = parameters[name]
    return value === undefined ? [] : [{ name, value, standardError: errors[name] ?? null }]
  })
}

/** How good the forecast is: the model in use and why, its parameters, what it says of the next 12 months, and how it did on time held back. */
export async function readForecast(ctx: Ctx): Promise<Answer<typeof endpoint>> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const { currency } = await readBaseCurrency(tx, tenantId)
    const jobId = (await findIdentifyJob(tx, tenantId)) ?? (await findValidateJob(tx, tenantId)) ?? null
    const generation = await findGeneration(tx, tenantId)
    const row = await findModel(tx, tenantId)
    if (generation === undefined || row === undefined) return { forecast: null, jobId }
    const { level } = row.spend as Pick<FutureBasis, 'level'>
    const totals = row.totals as FutureTotals
    const report = row.validation as ForecastReport | NoReport | null
    return {
      forecast: {
        asOf: generation.asOf,
        currency,
        generation: row.generation,
        model: modelAnswer(row),
        parameters: parametersOf(row),
        logLikelihood: row.logLikelihood,
        orders: { ...totals.orders, level },
        clvMinor: known(totals.clv.expected) === null ? null : Math.round(totals.clv.expected),
        clvLowMinor: known(totals.clv.low) === null ? null : Math.round(totals.clv.low),
        clvHighMinor: known(totals.clv.high) === null ? null : Math.round(totals.clv.high),
        aliveCustomers: known(totals.alive),
        validation: report !== null && !('no' in report) ? validationOf(report) : null,
        validationMissing: report !== null && 'no' in report ? forecastTold(report.no) : null,
      },
      jobId,
    }
  })
}
