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

/** The pools of a firm with whether they are open to this person as such, and the departments they are open to. */
const poolsSeen = sql<readonly PoolSeen[]>`coalesce((
  select json_agg(json_build_object('poolId', p.pool_id,
    'isMine', p.is_open or exists (select 1 from pool_member u where u.tenant_id = p.tenant_id and u.pool_id = p.pool_id and u.member_kind = 'user' and u.member_id = m.user_id),
    'departments', array(select u.member_id from pool_member u where u.tenant_id = p.tenant_id and u.pool_id = p.pool_id and u.member_kind = 'department')))
  from customer_pool p where p.tenant_id = m.tenant_id and p.deleted_at is null), '[]')`

const rulesSet = sql<readonly FieldRule[] | null>`(
  select json_agg(json_build_object('entity', r.entity, 'field', r.field, 'role', r.role, 'applies', r.applies, 'level', r.level))
  from field_rule r where r.tenant_id = m.tenant_id)`

/** A department and all above it, found level by level. */
async function readDepartmentsAbove(tx: Tx, tenantId: string, departmentId: string): Promise<string[]> {
  const found: string[] = []
  for (let next: string | null = departmentId; next !== null && !found.includes(next); ) {
    found.push(next)
    const row: { parent_id: string | null } | undefined = await tx
      .selectFrom('department')
      .select('parent_id')
      .where('tenant_id', '=', tenantId)
      .where('department_id', '=', next)
      .executeTakeFirst()
    next = row?.parent_id ?? null
  }
  return found
}

async function poolIdsOf(tx: Tx, tenantId: string, departmentId: string | undefined, pools: readonly PoolSeen[]): Promise<string[]> {
  const isByDepartment = departmentId !== undefined && pools.some(pool => !pool.isMine && pool.departments.length > 0)
  const above = isByDepartment ? await readDepartmentsAbove(tx, tenantId, departmentId) : []
  return pools.filter(pool => pool.isMine || pool.departments.some(id => above.includes(id))).map(pool => pool.poolId)
}

/** What a person is in a firm, undefined where they do not belong to it or are barred from it. */
export async function findMembership(db: Db, tenantId: string, userId: string): Promise<Membership | undefined> {
  return await inTenant(db, { tenantId, userId }, async tx => {
    const row = await tx
      .selectFrom('membership as m')
      .select(['m.role', 'm.data_scope', 'm.department_id', poolsSeen.as('pools'), rulesSet.as('rules')])
      .where('m.tenant_id', '=', tenantId)
      .where('m.user_id', '=', userId)
      .where('m.disabled_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { role, data_scope: scope } = row
    const departmentId = row.department_id ?? undefined
    const own = departmentId === undefined ? [] : [departmentId]
    const tree = departmentId !== undefined && scope === 'department_tree'
    const departmentIds = tree ? await readDepartmentTree(tx, tenantId, departmentId) : scope === 'department' ? own : []
    const poolIds = await poolIdsOf(tx, tenantId, departmentId, row.pools)
    const fieldRules = (row.rules ?? defaultFieldRules).filter(rule => rule.role === role)
    return { tenantId, role, scope, departmentId, departmentIds, poolIds, fieldRules }
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
