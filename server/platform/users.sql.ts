import { sql } from 'kysely'
import type { Person, User } from '#contract/platform/users.ts'
import type { DataScope, Role } from '#core/platform/access.ts'
import type { Tx } from './database.ts'

export type MembershipWrite = {
  readonly tenantId: string
  readonly userId: string
  readonly role: Role
  readonly scope: DataScope
  readonly departmentId: string | null
  readonly title: string | null
}

export async function writeMembership(tx: Tx, row: MembershipWrite): Promise<void> {
  const { tenantId, userId, role, scope, departmentId, title } = row
  await tx
    .insertInto('membership')
    .values({ tenant_id: tenantId, user_id: userId, role, data_scope: scope, department_id: departmentId, title })
    .execute()
}

const selectUsers = (tx: Tx, tenantId: string) =>
  tx
    .selectFrom('membership as m')
    .innerJoin('identity.user as u', 'u.id', 'm.user_id')
    .select(['m.user_id as userId', 'u.name', 'u.email', 'm.role', 'm.data_scope as scope', 'm.department_id as departmentId', 'm.title'])
    .select(['m.disabled_at as disabledAt', 'm.last_seen_at as lastSeenAt', 'm.created_at as createdAt', 'm.version'])
    .where('m.tenant_id', '=', tenantId)

type Row = Awaited<ReturnType<ReturnType<typeof selectUsers>['execute']>>[number]

const toUser = ({ disabledAt, lastSeenAt, createdAt, ...row }: Row): User => ({
  ...row,
  disabled: disabledAt !== null,
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

export async function readUser(tx: Tx, tenantId: string, userId: string): Promise<User | undefined> {
  const row = await selectUsers(tx, tenantId).where('m.user_id', '=', userId).executeTakeFirst()
  return row === undefined ? undefined : toUser(row)
}

export type UserFilter = {
  readonly search?: string
  readonly role?: Role
  readonly departmentId?: string
  readonly disabled?: boolean
  readonly after?: { readonly name: string; readonly userId: string }
  readonly limit: number
}

/** People of the firm by name, then id. */
export async function readUsers(tx: Tx, tenantId: string, filter: UserFilter): Promise<User[]> {
  let query = selectUsers(tx, tenantId).orderBy('u.name').orderBy('m.user_id').limit(filter.limit)
  if (filter.search !== undefined) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb => eb.or([eb('u.name', 'ilike', pattern), eb('u.email', 'ilike', pattern), eb('m.title', 'ilike', pattern)]))
  }
  if (filter.role !== undefined) query = query.where('m.role', '=', filter.role)
  if (filter.departmentId !== undefined) query = query.where('m.department_id', '=', filter.departmentId)
  if (filter.disabled !== undefined) query = query.where('m.disabled_at', filter.disabled ? 'is not' : 'is', null)
  const { after } = filter
  if (after !== undefined) query = query.where(sql<boolean>`(u.name, m.user_id) > (${after.name}, ${after.userId}::uuid)`)
  return (await query.execute()).map(toUser)
}

export async function readPeople(tx: Tx, tenantId: string): Promise<Person[]> {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('identity.user as u', 'u.id', 'm.user_id')
    .select(['m.user_id as userId', 'u.name', 'm.department_id as departmentId', 'm.disabled_at as disabledAt'])
    .where('m.tenant_id', '=', tenantId)
    .orderBy('u.name')
    .orderBy('m.user_id')
    .limit(5000)
    .execute()
  return rows.map(({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }))
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateMembership(
  tx: Tx,
  tenantId: string,
  userId: string,
  version: number,
  change: { role?: Role; scope?: DataScope; departmentId?: string | null; title?: string | null; disabledAt?: Date | null },
): Promise<boolean> {
  const { role, scope, departmentId, title, disabledAt } = change
  const { numUpdatedRows } = await tx
    .updateTable('membership')
    .set({
      version: version + 1,
      ...(role === undefined ? {} : { role }),
      ...(scope === undefined ? {} : { data_scope: scope }),
      ...(departmentId === undefined ? {} : { department_id: departmentId }),
      ...(title === undefined ? {} : { title }),
      ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
    })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Locks the active administrators of the firm and counts them: of two who remove each other at once, one waits and then counts one less. */
export async function lockAdministrators(tx: Tx, tenantId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(732003, hashtext(${tenantId}))`.execute(tx)
  const row = await tx
    .selectFrom('membership')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
