import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Activity, ActivityQuery } from '#contract/activities/activity.ts'
import type { FieldPolicy, Hold } from '#core/platform/field-policy.ts'
import { groupConditions } from '#server/dyads/group-filter.sql.ts'
import { holdOf, readableDyads, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import { otherParty, present } from './dyad-seen.sql.ts'

/** An activity as it is stored, with the customer that it is read under. */
export type ActivityRow = Activity & { readonly hold: Hold; readonly ownDyadId: string }

type Asker = Writer & { readonly tenantId: string }

/** Entered by hand, or by an import that everybody sees. */
export const isPublished = (alias: string) =>
  sql<SqlBool>`(${sql.ref(`${alias}.import_id`)} is null or exists (select 1 from import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published'))`

const oursJson = sql`(select coalesce(json_agg(json_build_object('id', x.person_id, 'name', coalesce(u.name, '—')) order by u.name, x.person_id), '[]')
  from activity_person x left join identity."user" u on u.id = x.person_id
  where x.tenant_id = a.tenant_id and x.dyad_id = a.dyad_id and x.activity_id = a.activity_id and x.side = 'ours')`

const theirsJson = sql`(select coalesce(json_agg(json_build_object('id', x.person_id, 'name', coalesce(c.name, '—')) order by c.pinyin, x.person_id), '[]')
  from activity_person x left join contact c on c.tenant_id = x.tenant_id and c.contact_id = x.person_id
  where x.tenant_id = a.tenant_id and x.dyad_id = a.dyad_id and x.activity_id = a.activity_id and x.side = 'theirs')`

const row = (asker: Asker) => sql`
  a.activity_id as "activityId", d.dyad_id as "dyadId", a.dyad_id as "ownDyadId", p.name as customer, p.name_en as "customerEn", a.kind, a.state, a.direction,
  a.starts_at as "startsAt", a.day, a.minutes, a.subject, a.content, a.place, a.outcome, a.next_step as "nextStep", a.next_on as "nextOn",
  a.owner_id as "ownerId", o.name as "ownerName", ${oursJson} as ours, ${theirsJson} as theirs,
  (extract(epoch from a.starts_at - a.remind_at) / 60)::int as "remindBefore",
  (select count(*)::int from task k where k.tenant_id = a.tenant_id and k.dyad_id = a.dyad_id and k.activity_id = a.activity_id and k.deleted_at is null) as tasks,
  coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite", a.version, a.updated_at as "updatedAt", ${holdOf(asker, 'd')} as hold`

const source = sql`activity a
  left join dyad_current m on m.tenant_id = a.tenant_id and m.dyad_id = a.dyad_id
  join dyad d on d.tenant_id = a.tenant_id and d.dyad_id = case when m.current_id is null then a.dyad_id else m.current_id end
  join party p on p.tenant_id = d.tenant_id and p.party_id = ${otherParty('d')}
  left join identity."user" o on o.id = a.owner_id`

const seen = (asker: Asker) =>
  sql`a.tenant_id = ${asker.tenantId}::uuid and a.deleted_at is null and ${isPublished('a')} and ${present('d')} and ${visibleDyads(asker, 'd')}`

/** One activity of a customer that the person sees; undefined where there is none. */
export async function findActivity(tx: Tx, asker: Asker, dyadIds: readonly string[], activityId: string): Promise<ActivityRow | undefined> {
  const { rows } = await sql<ActivityRow>`select ${row(asker)} from ${source}
    where ${seen(asker)} and a.dyad_id = any(${[...dyadIds]}::uuid[]) and a.activity_id = ${activityId}::uuid`.execute(tx)
  return rows[0]
}

const oneOf = (column: string, values: readonly string[] | undefined): RawBuilder<SqlBool>[] =>
  values === undefined || values.length === 0 ? [] : [sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`]

function peopleOf(owner: ActivityQuery['owner'], userId: string): RawBuilder<SqlBool>[] {
  if (owner === undefined || owner.length === 0) return []
  return [sql<SqlBool>`a.owner_id = any(${owner.map(each => (each === 'me' ? userId : each))}::uuid[])`]
}

function searched(asker: Asker, policy: FieldPolicy, q: string | undefined): RawBuilder<SqlBool>[] {
  const words = q?.trim() ?? ''
  if (words === '') return []
  const like = `%${literal(words)}%`
  return [
    sql<SqlBool>`(a.subject ilike ${like} or a.next_step ilike ${like} or p.name ilike ${like} or p.name_en ilike ${like}
      or (${readableDyads(asker, policy, 'content', 'd')} and a.content ilike ${like}))`,
  ]
}

export type ActivityPlace = { readonly startsAt: string; readonly activityId: string }

/** Activities of the customers that the person sees, the latest first. */
export async function listActivityRows(
  tx: Tx,
  asker: Asker,
  policy: FieldPolicy,
  query: ActivityQuery,
  place: ActivityPlace | undefined,
  limit: number,
): Promise<(ActivityRow & { readonly cursor: string })[]> {
  const conditions = [
    sql<SqlBool>`${seen(asker)}`,
    ...oneOf('a.kind', query.kind),
    ...oneOf('a.state', query.state),
    ...oneOf('a.outcome', query.outcome),
    ...peopleOf(query.owner, asker.userId),
    ...searched(asker, policy, query.q),
    ...groupConditions(asker.tenantId, query.group, 'p.party_id'),
    ...(query.from === undefined ? [] : [sql<SqlBool>`a.day >= ${query.from}::date`]),
    ...(query.to === undefined ? [] : [sql<SqlBool>`a.day <= ${query.to}::date`]),
    ...(place === undefined
      ? []
      : [sql<SqlBool>`(a.starts_at, a.activity_id) < (${place.startsAt}::timestamptz, ${place.activityId}::uuid)`]),
  ]
  const { rows } = await sql<ActivityRow & { cursor: string }>`select ${row(asker)}, a.starts_at::text as cursor from ${source}
    where ${sql.join(conditions, sql` and `)} order by a.starts_at desc, a.activity_id desc limit ${limit}`.execute(tx)
  return rows
}
