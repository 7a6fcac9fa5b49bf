import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { OwnerLoad, Transfer } from '#contract/activities/ownership.ts'
import type { Handed, Receiver } from '#core/activities/transfer.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'
import type { Followed } from './transfer-follow.sql.ts'

type Asker = Writer & { readonly tenantId: string }

/** Whose customers: all of a person, or all of a department. */
export type From = { readonly userId: string | null; readonly departmentId: string | null }

const owned = ({ userId, departmentId }: From): RawBuilder<SqlBool> =>
  userId === null ? sql<SqlBool>`d.department_id = ${departmentId}::uuid and d.pool_id is null` : sql<SqlBool>`d.owner_id = ${userId}::uuid`

/** The customers of a person or a department that may be moved by whoever asks, with what each is worth (0 where that is not known). */
export async function readHanded(
  tx: Tx,
  asker: Asker,
  from: From,
): Promise<(Handed & { readonly isLocked: boolean; readonly isValued: boolean })[]> {
  const { rows } = await sql<Handed & { isLocked: boolean; isValued: boolean }>`
    select d.dyad_id as "dyadId", d.department_id as "departmentId", coalesce(s.net_contribution_minor, 0) as "valueMinor",
      s.net_contribution_minor is not null as "isValued", d.is_locked as "isLocked"
    from dyad d left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where ${isCustomer(asker.tenantId)} and ${owned(from)} and ${visibleDyads(asker, 'd')} and ${writableDyads(asker, 'd')}
    order by d.dyad_id`.execute(tx)
  return rows
}

/** Those of the people who work in the firm and are not barred, with name and department, in the order asked for. */
export async function findReceivers(
  tx: Tx,
  tenantId: string,
  userIds: readonly string[],
): Promise<(Receiver & { readonly name: string })[]> {
  const { rows } = await sql<Receiver & { name: string }>`
    select m.user_id as "userId", m.department_id as "departmentId", u.name
    from unnest(${[...userIds]}::uuid[]) with ordinality as g (user_id, place)
    join membership m on m.tenant_id = ${tenantId}::uuid and m.user_id = g.user_id and m.disabled_at is null
    join identity."user" u on u.id = m.user_id order by g.place`.execute(tx)
  return rows
}

export async function isPerson(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from membership m where m.tenant_id = ${tenantId}::uuid and m.user_id = ${userId}::uuid`.execute(tx)
  return rows.length > 0
}

export type Plan = {
  readonly receivers?: readonly string[] | undefined
  readonly sharing?: 'round_robin' | 'by_value' | 'by_department' | undefined
  readonly poolId?: string | undefined
  readonly toDepartmentId?: string | undefined
  /** Written once it is done: what moved along. */
  readonly followed?: Followed | undefined
}

export type NewTransfer = {
  readonly tenantId: string
  readonly transferId: string
  readonly from: From
  readonly plan: Plan
  readonly reason: string
  readonly authorId: string
  readonly at: Date
}

export async function insertTransfer(tx: Tx, row: NewTransfer): Promise<void> {
  await tx
    .insertInto('ownership_transfer')
    .values({
      tenant_id: row.tenantId,
      transfer_id: row.transferId,
      from_user_id: row.from.userId,
      from_department_id: row.from.departmentId,
      plan: JSON.stringify(row.plan),
      reason: row.reason,
      author_id: row.authorId,
      created_at: row.at,
    })
    .execute()
}

export type StoredTransfer = {
  readonly transferId: string
  readonly from: From
  readonly plan: Plan
  readonly state: Transfer['state']
  readonly reason: string | null
  readonly customers: number
}

/** A transfer, held until the transaction ends. */
export async function holdTransfer(tx: Tx, tenantId: string, transferId: string): Promise<StoredTransfer | undefined> {
  const { rows } = await sql<StoredTransfer>`
    select transfer_id as "transferId", json_build_object('userId', from_user_id, 'departmentId', from_department_id) as "from", plan, state, reason, customers
    from ownership_transfer where tenant_id = ${tenantId}::uuid and transfer_id = ${transferId}::uuid for update`.execute(tx)
  return rows[0]
}

type End = {
  readonly state: Transfer['state']
  readonly customers?: number
  readonly valueMinor?: number
  readonly returned?: number
  readonly followed?: Followed
  readonly at: Date
}

export async function noteTransfer(
  tx: Tx,
  tenantId: string,
  transferId: string,
  { state, customers, valueMinor, returned, followed, at }: End,
): Promise<void> {
  await sql`update ownership_transfer set state = ${state}, customers = coalesce(${customers ?? null}::integer, customers), value_minor = coalesce(${valueMinor ?? null}::bigint, value_minor),
      returned = coalesce(${returned ?? null}::integer, returned), plan = plan || ${JSON.stringify(followed === undefined ? {} : { followed })}::jsonb, finished_at = case when ${state} in ('done', 'failed') then ${at}::timestamptz else finished_at end,
      undone_at = case when ${state} = 'undone' then ${at}::timestamptz else undone_at end
    where tenant_id = ${tenantId}::uuid and transfer_id = ${transferId}::uuid`.execute(tx)
}

/**
 * Gives back what a transfer moved, in one batch after an id: customers that still are where it put them. `at` marks the change of hands. Answers the
 * last id looked at and how many went back.
 */
export async function returnBatch(
  tx: Tx,
  {
    tenantId,
    transferId,
    after,
    limit,
    at,
    authorId,
  }: { tenantId: string; transferId: string; after: string; limit: number; at: Date; authorId: string | null },
): Promise<{ last: string | null; looked: number; returned: number }> {
  const { rows } = await sql<{ last: string | null; looked: number; returned: string[] }>`
    with looked as (
      select e.* from ownership_entry e where e.tenant_id = ${tenantId}::uuid and e.transfer_id = ${transferId}::uuid and e.dyad_id > ${after}::uuid
      order by e.dyad_id limit ${limit}),
    back as (
      update dyad d set owner_id = (l.before ->> 'ownerId')::uuid, owner_text = l.before ->> 'ownerText', department_id = (l.before ->> 'departmentId')::uuid,
        pool_id = (l.before ->> 'poolId')::uuid, pooled_at = (l.before ->> 'pooledAt')::timestamptz, home_pool_id = (l.before ->> 'homePoolId')::uuid,
        claimed_at = (l.before ->> 'claimedAt')::timestamptz, recycle_at = greatest((l.before ->> 'recycleAt')::timestamptz, ${at}::timestamptz + interval '8 days'),
        version = d.version + 1, updated_at = statement_timestamp()
      from looked l
      where d.tenant_id = l.tenant_id and d.dyad_id = l.dyad_id and d.owner_id is not distinct from l.to_owner_id
        and (l.to_owner_id is not null or d.pool_id is not distinct from l.pool_id)
        and not exists (select 1 from ownership_entry n where n.tenant_id = l.tenant_id and n.dyad_id = l.dyad_id and n.at > l.at and n.kind not in ('locked', 'unlocked'))
      returning d.tenant_id, d.dyad_id, l.from_owner_id, l.to_owner_id, l.before),
    along as (
      insert into dyad_collaborator (tenant_id, dyad_id, user_id, may_write, author_id)
      select b.tenant_id, b.dyad_id, (c ->> 'userId')::uuid, (c ->> 'mayWrite')::boolean, (c ->> 'authorId')::uuid
      from back b cross join lateral jsonb_array_elements(coalesce(nullif(b.before -> 'collaborators', 'null'), '[]')) as c on conflict do nothing),
    entry as (
      insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, reason, author_id, at)
      select b.tenant_id, b.dyad_id, gen_random_uuid(), 'transferred', b.to_owner_id, b.from_owner_id, '撤销移交 / transfer undone', ${authorId}::uuid, ${at} from back b)
    select (select max(dyad_id::text) from looked) as last, (select count(*)::int from looked) as looked, array(select b.dyad_id from back b) as returned`.execute(
    tx,
  )
  const { last, looked, returned } = rows[0] ?? { last: null, looked: 0, returned: [] }
  await followDyads(tx, tenantId, returned)
  return { last, looked, returned: returned.length }
}

export type TransferRow = Omit<Transfer, 'createdAt' | 'finishedAt'> & {
  readonly createdAt: Date
  readonly finishedAt: Date | null
  readonly cursorAt: string
}

/** Transfers, the newest first. */
export async function readTransfers(
  tx: Tx,
  tenantId: string,
  after: { readonly at: string; readonly transferId: string } | undefined,
  limit: number,
): Promise<TransferRow[]> {
  const beyond =
    after === undefined ? sql`true` : sql`(t.created_at, t.transfer_id) < (${after.at}::timestamptz, ${after.transferId}::uuid)`
  const { rows } = await sql<TransferRow>`
    select t.transfer_id as "transferId", t.from_user_id as "fromUserId", t.from_department_id as "fromDepartmentId",
      coalesce(u.name, dep.name, '') as "fromName", t.state, t.customers, t.value_minor as "valueMinor", t.returned, t.reason, a.name as "authorName",
      t.created_at as "createdAt", t.finished_at as "finishedAt", t.created_at::text as "cursorAt",
      coalesce((select json_agg(r.name order by r.place) from (
        select x.name, g.place from jsonb_array_elements_text(coalesce(t.plan -> 'receivers', '[]')) with ordinality as g (id, place) join identity."user" x on x.id = g.id::uuid
        union all select p.name, 0 from customer_pool p where p.tenant_id = t.tenant_id and p.pool_id = (t.plan ->> 'poolId')::uuid
        union all select k.name, 0 from department k where k.tenant_id = t.tenant_id and k.department_id = (t.plan ->> 'toDepartmentId')::uuid) r), '[]') as "toNames"
    from ownership_transfer t
    left join identity."user" u on u.id = t.from_user_id
    left join department dep on dep.tenant_id = t.tenant_id and dep.department_id = t.from_department_id
    left join identity."user" a on a.id = t.author_id
    where t.tenant_id = ${tenantId}::uuid and ${beyond}
    order by t.created_at desc, t.transfer_id desc limit ${limit}`.execute(tx)
  return rows
}

/** People with what they own, within what the asker sees: those who have left first, then the largest books. */
export async function readOwners(tx: Tx, asker: Asker): Promise<OwnerLoad[]> {
  const { rows } = await sql<OwnerLoad>`
    select m.user_id as "userId", u.name, m.department_id as "departmentId", m.disabled_at is not null as disabled,
      coalesce(o.customers, 0)::int as customers, coalesce(o.value, 0)::bigint as "valueMinor"
    from membership m join identity."user" u on u.id = m.user_id
    left join (select d.owner_id, count(*) as customers, sum(s.net_contribution_minor) as value from dyad d
      left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
      where ${isCustomer(asker.tenantId)} and d.owner_id is not null and ${visibleDyads(asker, 'd')} group by d.owner_id) o on o.owner_id = m.user_id
    where m.tenant_id = ${asker.tenantId}::uuid and (m.disabled_at is null or o.customers > 0)
    order by (m.disabled_at is not null and o.customers > 0) desc, coalesce(o.customers, 0) desc, u.name, m.user_id limit 5000`.execute(tx)
  return rows
}
