import { type RawBuilder, sql } from 'kysely'
import { type BinEntity, binEntities } from '#core/platform/recycle-bin.ts'
import { visibleDyads, writableDyads, type Writer } from './access.sql.ts'
import type { Tx } from './database.ts'
import { settleEntries } from './search-entry.sql.ts'

type Source = {
  readonly table: string
  readonly id: string
  readonly name: RawBuilder<unknown>
  /** How the customer that it hangs on is joined as `d`; `optional`: it may hang on none. */
  readonly dyad: RawBuilder<unknown>
  readonly optional?: boolean
  /** What else must hold: of records that stay removed for good there is nothing to bring back. */
  readonly holds?: RawBuilder<unknown>
}

const ofDyad = sql`left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
  left join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = case when m.current_id is null then r.dyad_id else m.current_id end and d.deleted_at is null`

/** Of a party: the first customer or supplier that it is. */
const ofParty = sql`left join lateral (
  select x.* from dyad x where x.tenant_id = r.tenant_id and x.deleted_at is null and x.merged_into_id is null
    and ((x.side = 'sale' and x.buyer_id = r.party_id) or (x.side = 'supply' and x.seller_id = r.party_id))
  order by x.side, x.dyad_id limit 1) d on true`

const sources: Readonly<Record<BinEntity, Source>> = {
  alliance_measure: { table: 'alliance_measure', id: 'measure_id', name: sql`r.title`, dyad: ofDyad },
  alliance_milestone: { table: 'alliance_milestone', id: 'milestone_id', name: sql`r.title`, dyad: ofDyad },
  alliance_review: { table: 'alliance_review', id: 'review_id', name: sql`left(r.findings, 80)`, dyad: ofDyad },
  alliance_item: { table: 'alliance_item', id: 'item_id', name: sql`r.title`, dyad: ofDyad },
  joint_problem: { table: 'joint_problem', id: 'problem_id', name: sql`r.title`, dyad: ofDyad },
  alliance: { table: 'alliance', id: 'alliance_id', name: sql`r.title`, dyad: ofDyad },
  bond: { table: 'bond', id: 'bond_id', name: sql`r.title`, dyad: ofDyad },
  switching_item: { table: 'switching_item', id: 'item_id', name: sql`r.title`, dyad: ofDyad },
  relationship_term: { table: 'relationship_term', id: 'term_id', name: sql`r.title`, dyad: ofDyad },
  relationship_entry: { table: 'relationship_entry', id: 'entry_id', name: sql`r.title`, dyad: ofDyad },
  relationship_fact: { table: 'relationship_fact', id: 'fact_id', name: sql`r.source`, dyad: ofDyad },
  need: { table: 'need', id: 'need_id', name: sql`left(r.content, 80)`, dyad: ofDyad },
  site: { table: 'party_site', id: 'site_id', name: sql`coalesce(r.name, r.address)`, dyad: ofParty },
  billing_title: { table: 'billing_title', id: 'title_id', name: sql`r.title`, dyad: ofDyad },
  opportunity: { table: 'opportunity', id: 'opportunity_id', name: sql`r.title`, dyad: ofDyad },
  agreement: { table: 'agreement', id: 'agreement_id', name: sql`r.title`, dyad: ofDyad },
  concern: { table: 'concern', id: 'concern_id', name: sql`r.title`, dyad: ofDyad },
  task: { table: 'task', id: 'task_id', name: sql`r.title`, dyad: ofDyad, optional: true },
  activity: { table: 'activity', id: 'activity_id', name: sql`r.subject`, dyad: ofDyad },
  contact: { table: 'contact', id: 'contact_id', name: sql`r.name`, dyad: ofParty, holds: sql`r.erased_at is null` },
  customer: {
    table: 'dyad',
    id: 'dyad_id',
    name: sql`(select p.name from party p where p.tenant_id = r.tenant_id and p.party_id = r.buyer_id)`,
    dyad: sql`join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id`,
    holds: sql`r.side = 'sale' and r.merged_into_id is null`,
  },
}

export type BinFilter = {
  readonly entity?: BinEntity
  readonly id?: string
  readonly after?: readonly [at: string, id: string]
  readonly limit: number
}

export type BinEntry = {
  readonly entity: BinEntity
  readonly id: string
  readonly dyadId: string | null
  readonly name: string
  readonly customer: string | null
  readonly deletedAt: Date
  /** The same to the microsecond, for paging. */
  readonly key: string
  readonly deletedBy: string | null
  readonly mayRestore: boolean
}

function branch(entity: BinEntity, tenantId: string, viewer: Writer, { id, after, limit }: BinFilter): RawBuilder<unknown> {
  const { table, id: key, name, dyad, optional, holds } = sources[entity]
  const own = sql`(d.dyad_id is null and (r.author_id = ${viewer.userId}::uuid or r.assignee_id = ${viewer.userId}::uuid))`
  const idColumn = sql.ref(`r.${key}`)
  const seen = sql`(d.dyad_id is not null and ${visibleDyads(viewer, 'd')})`
  return sql`(select ${sql.lit(entity)} as entity, ${idColumn} as id, d.dyad_id, ${name} as name,
      (select p.name from party p where p.tenant_id = r.tenant_id and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end) as customer,
      r.deleted_at, ${optional ? sql`(d.dyad_id is null or coalesce(${writableDyads(viewer, 'd')}, false))` : sql`coalesce(${writableDyads(viewer, 'd')}, false)`} as may_restore
    from ${sql.table(table)} r ${dyad}
    where r.tenant_id = ${tenantId}::uuid and r.deleted_at is not null and ${optional ? sql`(${seen} or ${own})` : seen} and ${holds ?? sql`true`}
      and (${id ?? null}::uuid is null or ${idColumn} = ${id ?? null}::uuid)
      and (${after?.[0] ?? null}::timestamptz is null or (r.deleted_at, ${idColumn}) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by r.deleted_at desc, ${idColumn} desc limit ${limit})`
}

/** What lies in the recycle bin within what a person sees, the newest first. */
export async function readBin(tx: Tx, tenantId: string, viewer: Writer, filter: BinFilter): Promise<BinEntry[]> {
  const wanted = filter.entity === undefined ? binEntities : [filter.entity]
  const { rows } = await sql<BinEntry>`
    select b.entity, b.id, b.dyad_id as "dyadId", b.name, b.customer, b.deleted_at as "deletedAt", b.deleted_at::text as key, b.may_restore as "mayRestore",
      (select u.name from audit_entry a join identity."user" u on u.id = a.user_id where a.tenant_id = ${tenantId}::uuid and a.entity = b.entity
        and a.entity_id = b.id::text and a.action = 'remove' order by a.audit_id desc limit 1) as "deletedBy"
    from (${sql.join(
      wanted.map(entity => branch(entity, tenantId, viewer, filter)),
      sql` union all `,
    )}) b
    order by b.deleted_at desc, b.id desc limit ${filter.limit}`.execute(tx)
  return rows
}

/** Marks a removed record as there again; answers whether it was removed. */
export async function unremove(tx: Tx, tenantId: string, entity: BinEntity, id: string): Promise<boolean> {
  const { table, id: key } = sources[entity]
  const { numAffectedRows } = await sql`update ${sql.table(table)} as r set deleted_at = null, version = r.version + 1
    where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${key}`)} = ${id}::uuid and r.deleted_at is not null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Customers whose trade was recorded stay for ever, whatever became of them; so do people who were erased, to whom records point. */
const purgeable = (entity: BinEntity) =>
  entity === 'customer'
    ? sql`r.side = 'sale' and r.merged_into_id is null and not exists (select 1 from sales_order o where o.tenant_id = r.tenant_id and o.dyad_id = r.dyad_id)
        and not exists (select 1 from delivery o where o.tenant_id = r.tenant_id and o.dyad_id = r.dyad_id)
        and not exists (select 1 from payment o where o.tenant_id = r.tenant_id and o.dyad_id = r.dyad_id)
        and not exists (select 1 from known_cost o where o.tenant_id = r.tenant_id and o.dyad_id = r.dyad_id)
        and not exists (select 1 from dyad_current m where m.tenant_id = r.tenant_id and m.current_id = r.dyad_id)`
    : entity === 'contact'
      ? sql`r.erased_at is null`
      : sql`true`

/** How many removed records of each kind were removed before a moment. */
export async function countBin(tx: Tx, tenantId: string, before: Date): Promise<{ entity: BinEntity; count: number }[]> {
  const { rows } = await sql<{ entity: BinEntity; count: number }>`${sql.join(
    binEntities.map(
      entity => sql`select ${sql.lit(entity)} as entity, count(*)::int as count from ${sql.table(sources[entity].table)} r
        where r.tenant_id = ${tenantId}::uuid and r.deleted_at < ${before} and ${purgeable(entity)}`,
    ),
    sql` union all `,
  )}`.execute(tx)
  return rows.filter(({ count }) => count > 0)
}

/** Removes for good what was removed before a moment, with the values of the firm's own fields and what only those records used; answers how many. */
export async function purgeEntity(tx: Tx, tenantId: string, entity: BinEntity, before: Date): Promise<number> {
  const { table, id } = sources[entity]
  const { rows } = await sql<{ id: string }>`delete from ${sql.table(table)} as r
    where r.tenant_id = ${tenantId}::uuid and r.deleted_at < ${before} and ${purgeable(entity)} returning ${sql.ref(`r.${id}`)} as id`.execute(
    tx,
  )
  const ids = rows.map(row => row.id)
  if (entity === 'customer' && ids.length > 0) await settleEntries(tx, tenantId)
  if (ids.length > 0) await sql`delete from field_value where tenant_id = ${tenantId}::uuid and record_id = any(${ids}::uuid[])`.execute(tx)
  return ids.length
}

/** Files that nothing points to any more are counted as left from now on; the sweep of files removes them later. */
export async function leaveOrphans(tx: Tx, tenantId: string, at: Date): Promise<void> {
  await sql`update attachment_blob b set orphaned_at = ${at} where b.tenant_id = ${tenantId}::uuid and b.orphaned_at is null
    and not exists (select 1 from attachment a where a.tenant_id = b.tenant_id and a.hash = b.hash)`.execute(tx)
}
