import type { SettingsVersion } from '#contract/value/settings.ts'
import type { Ctx } from '#server/platform/context.ts'
import { versionOf } from './find-settings.ts'
import { readSettingsVersions, readVersionInUse } from './settings.sql.ts'

/** Every version of the settings, the newest first; the defaults that a firm begins with are version 1. */
export async function listVersions(ctx: Ctx): Promise<{ rows: SettingsVersion[] }> {
  return await ctx.inTenant(async tx => {
    const inUse = await readVersionInUse(tx, ctx.tenantId)
    const saved = await readSettingsVersions(tx, ctx.tenantId)
    const rows = saved.map(row => versionOf(row, inUse))
    return { rows: rows.some(row => row.version === 1) ? rows : [...rows, versionOf(undefined, inUse)] }
  })
}
