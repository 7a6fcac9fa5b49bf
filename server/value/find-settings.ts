import { checkSettings } from '#core/value/check-settings.ts'
import { settingsFor, type ValuationSettings } from '#core/value/settings.ts'
import type { Tx } from '#server/platform/database.ts'
import { findNewestSettings, findSettingsVersion, readBaseCurrency, readVersionInUse, type SettingsRow } from './settings.sql.ts'
import type { SettingsVersion } from '#contract/value/settings.ts'
import { Refusal } from '#server/platform/errors.ts'

/** A stored record as the engine takes it: fields that a later release added take their default. */
export function settingsOfRow(row: Pick<SettingsRow, 'version' | 'settings'>, currency: string): ValuationSettings {
  const checked = checkSettings({ ...(row.settings as object), version: row.version }, settingsFor(currency))
  if (!checked.ok) throw new Error(`the settings of version ${row.version} cannot be used: ${JSON.stringify(checked.problems)}`)
  return checked.settings
}

export type FoundSettings = {
  readonly settings: ValuationSettings
  readonly defaults: ValuationSettings
  readonly currency: string
  readonly timeZone: string
  readonly row: SettingsRow | undefined
}

/** The newest settings of a firm; the defaults of its currency where it has none of its own. */
export async function findSettings(tx: Tx, tenantId: string): Promise<FoundSettings> {
  const { currency, timeZone } = await readBaseCurrency(tx, tenantId)
  const row = await findNewestSettings(tx, tenantId)
  const defaults = settingsFor(currency)
  return { settings: row === undefined ? defaults : settingsOfRow(row, currency), defaults, currency, timeZone, row }
}

/** How a version is shown in a list. Version 1 without a row is the defaults. */
export function versionOf(row: SettingsRow | undefined, inUse: number | undefined): SettingsVersion {
  const version = row?.version ?? 1
  return {
    version,
    note: row?.note ?? null,
    author: row?.author ?? null,
    createdAt: row?.createdAt.toISOString() ?? null,
    inUse: version === inUse,
  }
}

/** One version of the settings; refused where there is none. */
export async function readVersion(tx: Tx, tenantId: string, version: number) {
  const { currency, defaults } = await findSettings(tx, tenantId)
  const inUse = await readVersionInUse(tx, tenantId)
  const row = await findSettingsVersion(tx, tenantId, version)
  if (row !== undefined) return { settings: settingsOfRow(row, currency), version: versionOf(row, inUse) }
  if (version === 1) return { settings: defaults, version: versionOf(undefined, inUse) }
  throw new Refusal('not_found')
}
