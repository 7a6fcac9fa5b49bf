import { sql } from 'kysely'
import { freshMonths, quietDays, sameFallDays, turnMonths } from '#core/strategy/decline.ts'
import type { Tx } from '#server/platform/database.ts'

export type OpenedCase = {
  readonly caseId: string
  readonly dyadId: string
  readonly ownerId: string | null
  readonly trigger: 'map' | 'warning'
}

const rank = (column: string) => sql`array_position(array['low', 'medium', 'high'], ${sql.ref(column)})`

/** Cases of a customer, its own and those of customers merged into it. */
const cases = sql`decline_case k where k.tenant_id = d.tenant_id and (k.dyad_id = d.dyad_id
  or k.dyad_id in (select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id))`
const isUnderWay = sql`k.state in ('open', 'deciding', 'acting')`

const isThere = sql`d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null and d.merged_into_id is null`

/**
 * Opens a case for every customer whose latest fall at the month-ends just past has none yet: its current band fell, or it came into overmature,
 * endangered or release other than by rising (core/strategy/decline.ts isFall). One statement, however many customers there are; done again it opens
 * nothing, nor does another rebuild of the same history.
 */
export async function openFallen(tx: Tx, tenantId: string, today: string): Promise<OpenedCase[]> {
  const { rows } = await sql<OpenedCase>`
    with current as (select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'),
    days as (select r.as_of, lag(r.as_of) over (order by r.as_of) as before, row_number() over (order by r.as_of desc) as back
      from classification_run r, current g where r.tenant_id = ${tenantId}::uuid and r.generation = g.generation and r.kind = 'month_end'),
    fallen as (select distinct on (c.dyad_id) c.dyad_id, c.as_of, b.type as from_type, c.type as to_type, c.current_band, b.current_band as from_band, b.net_contribution_minor as stake
      from days x, current g, classification c, classification b
      where x.back <= ${freshMonths} and x.before is not null
        and c.tenant_id = ${tenantId}::uuid and c.generation = g.generation and c.as_of = x.as_of and c.move in ('downgrade', 'lateral')
        and b.tenant_id = ${tenantId}::uuid and b.dyad_id = c.dyad_id and b.generation = g.generation and b.as_of = x.before and b.type is not null
        and c.last_order is not null
        and (${rank('c.current_band')} < ${rank('b.current_band')}
          or (c.type in ('overmature', 'endangered', 'release') and b.type not in ('overmature', 'endangered', 'release') and ${rank('c.current_band')} = ${rank('b.current_band')}))
      order by c.dyad_id, c.as_of desc)
    insert into decline_case (tenant_id, dyad_id, case_id, trigger, opened_on, fallen_on, turned_on, from_type, to_type, at_stake_minor, owner_id)
    select d.tenant_id, d.dyad_id, gen_random_uuid(), 'map', ${today}::date, f.as_of, (f.as_of - make_interval(months => ${turnMonths}))::date, f.from_type, f.to_type,
      greatest(f.stake, 0), d.owner_id
    from fallen f join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = f.dyad_id and ${isThere}
      join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id and ${rank('s.current_band')} <= ${rank('f.current_band')}
      and not (${rank('s.current_band')} >= ${rank('f.from_band')} and s.type not in ('overmature', 'endangered', 'release'))
    where not exists (select 1 from ${cases} and (${isUnderWay} or k.fallen_on > f.as_of - ${sameFallDays}::integer or k.outcome_on >= f.as_of))
    on conflict do nothing
    returning case_id as "caseId", dyad_id as "dyadId", owner_id as "ownerId", trigger`.execute(tx)
  return rows
}

/** Opens a case for every customer that is warned of and has none; not again soon after one ended. */
export async function openWarned(tx: Tx, tenantId: string, today: string): Promise<OpenedCase[]> {
  const { rows } = await sql<OpenedCase>`
    insert into decline_case (tenant_id, dyad_id, case_id, trigger, opened_on, fallen_on, turned_on, from_type, to_type, warning, at_stake_minor, owner_id)
    select d.tenant_id, d.dyad_id, gen_random_uuid(), 'warning', ${today}::date, s.as_of, (s.last_order - make_interval(months => ${turnMonths}))::date, s.type, s.type, s.warning,
      greatest(s.net_contribution_minor, s.net_contribution_before_minor, 0), d.owner_id
    from customer_standing s join dyad d on d.tenant_id = s.tenant_id and d.dyad_id = s.dyad_id and ${isThere}
    where s.tenant_id = ${tenantId}::uuid and s.warning is not null and s.at_stake_minor > 0 and s.last_order is not null
      and not exists (select 1 from ${cases} and (${isUnderWay} or coalesce(k.outcome_on, k.opened_on) > ${today}::date - ${quietDays}::integer))
    on conflict do nothing
    returning case_id as "caseId", dyad_id as "dyadId", owner_id as "ownerId", trigger`.execute(tx)
  return rows
}

export type NewCase = {
  readonly tenantId: string
  readonly dyadId: string
  readonly caseId: string
  readonly today: string
  readonly fallenOn: string
  readonly authorId: string
  readonly note: string | null
}

/** Opens a case by hand; false where one is under way. */
export async function openByHand(tx: Tx, { tenantId, dyadId, caseId, today, fallenOn, authorId, note }: NewCase): Promise<boolean> {
  const { rows } = await sql`
    insert into decline_case (tenant_id, dyad_id, case_id, trigger, opened_on, fallen_on, turned_on, from_type, to_type, at_stake_minor, owner_id, author_id, note)
    select d.tenant_id, d.dyad_id, ${caseId}::uuid, 'manual', ${today}::date, ${fallenOn}::date, (${fallenOn}::date - make_interval(months => ${turnMonths}))::date,
      coalesce(s.previous_type, s.type), s.type, greatest(s.net_contribution_minor, s.net_contribution_before_minor, 0), d.owner_id, ${authorId}::uuid, ${note}
    from dyad d left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid and not exists (select 1 from ${cases} and ${isUnderWay})
    on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}
