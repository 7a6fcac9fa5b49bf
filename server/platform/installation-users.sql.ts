import type { Role } from '#core/platform/access.ts'
import type { Db, Tx } from './database.ts'

export type Member = {
  readonly tenantId: string
  readonly company: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly disabled: boolean
}

export async function listTenants(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('identity.tenant').select('tenant_id').orderBy('created_at').orderBy('tenant_id').execute()
  return rows.map(row => row.tenant_id)
}

export async function listAllMembers(tx: Tx, tenantId: string): Promise<Member[]> {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('identity.user as u', 'u.id', 'm.user_id')
    .innerJoin('tenant as t', 't.tenant_id', 'm.tenant_id')
    .select(['t.tenant_id as tenantId', 't.name as company', 'u.name', 'u.email', 'm.role', 'm.disabled_at as disabledAt'])
    .where('m.tenant_id', '=', tenantId)
    .orderBy('u.email')
    .execute()
  return rows.map(({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }))
}
