import { sql } from 'kysely'
import type { Role } from '#core/platform/access.ts'
import type { FieldRule } from '#core/platform/field-policy.ts'
import { published } from './relationship-facts.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export type TeamMember = {
  readonly userId: string
  readonly name: string
  readonly role: Role | null
  readonly isOwner: boolean
  readonly mayWrite: boolean
  readonly lastContactOn: string | null
}

/** The owner of a customer and those who work along, with the day of the last contact that each of them had. */
export async function readTeam(tx: Tx, tenantId: string, dyadId: string, all: readonly string[]): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    with team as (
      select d.owner_id as user_id, true as is_owner, true as may_write from dyad d where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid and d.owner_id is not null
      union all select c.user_id, false, c.may_write from dyad_collaborator c where c.tenant_id = ${tenantId}::uuid and c.dyad_id = ${dyadId}::uuid)
    select t.user_id as "userId", u.name, m.role, t.is_owner as "isOwner", t.may_write as "mayWrite",
      (select max(a.day) from activity a where a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...all]}::uuid[]) and a.owner_id = t.user_id
        and a.state = 'done' and a.kind <> 'note' and a.deleted_at is null and ${published('a')}) as "lastContactOn"
    from team t join identity."user" u on u.id = t.user_id
    left join membership m on m.tenant_id = ${tenantId}::uuid and m.user_id = t.user_id and m.disabled_at is null
    order by t.is_owner desc, u.name, t.user_id`.execute(tx)
  return rows
}

export type SeenBy = { readonly role: Role; readonly people: number; readonly writers: number }

/**
 * How many people of each role see a customer, and how many of them may change it by whose it is: visibleDyads and writableDyads
 * (server/platform/access.sql.ts) asked for all members at once.
 */
export async function readSeenBy(tx: Tx, tenantId: string, dyadId: string): Promise<SeenBy[]> {
  const { rows } = await sql<SeenBy>`
    with recursive d as (select * from dyad where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid),
      above as (
        select p.department_id, p.parent_id from department p join d on p.tenant_id = d.tenant_id and p.department_id = d.department_id
        union select p.department_id, p.parent_id from department p join above a on p.tenant_id = ${tenantId}::uuid and p.department_id = a.parent_id),
      asked as (
        select m.user_id, m.role, m.data_scope as scope, m.department_id, c.user_id is not null as shared, coalesce(c.may_write, false) as shared_to_write,
          d.owner_id is not distinct from m.user_id as owned, d.pool_id is not null as pooled,
          m.data_scope = 'all' or (m.data_scope = 'department' and m.department_id = d.department_id)
            or (m.data_scope = 'department_tree' and m.department_id in (select department_id from above)) as scoped,
          d.pool_id is not null and exists (select 1 from customer_pool q where q.tenant_id = d.tenant_id and q.pool_id = d.pool_id and q.deleted_at is null
            and (q.is_open or exists (select 1 from pool_member x where x.tenant_id = q.tenant_id and x.pool_id = q.pool_id and x.member_id in (m.user_id, m.department_id)))) as by_pool
        from d join membership m on m.tenant_id = d.tenant_id and m.disabled_at is null
        left join dyad_collaborator c on c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id and c.user_id = m.user_id)
    select a.role, count(*)::int as people, count(*) filter (where not a.pooled and (a.owned or a.shared_to_write or a.scoped))::int as writers
    from asked a where a.owned or a.shared or a.scoped or a.by_pool group by 1`.execute(tx)
  return rows
}

/** The rules on fields that the firm has set; null where it has set none and the defaults hold. */
export async function readFieldRules(tx: Tx, tenantId: string): Promise<FieldRule[] | null> {
  const { rows } =
    await sql<FieldRule>`select r.entity, r.field, r.role, r.applies, r.level from field_rule r where r.tenant_id = ${tenantId}::uuid`.execute(
      tx,
    )
  return rows.length === 0 ? null : rows
}

export async function readDepartmentName(tx: Tx, tenantId: string, dyadId: string): Promise<string | null> {
  const { rows } = await sql<{
    name: string
  }>`select p.name from dyad d join department p on p.tenant_id = d.tenant_id and p.department_id = d.department_id
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid`.execute(tx)
  return rows[0]?.name ?? null
}
