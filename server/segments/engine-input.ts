import type pg from 'pg'
import type { CustomerType } from '#core/segments/grid.ts'
import type { PlaceOptions } from '#core/segments/place-options.ts'
import type { Override } from '#core/segments/run.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { checkSettings } from '#core/value/check-settings.ts'
import { settingsFor, type ValuationSettings } from '#core/value/settings.ts'
import { type BookCustomer, type ReadBook, readBook } from '#server/value/read-book.ts'
import { readEvidence } from '#server/value/read-evidence.ts'
import type { ForecastChoice } from '#core/value/future-basis.ts'
import { choiceText } from './validate-forecast.sql.ts'
import { beginText, newestSettingsText, overridesText } from './engine-worker.sql.ts'

/** Everything that the engine is given for a firm, read in one view of the database. */
export type EngineInput = ReadBook & {
  readonly settings: ValuationSettings
  readonly options: PlaceOptions
  /** What the past of the book has chosen to forecast with; undefined until it has been asked. */
  readonly choice: ForecastChoice | undefined
}

type OverrideRow = { dyad_id: string; type: CustomerType; starts_on: string; expires_on: string; ended_on: string | null }

const day = (text: string): CivilDay => parseDay(text) ?? 0

/**
 * An override as the engine reads it. Where the book ends in the past, an override of today holds on its last day, and one that has ended
 * or expired by today holds no more.
 */
function overrideOf(row: OverrideRow, dyad: number, until: CivilDay, today: CivilDay): Override[] {
  const from = Math.min(day(row.starts_on), until)
  const end = row.ended_on === null ? day(row.expires_on) : Math.min(day(row.expires_on), day(row.ended_on))
  const expires = end <= today ? Math.min(end, until) : end
  return from < expires ? [{ dyad, type: row.type, from, expires }] : []
}

async function readOverrides(client: pg.ClientBase, tenantId: string, { book, customers, today }: ReadBook): Promise<Override[]> {
  const { rows } = await client.query<OverrideRow>(overridesText, [tenantId])
  const places = new Map(customers.map((customer, index) => [customer.dyadId, index]))
  return rows.flatMap(row => {
    const dyad = places.get(row.dyad_id)
    return dyad === undefined ? [] : overrideOf(row, dyad, book.until, today)
  })
}

async function readSettings(client: pg.ClientBase, tenantId: string, currency: string): Promise<ValuationSettings> {
  const { rows } = await client.query<{ version: number; settings: object }>(newestSettingsText, [tenantId])
  const [row] = rows
  if (row === undefined) return settingsFor(currency)
  const checked = checkSettings({ ...row.settings, version: row.version }, settingsFor(currency))
  if (!checked.ok) throw new Error(`the settings of version ${row.version} cannot be used: ${JSON.stringify(checked.problems)}`)
  return checked.settings
}

const indices = (customers: readonly BookCustomer[], test: (customer: BookCustomer, index: number) => boolean) =>
  new Set(customers.flatMap((customer, index) => (test(customer, index) ? [index] : [])))

export async function readEngineInput(client: pg.ClientBase, tenantId: string, now: Date): Promise<EngineInput> {
  await client.query(beginText(tenantId, 'isolation level repeatable read read only'))
  const read = await readBook(client, { tenantId, now, items: 'kept' })
  const { book, customers } = read
  const settings = await readSettings(client, tenantId, book.currency)
  const evidence = await readEvidence(client, { tenantId }, customers)
  const overrides = await readOverrides(client, tenantId, read)
  const choice = (await client.query<{ choice: ForecastChoice }>(choiceText, [tenantId])).rows[0]?.choice
  await client.query('commit')
  const prospects = indices(customers, (_, index) => book.days.start[index] === book.days.start[index + 1])
  const projectBuyers = indices(customers, customer => customer.isProjectBuyer)
  return { ...read, settings, choice, options: { evidence, overrides, prospects, projectBuyers } }
}
