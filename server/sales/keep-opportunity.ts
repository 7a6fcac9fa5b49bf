import type { Words } from '#contract/platform/language.ts'
import { currencyOf } from '#core/units/currency.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { type Course, courseAfter, type CourseChange, type CourseFault, isCourseFault } from '#core/sales/opportunity.ts'
import { prolongOwnership } from '#server/activities/prolong-ownership.ts'
import type { Firm, RecordRules } from '#server/dyads/keep-record.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { newExchange } from '#server/intake/exchange.ts'
import { readRates } from '#server/intake/imports.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { findStages } from './keep-stages.ts'
import { opportunities } from './opportunities.sql.ts'

type Fields = Readonly<Record<string, unknown>>

const faults: Record<CourseFault['fault'], Words> = {
  unknown_stage: ['没有这个阶段，或它已停用', 'is no stage in use'],
  reason_missing: ['丢单须写明原因', 'must be given when an opportunity is lost'],
}

async function courseFor(tx: Tx, tenantId: string, firm: Firm, before: Fields | undefined, change: Fields): Promise<Course> {
  const { stages } = await findStages(tx, tenantId)
  const found = courseAfter(before as Course | undefined, change as CourseChange, stages, firm.today)
  if (isCourseFault(found)) throw refuseField(`body.${found.field}`, faults[found.fault])
  return found
}

/** The amount in the firm's currency by the rate of the day it was opened on. */
async function baseOf(tx: Tx, tenantId: string, firm: Firm, amount: number, currency: string, day: string): Promise<number> {
  if (currency === firm.currency) return amount
  const base = newExchange(firm.currency, await readRates(tx, tenantId)).toBase(amount, currency, parseDay(day) ?? 0)
  if (base !== undefined) return base
  throw refuseField('body.currency', [
    `没有 ${currency} 在 ${day} 对 ${firm.currency} 的汇率，请先维护汇率，或换算后填写`,
    `has no rate to ${firm.currency} on ${day}: enter the rate first, or convert the amount`,
  ])
}

const merged = (before: Fields | undefined, change: Fields, name: string): unknown =>
  change[name] === undefined ? before?.[name] : change[name]

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** What the head-room of a customer rests on. */
const bearing = ['state', 'probability', 'baseMinor', 'openedOn', 'closedOn']

/** An opportunity: its stage, state and probability follow from each other, and its amount is kept in the firm's currency too. */
export function opportunityRules(revalue: Revalue): RecordRules {
  return {
    ...opportunities,
    settle: async (tx, ctx, _, firm, before, change) => {
      const course = await courseFor(tx, ctx.tenantId, firm, before, change)
      const currency = textOf(merged(before, change, 'currency'), firm.currency)
      if (currencyOf(currency) === undefined) throw refuseField('body.currency', ['不是 ISO 4217 货币代码', 'is no ISO 4217 currency'])
      const openedOn = textOf(merged(before, change, 'openedOn'), firm.today)
      const amount = merged(before, change, 'amountMinor')
      const baseMinor = typeof amount === 'number' ? await baseOf(tx, ctx.tenantId, firm, amount, currency, openedOn) : null
      const moved = before === undefined || before['stage'] !== course.stage
      if (course.closedOn !== null && course.closedOn < openedOn)
        throw refuseField('body.closedOn', ['结束日期早于开始日期', 'lies before the day it was opened on'])
      return { ...change, ...course, currency, openedOn, baseMinor, ...(moved ? { stageSince: ctx.now().toISOString() } : {}) }
    },
    followUp: async (tx, ctx, dyad, before, after) => {
      if (after !== undefined) await prolongOwnership(tx, { tenantId: ctx.tenantId, dyadId: dyad.dyadId }, ctx.now())
      const changed = bearing.some(name => (before?.[name] ?? null) !== (after?.[name] ?? null))
      if (changed) await revalue(ctx.jobs, tx, ctx, 'evidence')
    },
  }
}
