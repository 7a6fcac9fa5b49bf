import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CadenceDays } from '#core/activities/cadence.ts'
import type { Tx } from '#server/platform/database.ts'
import { isPublished } from './activities.sql.ts'

/** Whose rhythm is made anew: some dyads (ids as read now), those that have none yet, or all of the firm. */
export type Whose = { readonly dyadIds: readonly string[] } | 'missing' | 'all'

const isContact = sql`a.state = 'done' and a.kind <> 'note' and a.outcome is distinct from 'no_answer' and a.deleted_at is null and ${isPublished('a')}`

function chosen(whose: Whose): RawBuilder<SqlBool> {
  if (whose === 'all') return sql`true`
  if (whose === 'missing') return sql`not exists (select 1 from contact_rhythm r where r.tenant_id = d.tenant_id and r.dyad_id = d.dyad_id)`
  return sql`d.dyad_id = any(${[...whose.dyadIds]}::uuid[])`
}

/** Activities of the dyads, under the id that they are read with; of a few dyads found by their own index. */
function activitiesOf(tenantId: string, whose: Whose) {
  const some =
    typeof whose === 'string'
      ? sql``
      : sql`and a.dyad_id = any(array(select m.dyad_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.current_id = any(${[...whose.dyadIds]}::uuid[]) union all select unnest(${[...whose.dyadIds]}::uuid[])))`
  return sql`select coalesce(c.current_id, a.dyad_id) as dyad_id, a.day, a.activity_id, a.state, (${isContact}) as is_contact
    from activity a left join dyad_current c on c.tenant_id = a.tenant_id and c.dyad_id = a.dyad_id
    where a.tenant_id = ${tenantId}::uuid and a.deleted_at is null ${some}`
}

/**
 * Makes the rhythm of contact anew from activities, types and settings: core/activities/cadence.ts dueOf in SQL. A customer that never was in
 * contact is due from the day it was entered. Answers how many changed.
 */
export async function refreshRhythms(tx: Tx, tenantId: string, days: CadenceDays, whose: Whose): Promise<number> {
  const result = await sql`
    with acts as (${activitiesOf(tenantId, whose)}),
      last as (select distinct on (dyad_id) dyad_id, day, activity_id from acts where is_contact order by dyad_id, day desc, activity_id desc),
      planned as (select acts.dyad_id, min(acts.day) as day from acts join tenant t on t.tenant_id = ${tenantId}::uuid
        where acts.state = 'planned' and acts.day >= (now() at time zone t.time_zone)::date group by 1),
      fresh as (
        select d.tenant_id, d.dyad_id, l.day as last_on, l.activity_id, case when d.side = 'supply' then 'supplier' else coalesce(s.type, 'unplaced') end as group_key,
          (d.created_at at time zone t.time_zone)::date as since, n.day as planned_on
        from dyad d join tenant t on t.tenant_id = d.tenant_id
        left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
        left join last l on l.dyad_id = d.dyad_id left join planned n on n.dyad_id = d.dyad_id
        where d.tenant_id = ${tenantId}::uuid and d.side in ('sale', 'supply') and not d.is_anonymous and ${chosen(whose)}),
      due as (
        select f.*, coalesce(r.own_days, (${JSON.stringify(days)}::jsonb ->> f.group_key)::int) as every
        from fresh f left join contact_rhythm r on r.tenant_id = f.tenant_id and r.dyad_id = f.dyad_id)
    insert into contact_rhythm as r (tenant_id, dyad_id, last_on, last_activity_id, group_key, every_days, due_on, next_planned_on)
    select tenant_id, dyad_id, last_on, activity_id, group_key, every, coalesce(last_on, since) + every, planned_on from due
    on conflict (tenant_id, dyad_id) do update set last_on = excluded.last_on, last_activity_id = excluded.last_activity_id, group_key = excluded.group_key,
      every_days = excluded.every_days, due_on = excluded.due_on, next_planned_on = excluded.next_planned_on
    where row(r.last_on, r.last_activity_id, r.group_key, r.every_days, r.due_on, r.next_planned_on)
      is distinct from row(excluded.last_on, excluded.last_activity_id, excluded.group_key, excluded.every_days, excluded.due_on, excluded.next_planned_on)`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0n)
}

/** Sets a dyad's own days, with the reason; null takes those of its group again. */
export async function setOwnDays(tx: Tx, tenantId: string, dyadId: string, days: number | null, reason: string | null): Promise<void> {
  await sql`update contact_rhythm set own_days = ${days}::integer, own_reason = ${reason}::text, version = version + 1
    where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid`.execute(tx)
}

export type RhythmRow = {
  readonly group: string
  readonly every: number | null
  readonly ownDays: number | null
  readonly ownReason: string | null
  readonly lastOn: string | null
  readonly dueOn: string | null
  readonly nextPlannedOn: string | null
}

export async function findRhythm(tx: Tx, tenantId: string, dyadId: string): Promise<RhythmRow | undefined> {
  return await tx
    .selectFrom('contact_rhythm')
    .select(['group_key as group', 'every_days as every', 'own_days as ownDays', 'own_reason as ownReason', 'last_on as lastOn'])
    .select(['due_on as dueOn', 'next_planned_on as nextPlannedOn'])
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .executeTakeFirst()
}

type StoredVersion = {
  readonly version: number
  readonly days: CadenceDays
  readonly note: string | null
  readonly authorName: string | null
  readonly createdAt: Date
}

/** All versions of the settings, the newest first. */
export async function readCadenceVersions(tx: Tx, tenantId: string, limit: number): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    select c.version, c.days, c.note, u.name as "authorName", c.created_at as "createdAt" from cadence_settings c
    left join identity."user" u on u.id = c.author_id where c.tenant_id = ${tenantId}::uuid order by c.version desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

export async function insertCadenceVersion(
  tx: Tx,
  row: {
    readonly tenantId: string
    readonly version: number
    readonly days: CadenceDays
    readonly note: string | null
    readonly authorId: string
  },
): Promise<boolean> {
  const result = await sql`insert into cadence_settings (tenant_id, version, days, note, author_id)
    values (${row.tenantId}::uuid, ${row.version}, ${JSON.stringify(row.days)}::jsonb, ${row.note}::text, ${row.authorId}::uuid) on conflict do nothing`.execute(
    tx,
  )
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Rhythms of a whole firm are made anew by one transaction at a time: two at the same rows could wait for each other. */
export async function holdRhythms(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(732024, hashtext(${tenantId}))`.execute(tx)
}

/** The generation of the present placement (0 before the first), and what the rhythms were last refreshed with. */
export async function readRhythmRun(tx: Tx, tenantId: string) {
  const { rows } = await sql<{ generation: number; refreshed: number | null; settings: number | null }>`
    select coalesce((select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'), 0) as generation,
      r.generation as refreshed, r.settings_version as settings
    from (select 1) one left join contact_rhythm_run r on r.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { generation: 0, refreshed: null, settings: null }
}

export async function noteRhythmRun(tx: Tx, tenantId: string, generation: number, settingsVersion: number): Promise<void> {
  await sql`insert into contact_rhythm_run (tenant_id, generation, settings_version) values (${tenantId}::uuid, ${generation}, ${settingsVersion})
    on conflict (tenant_id) do update set generation = excluded.generation, settings_version = excluded.settings_version, refreshed_at = statement_timestamp()`.execute(
    tx,
  )
}
