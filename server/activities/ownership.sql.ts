import { type RawBuilder, sql } from 'kysely'
import { longestOwnershipDays } from '#core/activities/pool.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { daysAfter, restDays } from '#server/dyads/ownership.sql.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'

type Asker = Writer & { readonly tenantId: string }

/** core/activities/pool.ts `prolonged`, on the row; a merged customer's survivor is meant. */
export async function prolongRow(tx: Tx, tenantId: string, dyadId: string, at: Date): Promise<void> {
  await sql`
    update dyad d set recycle_at = least(d.claimed_at + make_interval(days => ${longestOwnershipDays}),
      greatest(d.recycle_at, coalesce(${daysAfter(at, restDays('d', 'p'))}, d.recycle_at)))
    from customer_pool p
    where d.tenant_id = ${tenantId}::uuid and d.recycle_at is not null and d.claimed_at is not null
      and d.dyad_id = (select coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid))
      and p.tenant_id = d.tenant_id and p.pool_id = d.home_pool_id`.execute(tx)
}

/** The default pool of a department: of those whose members it, or a department above it, is; else one that is open; a department's own first. */
export function defaultPoolOf(dyad: string): RawBuilder<string | null> {
  const [tenant, department] = [sql.ref(`${dyad}.tenant_id`), sql.ref(`${dyad}.department_id`)]
  return sql<string | null>`(
    with recursive above (department_id, parent_id, distance) as (
      select t.department_id, t.parent_id, 0 from department t where t.tenant_id = ${tenant} and t.department_id = ${department}
      union all select t.department_id, t.parent_id, a.distance + 1 from above a join department t on t.tenant_id = ${tenant} and t.department_id = a.parent_id where a.distance < 50)
    select p.pool_id from customer_pool p
    left join lateral (select min(a.distance) as distance from above a join pool_member m on m.tenant_id = p.tenant_id and m.pool_id = p.pool_id
      and m.member_kind = 'department' and m.member_id = a.department_id) near on true
    where p.tenant_id = ${tenant} and p.deleted_at is null and p.is_default and (near.distance is not null or p.is_open)
    order by near.distance nulls last, p.created_at, p.pool_id limit 1)`
}

/** Where a customer goes that is given up or taken back: the pool of its department, else the one it came from. */
export const poolBack = (dyad: string): RawBuilder<string | null> =>
  sql<
    string | null
  >`coalesce(${defaultPoolOf(dyad)}, (select h.pool_id from customer_pool h where h.tenant_id = ${sql.ref(`${dyad}.tenant_id`)} and h.pool_id = ${sql.ref(`${dyad}.home_pool_id`)} and h.deleted_at is null))`

export type Standing = {
  readonly dyadId: string
  readonly name: string
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly poolBack: string | null
  readonly isLocked: boolean
  readonly isWritable: boolean
  readonly departmentId: string | null
}

/** Customers as they stand before they change hands, held until the transaction ends: those that this person sees, by id. */
export async function holdCustomers(tx: Tx, asker: Asker, dyadIds: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select d.dyad_id as "dyadId", p.name, d.owner_id as "ownerId", d.pool_id as "poolId", ${poolBack('d')} as "poolBack", d.is_locked as "isLocked",
      coalesce(${writableDyads(asker, 'd')}, false) as "isWritable", d.department_id as "departmentId"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and d.dyad_id = any(${[...dyadIds]}::uuid[])
    order by d.dyad_id for update of d`.execute(tx)
  return rows
}

/** One change of hands for many customers: what is to be written for each. */
export type Hands = {
  readonly dyadIds: readonly string[]
  readonly entryIds: readonly string[]
}

type Deed = { readonly tenantId: string; readonly authorId: string | null; readonly at: Date; readonly reason: string | null }

const before = sql`jsonb_build_object('ownerText', d.owner_text, 'departmentId', d.department_id, 'poolId', d.pool_id, 'pooledAt', d.pooled_at,
  'homePoolId', d.home_pool_id, 'claimedAt', d.claimed_at, 'recycleAt', d.recycle_at, 'ownerId', d.owner_id)`
const collaborators = sql`jsonb_build_object('collaborators', (select jsonb_agg(jsonb_build_object('userId', c.user_id, 'mayWrite', c.may_write, 'authorId', c.author_id))
  from dyad_collaborator c where c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id))`

export type ToOwners = Deed &
  Hands & {
    readonly kind: 'assigned' | 'transferred'
    /** The new owner of each, and their department: where it is null the customer keeps its own. */
    readonly ownerIds: readonly string[]
    readonly departmentIds: readonly (string | null)[]
    readonly transferId: string | null
  }

/** Gives customers to owners; their time begins anew under the rules of the pool that they came from. */
export async function giveToOwners(tx: Tx, given: ToOwners): Promise<void> {
  const { tenantId, authorId, at, reason, kind, transferId, ownerIds, departmentIds } = given
  await sql`
    with given as (select g.dyad_id, g.entry_id, g.owner_id, g.department_id
        from unnest(${[...given.dyadIds]}::uuid[], ${[...given.entryIds]}::uuid[], ${[...ownerIds]}::uuid[], ${[...departmentIds]}::uuid[]) as g (dyad_id, entry_id, owner_id, department_id)),
    entry as (
      insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, pool_id, reason, author_id, at, transfer_id, before)
      select d.tenant_id, d.dyad_id, g.entry_id, ${kind}, d.owner_id, g.owner_id, d.pool_id, ${reason}, ${authorId}::uuid, ${at}, ${transferId}::uuid, ${before}
      from given g join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id)
    update dyad d set owner_id = g.owner_id, owner_text = null, department_id = coalesce(g.department_id, d.department_id), pool_id = null, pooled_at = null,
      home_pool_id = coalesce(d.pool_id, d.home_pool_id), claimed_at = ${at},
      recycle_at = (select ${daysAfter(at, restDays('d', 'p'))} from customer_pool p where p.tenant_id = d.tenant_id and p.pool_id = coalesce(d.pool_id, d.home_pool_id) and p.deleted_at is null),
      version = d.version + 1, updated_at = statement_timestamp()
    from given g where d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id`.execute(tx)
  await followDyads(tx, tenantId, given.dyadIds)
}

export type ToPool = Deed &
  Hands & {
    readonly kind: 'released' | 'recycled' | 'transferred'
    readonly poolIds: readonly string[]
    readonly transferId: string | null
  }

/** Puts customers into pools: nobody owns them or works on them until they are claimed, and no department has them for itself. */
export async function putIntoPools(tx: Tx, given: ToPool): Promise<void> {
  const { tenantId, authorId, at, reason, kind, transferId, poolIds } = given
  await sql`
    with given as (select * from unnest(${[...given.dyadIds]}::uuid[], ${[...given.entryIds]}::uuid[], ${[...poolIds]}::uuid[]) as g (dyad_id, entry_id, pool_id)),
    entry as (
      insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, pool_id, reason, author_id, at, transfer_id, before)
      select d.tenant_id, d.dyad_id, g.entry_id, ${kind}, d.owner_id, g.pool_id, ${reason}, ${authorId}::uuid, ${at}, ${transferId}::uuid, ${before} || ${collaborators}
      from given g join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id),
    freed as (delete from dyad_collaborator c using given g where c.tenant_id = ${tenantId}::uuid and c.dyad_id = g.dyad_id)
    update dyad d set owner_id = null, owner_text = null, department_id = null, pool_id = g.pool_id, pooled_at = ${at}, home_pool_id = null, claimed_at = null,
      recycle_at = null, is_locked = false, lock_reason = null, version = d.version + 1, updated_at = statement_timestamp()
    from given g where d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id`.execute(tx)
  await followDyads(tx, tenantId, given.dyadIds)
}

export type ToDepartment = Deed & Hands & { readonly departmentId: string; readonly transferId: string | null }

/** Moves customers to a department; their owners stay. */
export async function moveToDepartment(tx: Tx, given: ToDepartment): Promise<void> {
  const { tenantId, authorId, at, reason, transferId, departmentId } = given
  await sql`
    with given as (select * from unnest(${[...given.dyadIds]}::uuid[], ${[...given.entryIds]}::uuid[]) as g (dyad_id, entry_id)),
    entry as (
      insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, reason, author_id, at, transfer_id, before)
      select d.tenant_id, d.dyad_id, g.entry_id, 'transferred', d.owner_id, d.owner_id, ${reason}, ${authorId}::uuid, ${at}, ${transferId}::uuid, ${before}
      from given g join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id)
    update dyad d set department_id = ${departmentId}::uuid, version = d.version + 1, updated_at = statement_timestamp()
    from given g where d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id`.execute(tx)
  await followDyads(tx, tenantId, given.dyadIds)
}

export type LockDeed = Deed & { readonly dyadId: string; readonly entryId: string; readonly isLocked: boolean }

/** Locks or unlocks a customer; answers false where it already was so. */
export async function setLock(tx: Tx, { tenantId, dyadId, entryId, isLocked, reason, authorId, at }: LockDeed): Promise<boolean> {
  const { rows } = await sql<{ dyad_id: string }>`
    with changed as (
      update dyad d set is_locked = ${isLocked}, lock_reason = ${isLocked ? reason : null}, version = d.version + 1, updated_at = statement_timestamp()
      where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid and d.is_locked <> ${isLocked} returning d.tenant_id, d.dyad_id, d.owner_id)
    insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, reason, author_id, at)
    select tenant_id, dyad_id, ${entryId}::uuid, ${isLocked ? 'locked' : 'unlocked'}, null, owner_id, ${reason}, ${authorId}::uuid, ${at} from changed returning dyad_id`.execute(
    tx,
  )
  return rows.length > 0
}
