import { sql } from 'kysely'
import { defaultFieldRules, type FieldRule } from '#core/platform/field-policy.ts'
import type { Membership } from './context.ts'
import { asUser, type Db, inTenant, type Tx } from './database.ts'

/** A department and all below it, found level by level. */
export async function readDepartmentTree(tx: Tx, tenantId: string, departmentId: string): Promise<string[]> {
  const found = new Set([departmentId])
  let frontier = [departmentId]
  while (frontier.length > 0) {
    const rows = await tx
      .selectFrom('department')
      .select('department_id')
      .where('tenant_id', '=', tenantId)
      .where('parent_id', 'in', frontier)
      .execute()
    frontier = rows.map(row => row.department_id).filter(id => !found.has(id))
    for (const id of frontier) found.add(id)
  }
  return [...found]
}

type PoolSeen = { readonly poolId: string; readonly isMine: boolean; readonly departments: readonly string[] }

/** What app.member_of answers. `below`: the person's department and, with a scope of the tree, all below it; `above`: it and all above it. */
export type MemberFacts = {
  readonly role: Membership['role']
  readonly scope: Membership['scope']
  readonly departmentId: string | null
  readonly below?: readonly string[]
  readonly above?: readonly string[]
  readonly pools: readonly PoolSeen[]
  readonly rules: readonly FieldRule[] | null
}

/** What a person is in a firm, of what the database tells of them. */
export function membershipOf(
  tenantId: string,
  { role, scope, departmentId, below = [], above = [], pools, rules }: MemberFacts,
): Membership {
  const isOpen = (pool: PoolSeen) => pool.isMine || pool.departments.some(id => above.includes(id))
  return {
    tenantId,
    role,
    scope,
    departmentId: departmentId ?? undefined,
    departmentIds: scope === 'department' || scope === 'department_tree' ? [...below] : [],
    poolIds: pools.filter(isOpen).map(pool => pool.poolId),
    fieldRules: (rules ?? defaultFieldRules).filter(rule => rule.role === role),
  }
}

/** What a person is in a firm, undefined where they do not belong to it or are barred from it. */
export async function findMembership(db: Db, tenantId: string, userId: string): Promise<Membership | undefined> {
  return await inTenant(db, { tenantId, userId }, async tx => {
    const { rows } = await sql<{ facts: MemberFacts | null }>`select app.member_of(${tenantId}::uuid, ${userId}::uuid) as facts`.execute(tx)
    const facts = rows[0]?.facts
    return facts ? membershipOf(tenantId, facts) : undefined
  })
}

/** The firms a person belongs to, by name. A firm's name stands behind its own row security, so each is asked for in its own name. */
export async function readOwnTenants(db: Db, userId: string) {
  const memberships = await asUser(db, userId, tx =>
    tx
      .selectFrom('membership as m')
      .innerJoin('identity.tenant as t', 't.tenant_id', 'm.tenant_id')
      .select(['m.tenant_id as tenantId', 'm.role', 't.is_demo as isDemo'])
      .where('m.user_id', '=', userId)
      .where('m.disabled_at', 'is', null)
      .orderBy('m.tenant_id')
      .execute(),
  )
  const named = []
  for (const membership of memberships) {
    const { tenantId } = membership
    const tenant = await inTenant(db, { tenantId, userId }, tx =>
      tx
        .selectFrom('tenant')
        .select(['name', 'name_en as nameEn', 'base_currency as baseCurrency', 'time_zone as timeZone'])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst(),
    )
    if (tenant) named.push({ ...membership, ...tenant })
  }
  return named
}

/** How many firms a person belongs to, barred or not. */
export async function countMemberships(db: Db, userId: string): Promise<number> {
  return await asUser(db, userId, async tx => {
    const row = await tx
      .selectFrom('membership')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  })
}

/** Notes a visit: after half an hour's rest the last one becomes the previous one. Answers when that ended. */
export async function noteVisit(tx: Tx, tenantId: string, userId: string, now: Date): Promise<Date | null> {
  const row = await tx
    .selectFrom('membership')
    .select(['last_seen_at', 'previous_seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  const last = row.last_seen_at
  const rested = last !== null && now.getTime() - last.getTime() > 30 * 60_000
  const previous = rested ? last : row.previous_seen_at
  if (last === null || now.getTime() - last.getTime() > 60_000)
    await tx
      .updateTable('membership')
      .set({ last_seen_at: now, previous_seen_at: previous })
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .execute()
  return previous
}
