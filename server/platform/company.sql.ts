import type { Company } from '#contract/platform/tenant.ts'
import type { Tx } from './database.ts'

export async function writeTenant(
  tx: Tx,
  row: { tenantId: string; name: string; nameEn: string | null; baseCurrency: string; timeZone: string },
): Promise<void> {
  await tx
    .insertInto('tenant')
    .values({ tenant_id: row.tenantId, name: row.name, name_en: row.nameEn, base_currency: row.baseCurrency, time_zone: row.timeZone })
    .execute()
}

export async function readCompany(tx: Tx, tenantId: string): Promise<Company | undefined> {
  return await tx
    .selectFrom('tenant as t')
    .innerJoin('identity.tenant as i', 'i.tenant_id', 't.tenant_id')
    .select(['t.tenant_id as tenantId', 't.name', 't.name_en as nameEn', 't.base_currency as baseCurrency', 't.time_zone as timeZone'])
    .select(['i.is_demo as isDemo', 't.version'])
    .where('t.tenant_id', '=', tenantId)
    .executeTakeFirst()
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateTenant(
  tx: Tx,
  tenantId: string,
  version: number,
  change: { name?: string; nameEn?: string | null; timeZone?: string },
): Promise<boolean> {
  const { name, nameEn, timeZone } = change
  const { numUpdatedRows } = await tx
    .updateTable('tenant')
    .set({
      version: version + 1,
      ...(name === undefined ? {} : { name }),
      ...(nameEn === undefined ? {} : { name_en: nameEn }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    })
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
