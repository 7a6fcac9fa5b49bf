import type { Tx } from '#server/platform/database.ts'

/** Settings as they stand in the database; `settings` is what core's check has passed when it was saved. */
export type SettingsRow = {
  readonly version: number
  readonly settings: unknown
  readonly note: string | null
  readonly author: string | null
  readonly createdAt: Date
}

const versions = (tx: Tx, tenantId: string) =>
  tx
    .selectFrom('valuation_settings as s')
    .leftJoin('identity.user as u', 'u.id', 's.author_id')
    .select(['s.version', 's.settings', 's.note', 'u.name as author', 's.created_at as createdAt'])
    .where('s.tenant_id', '=', tenantId)

export async function findNewestSettings(tx: Tx, tenantId: string): Promise<SettingsRow | undefined> {
  return await versions(tx, tenantId).orderBy('s.version', 'desc').limit(1).executeTakeFirst()
}

export async function findSettingsVersion(tx: Tx, tenantId: string, version: number): Promise<SettingsRow | undefined> {
  return await versions(tx, tenantId).where('s.version', '=', version).executeTakeFirst()
}

export async function readSettingsVersions(tx: Tx, tenantId: string): Promise<SettingsRow[]> {
  return await versions(tx, tenantId).orderBy('s.version', 'desc').limit(500).execute()
}

export async function writeSettings(
  tx: Tx,
  row: { tenantId: string; version: number; settings: object; note: string; authorId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('valuation_settings')
    .values({
      tenant_id: row.tenantId,
      version: row.version,
      settings: JSON.stringify(row.settings),
      note: row.note,
      author_id: row.authorId,
      created_at: row.now,
    })
    .execute()
}

export async function readBaseCurrency(tx: Tx, tenantId: string): Promise<{ currency: string; timeZone: string }> {
  return await tx
    .selectFrom('tenant')
    .select(['base_currency as currency', 'time_zone as timeZone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
}

/** The settings version that the present map was computed with; undefined before the first. */
export async function readVersionInUse(tx: Tx, tenantId: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('generation')
    .select('settings_version as version')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'current')
    .executeTakeFirst()
  return row?.version
}
