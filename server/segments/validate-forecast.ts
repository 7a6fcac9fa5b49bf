import type pg from 'pg'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { defaultWarningRules } from '#core/value/early-warning.ts'
import { warningRecordOf } from '#core/value/early-warning-record.ts'
import { customersWithoutPrior } from '#core/value/outlook-model.ts'
import { forecastReport } from '#core/value/validation-report.ts'
import { type OrderDays, orderDaysOf } from '#core/value/window.ts'
import { readBook } from '#server/value/read-book.ts'
import { beginText } from './engine-worker.sql.ts'
import * as text from './validate-forecast.sql.ts'

/** A book of more is tried on so many of its customers at each origin: what is sought is which method does better, not the last digit. */
const largestFit = 5000

type Target = { readonly generation: number; readonly as_of: string; readonly facts_hash: string }

/** How every method and the warnings would have done on the past of a book; plain data. */
export function validated(orders: OrderDays, until: CivilDay) {
  const customers = orders.start.length - 1
  const prior = customers >= customersWithoutPrior ? ('none' as const) : ('weak' as const)
  const validation = forecastReport(orders, { until, seed: 1, largestFit })
  const record = warningRecordOf(orders, { until, method: 'mbgcnbd', prior, rules: defaultWarningRules, largestFit })
  return { state: 'no' in validation ? ('too_little' as const) : ('done' as const), validation, warningQuality: record ?? null }
}

async function inTransaction<T>(client: pg.ClientBase, tenantId: string, work: () => Promise<T>): Promise<T> {
  await client.query(beginText(tenantId))
  const result = await work()
  await client.query('commit')
  return result
}

/**
 * Tests the forecast of the generation that readers see against the past, and keeps what came out beside its model. Where the same facts have been tested
 * before, that test stands for this generation too. Answers the generation and whether it was reckoned anew.
 */
export async function validateForecast(client: pg.ClientBase, tenantId: string, now: Date, progress: () => void) {
  const { rows } = await inTransaction(client, tenantId, () => client.query<Target>(text.targetText, [tenantId]))
  const [target] = rows
  if (target === undefined) return { generation: null, reckoned: false, isOutdated: false }
  const copied = await inTransaction(client, tenantId, () => client.query(text.copyText, [tenantId, target.generation]))
  if ((copied.rowCount ?? 0) > 0) return { generation: target.generation, reckoned: false, isOutdated: await isOutdated(client, tenantId) }
  const until = parseDay(target.as_of) ?? 0
  const { book } = await inTransaction(client, tenantId, () => readBook(client, { tenantId, now, until, items: 'none' }))
  progress()
  const found = validated(orderDaysOf(book), until)
  progress()
  const json = [found.validation, found.warningQuality].map(value => (value === null ? null : JSON.stringify(value)))
  await inTransaction(client, tenantId, () => client.query(text.keepText, [tenantId, target.generation, found.state, ...json]))
  return { generation: target.generation, reckoned: true, isOutdated: await isOutdated(client, tenantId) }
}

async function isOutdated(client: pg.ClientBase, tenantId: string): Promise<boolean> {
  const found = await inTransaction(client, tenantId, () => client.query(text.isOutdatedText, [tenantId]))
  return (found.rowCount ?? 0) > 0
}
