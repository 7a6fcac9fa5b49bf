import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Hold } from '#core/platform/field-policy.ts'
import type { ActivityKind } from '#core/activities/activity.ts'
import { holdOf, visibleDyads, type Viewer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { isPublished } from './activities.sql.ts'
import { otherParty, present } from './dyad-seen.sql.ts'

type Asker = Viewer & { readonly tenantId: string }

/** Whose calendar: one's own, everyone's on the customers that one sees, or one colleague's on these. */
export type CalendarOf = { readonly whose: 'mine' } | { readonly whose: 'team'; readonly user?: string | undefined }

export type CalendarRow = {
  readonly what: 'activity' | 'task'
  readonly id: string
  readonly dyadId: string | null
  readonly customer: string | null
  readonly customerEn: string | null
  readonly kind: ActivityKind | null
  readonly title: string
  readonly day: string
  readonly minute: number | null
  readonly minutes: number | null
  readonly isDone: boolean
  readonly userId: string | null
  readonly userName: string | null
  readonly startsAt: Date | null
  readonly content: string | null
  readonly place: string | null
  readonly hold: Hold
  readonly updatedAt: Date
}

type Span = { readonly from: string; readonly to: string }

/** The customer, where this person sees it; a thing of their own stands in their calendar even where they do not. */
const customer = (asker: Asker, own: string) => sql`
  left join dyad_current m on m.tenant_id = ${sql.ref(own)}.tenant_id and m.dyad_id = ${sql.ref(own)}.dyad_id
  left join dyad d on d.tenant_id = ${sql.ref(own)}.tenant_id and d.dyad_id = case when m.current_id is null then ${sql.ref(own)}.dyad_id else m.current_id end and ${present('d')} and ${visibleDyads(asker, 'd')}
  left join party p on p.tenant_id = d.tenant_id and p.party_id = ${otherParty('d')}`

function whoseActivity(asker: Asker, of: CalendarOf): RawBuilder<SqlBool> {
  const takesPart = (userId: string) =>
    sql`(a.owner_id = ${userId}::uuid or exists (select 1 from activity_person x where x.tenant_id = a.tenant_id and x.dyad_id = a.dyad_id
      and x.activity_id = a.activity_id and x.side = 'ours' and x.person_id = ${userId}::uuid))`
  if (of.whose === 'mine') return sql`${takesPart(asker.userId)}`
  return of.user === undefined ? sql`d.dyad_id is not null` : sql`d.dyad_id is not null and ${takesPart(of.user)}`
}

function whoseTask(asker: Asker, of: CalendarOf): RawBuilder<SqlBool> {
  if (of.whose === 'mine') return sql`k.assignee_id = ${asker.userId}::uuid`
  return of.user === undefined ? sql`d.dyad_id is not null` : sql`d.dyad_id is not null and k.assignee_id = ${of.user}::uuid`
}

/** The instants between which days of the firm's zone lie, so that the index on time serves; a day more on either side. */
const around = ({ from, to }: Span) =>
  sql`a.starts_at >= ${from}::date - interval '1 day' and a.starts_at < ${to}::date + interval '2 days'`

/** Activities and open tasks of some days, in the order of their time. */
export async function readCalendarRows(tx: Tx, asker: Asker, of: CalendarOf, span: Span, limit: number): Promise<CalendarRow[]> {
  const { rows } = await sql<CalendarRow>`
    select * from (
      (select 'activity' as what, a.activity_id as id, d.dyad_id as "dyadId", p.name as customer, p.name_en as "customerEn", a.kind, a.subject as title, a.day,
        (extract(hour from a.starts_at at time zone t.time_zone) * 60 + extract(minute from a.starts_at at time zone t.time_zone))::int as minute, a.minutes,
        a.state = 'done' as "isDone", a.owner_id as "userId", u.name as "userName", a.starts_at as "startsAt",
        case when d.dyad_id is not null then a.content end as content, case when d.dyad_id is not null then a.place end as place,
        coalesce(${holdOf(asker, 'd')}, 'others') as hold, a.updated_at as "updatedAt"
      from activity a join tenant t on t.tenant_id = a.tenant_id ${customer(asker, 'a')} left join identity."user" u on u.id = a.owner_id
      where a.tenant_id = ${asker.tenantId}::uuid and a.deleted_at is null and a.state <> 'cancelled' and a.kind <> 'note' and ${isPublished('a')} and ${around(span)}
        and a.day between ${span.from}::date and ${span.to}::date and ${whoseActivity(asker, of)}
      order by a.starts_at limit ${limit})
      union all
      (select 'task', k.task_id, d.dyad_id, p.name, p.name_en, null, k.title, k.due_on, k.due_minute, null, false, k.assignee_id, u.name, null::timestamptz, k.note, null,
        coalesce(${holdOf(asker, 'd')}, 'others'), k.updated_at
      from task k ${customer(asker, 'k')} left join identity."user" u on u.id = k.assignee_id
      where k.tenant_id = ${asker.tenantId}::uuid and k.deleted_at is null and k.state = 'open' and k.due_on between ${span.from}::date and ${span.to}::date
        and ${whoseTask(asker, of)}
      order by k.due_on limit ${limit})) items
    order by day, minute nulls first, id limit ${limit}`.execute(tx)
  return rows
}

export async function readFeed(tx: Tx, tenantId: string, userId: string) {
  return await tx
    .selectFrom('calendar_feed')
    .select(['created_at as createdAt', 'last_read_at as lastReadAt'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

export async function writeFeed(tx: Tx, tenantId: string, userId: string, tokenHash: string): Promise<void> {
  await sql`insert into calendar_feed (tenant_id, user_id, token_hash) values (${tenantId}::uuid, ${userId}::uuid, ${tokenHash})
    on conflict (tenant_id, user_id) do update set token_hash = excluded.token_hash, created_at = statement_timestamp(), last_read_at = null`.execute(
    tx,
  )
}

export async function removeFeed(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const result = await tx.deleteFrom('calendar_feed').where('tenant_id', '=', tenantId).where('user_id', '=', userId).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whose calendar a secret address shows, noting that it was read; undefined where the address is no longer good. */
export async function openFeed(tx: Tx, tenantId: string, tokenHash: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`update calendar_feed set last_read_at = ${now}
    where tenant_id = ${tenantId}::uuid and token_hash = ${tokenHash} returning user_id as "userId"`.execute(tx)
  return rows[0]?.userId
}
