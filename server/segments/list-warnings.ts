import type { Answer, Input } from '#contract/endpoint.ts'
import type { listWarnings as listEndpoint, readWarningQuality as qualityEndpoint, Warned } from '#contract/segments/warnings.ts'
import type { FutureRecord } from '#core/segments/future-run.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { WarningRecord, WarningScore } from '#core/value/early-warning-record.ts'
import type { FutureBasis } from '#core/value/future-basis.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { askerOf } from '#server/value/demand-customer.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import { forecastTold, nextOrderAnswer, warningAnswer } from './future-answer.ts'
import { findModel } from './future-rows.sql.ts'
import { findValidateJob } from './jobs.sql.ts'
import { findGeneration } from './map.sql.ts'
import { type After, countWarned, readWarned, type WarnedRow } from './warnings.sql.ts'

const pageSize = 50

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const [atStake, dyadId] = readCursor(cursor, ['number', 'id'])
  return { atStake: atStake as number | null, dyadId: dyadId as string }
}

function shown(row: WarnedRow, level: number): Warned[] {
  const { future, silence, atStakeMinor: _, asOf: __, ...rest } = row
  const { record } = future as { readonly record: FutureRecord }
  const warning = warningAnswer(record)
  if (warning === null) return []
  return [{ ...rest, nextOrder: silence === null ? null : nextOrderAnswer(record, level, silence), warning }]
}

/** Those who are later than their own rhythm allows, most money at stake first, each with its reason. */
export async function listWarnings(ctx: Ctx, query: Input<typeof listEndpoint>['query']): Promise<Answer<typeof listEndpoint>> {
  const { code, after, limit = pageSize, moved: _, ...filters } = query
  const asked = { ...filters, ...(code ? { warning: code } : {}) }
  const asker = askerOf(ctx)
  return await ctx.inTenant(async tx => {
    const { currency } = await readBaseCurrency(tx, ctx.tenantId)
    const generation = await findGeneration(tx, ctx.tenantId)
    const model = await findModel(tx, ctx.tenantId)
    const level = (model?.spend as Pick<FutureBasis, 'level'> | undefined)?.level ?? 0.9
    const rows = await readWarned(tx, asker, asked, { after: afterOf(after), limit: limit + 1, english: ctx.language === 'en' })
    const last = rows[limit - 1]
    return {
      rows: rows.slice(0, limit).flatMap(row => shown(row, level)),
      next: rows.length > limit && last ? writeCursor([last.atStakeMinor, last.dyadId]) : null,
      total: after === undefined ? await countWarned(tx, asker, asked) : null,
      asOf: generation?.asOf ?? null,
      currency,
    }
  })
}

/** JSON has no number for "no share of nobody": it came back as null. */
const share = (value: number | null): number | null => (value === null || Number.isNaN(value) ? null : value)

const scoreOf = (kind: 'model' | 'rule', score: WarningScore, k: number | null, stopped: number) => ({
  kind,
  k,
  warned: score.warned,
  right: score.right,
  stayedAway: stopped,
  precision: share(score.precision),
  recall: share(score.recall),
})

/** How often the warnings were right on months that they had not seen, beside the rule of k x the usual interval. */
export async function readWarningQuality(ctx: Ctx): Promise<Answer<typeof qualityEndpoint>> {
  return await ctx.inTenant(async tx => {
    const model = await findModel(tx, ctx.tenantId)
    const record = (model?.warningQuality ?? null) as WarningRecord | null
    const jobId = (await findValidateJob(tx, ctx.tenantId)) ?? null
    if (record === null) return { quality: null, jobId }
    const { months, customerMonths, stopped, model: own, rule, ruleOfTwo } = record
    const args = {
      months: months.length,
      warned: own.warned,
      precision: own.precision,
      recall: own.recall,
      lead: own.leadDays,
      times: rule.k,
      rulePrecision: rule.precision,
      ruleRecall: rule.recall,
    }
    const scores = [
      scoreOf('model', own, null, stopped),
      scoreOf('rule', rule, share(rule.k), stopped),
      scoreOf('rule', ruleOfTwo, 2, stopped),
    ]
    const quality = {
      months: months.map(formatDay),
      windowDays: null,
      cases: customerMonths,
      scores,
      verdict: forecastTold({ code: 'warnings_record', args }),
    }
    return { quality, jobId }
  })
}
