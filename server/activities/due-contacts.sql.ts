import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DueQuery } from '#contract/activities/cadence.ts'
import { soonDays } from '#core/activities/cadence.ts'
import { groupConditions } from '#server/dyads/group-filter.sql.ts'
import { visibleDyads, type Viewer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import { otherParty, present } from './dyad-seen.sql.ts'

export type DueStored = {
  readonly dyadId: string
  readonly name: string
  readonly nameEn: string | null
  readonly code: string | null
  readonly isSupplier: boolean
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly group: string
  readonly every: number | null
  readonly ownDays: number | null
  readonly lastOn: string | null
  readonly dueOn: string
  readonly nextPlannedOn: string | null
}

function ownersOf(owner: DueQuery['owner'], userId: string): RawBuilder<SqlBool>[] {
  if (owner === undefined || owner.length === 0) return []
  const named = owner.filter(each => each !== 'nobody').map(each => (each === 'me' ? userId : each))
  const nobody = named.length < owner.length ? sql` or d.owner_id is null` : sql``
  return [sql<SqlBool>`(d.owner_id = any(${named}::uuid[])${nobody})`]
}

/** The days that are asked for: past, today and the seven after it, or both where nothing is said. */
function daysOf(show: DueQuery['show'], today: string): RawBuilder<SqlBool>[] {
  if (show === 'all') return []
  const past = sql<SqlBool>`r.due_on < ${today}::date`
  if (show === 'overdue') return [past]
  const near = sql<SqlBool>`r.due_on <= ${today}::date + ${soonDays}::integer`
  return show === 'soon' ? [sql<SqlBool>`not (${past})`, near] : [near]
}

/** Customers and suppliers by the day on which a contact is due, the longest overdue first. */
export async function listDueRows(
  tx: Tx,
  viewer: Viewer & { readonly tenantId: string },
  query: DueQuery,
  today: string,
  place: { readonly dueOn: string; readonly dyadId: string } | undefined,
  limit: number,
): Promise<DueStored[]> {
  const words = query.q?.trim() ?? ''
  const like = `%${literal(words)}%`
  const conditions = [
    sql<SqlBool>`r.tenant_id = ${viewer.tenantId}::uuid and r.due_on is not null and ${present('d')} and d.side in ('sale', 'supply') and ${visibleDyads(viewer, 'd')}`,
    ...daysOf(query.show, today),
    ...(query.group?.length ? [sql<SqlBool>`r.group_key = any(${[...query.group]}::text[])`] : []),
    ...groupConditions(viewer.tenantId, query.under, 'p.party_id'),
    ...ownersOf(query.owner, viewer.userId),
    ...(words === ''
      ? []
      : [sql<SqlBool>`(p.name ilike ${like} or p.name_en ilike ${like} or d.code ilike ${like} or p.initials ilike ${like})`]),
    ...(place === undefined ? [] : [sql<SqlBool>`(r.due_on, r.dyad_id) > (${place.dueOn}::date, ${place.dyadId}::uuid)`]),
  ]
  const { rows } = await sql<DueStored>`
    select d.dyad_id as "dyadId", p.name, p.name_en as "nameEn", d.code, d.side = 'supply' as "isSupplier", d.owner_id as "ownerId", u.name as "ownerName",
      r.group_key as "group", r.every_days as every, r.own_days as "ownDays", r.last_on as "lastOn", r.due_on as "dueOn", r.next_planned_on as "nextPlannedOn"
    from contact_rhythm r join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = ${otherParty('d')}
    left join identity."user" u on u.id = d.owner_id
    where ${sql.join(conditions, sql` and `)} order by r.due_on, r.dyad_id limit ${limit}`.execute(tx)
  return rows
}
