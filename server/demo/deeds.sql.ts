import type { PastFall } from '#core/demo/falls.ts'
import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export async function hasRuns(tx: Tx, tenantId: string): Promise<boolean> {
  return (await tx.selectFrom('play_run').select('play_run_id').where('tenant_id', '=', tenantId).limit(1).executeTakeFirst()) !== undefined
}

/** From which days the first versions of the plays held, and the later ones. */
export async function backdatePlays(tx: Tx, tenantId: string, first: string, later: string): Promise<void> {
  await sql`update app.play set created_at = case when version = 1 then ${first}::date else ${later}::date end where tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
}

/** Customers by their codes, with the address of who owns each. */
export async function readDoers(tx: Tx, tenantId: string): Promise<{ dyadId: string; email: string | null }[]> {
  const { rows } = await sql<{ dyadId: string; email: string | null }>`
    select d.dyad_id as "dyadId", u.email from app.dyad d left join identity."user" u on u.id = d.owner_id
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.code is not null and d.deleted_at is null order by d.code`.execute(tx)
  return rows
}

/** The end of the trade that the present map rests on. */
export async function readMapDay(tx: Tx, tenantId: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    select max(r.as_of)::text as day from app.classification_run r join app.generation g on g.tenant_id = r.tenant_id and g.generation = r.generation
    where r.tenant_id = ${tenantId}::uuid and g.state = 'current' and r.kind = 'month_end'`.execute(tx)
  return rows[0]?.day ?? undefined
}

/** Falls on the map some months past of customers without a case, the dearest first, with what had been complained of before. */
export async function readPastFalls(
  tx: Tx,
  tenantId: string,
  from: string,
  to: string,
  limit: number,
): Promise<(PastFall & { email: string | null })[]> {
  const rank = (column: string) => sql`array_position(array['low', 'medium', 'high'], ${sql.ref(column)})`
  const complaints = (
    cause: string,
  ) => sql`(select count(*)::int from app.concern k where k.tenant_id = c.tenant_id and k.dyad_id = c.dyad_id and k.kind = 'complaint'
    and k.cause = ${cause} and k.received_on between c.as_of - 240 and c.as_of)`
  const { rows } = await sql<PastFall & { email: string | null }>`
    with days as (select r.as_of, lag(r.as_of) over (order by r.as_of) as before, g.generation
      from app.classification_run r join app.generation g on g.tenant_id = r.tenant_id and g.generation = r.generation
      where r.tenant_id = ${tenantId}::uuid and g.state = 'current' and r.kind = 'month_end'),
    fallen as (select distinct on (c.dyad_id) c.dyad_id as "dyadId", c.as_of as "fallenOn", b.type as "fromType", c.type as "toType",
        greatest(b.net_contribution_minor, 0)::bigint as "stakeMinor", ${rank('s.current_band')} >= ${rank('b.current_band')} as "isBack",
        ${complaints('late_delivery')} as "lateComplaints", ${complaints('quality_defect')} as "faultComplaints", u.email
      from days x
      join app.classification c on c.tenant_id = ${tenantId}::uuid and c.generation = x.generation and c.as_of = x.as_of and c.move = 'downgrade'
      join app.classification b on b.tenant_id = ${tenantId}::uuid and b.generation = x.generation and b.as_of = x.before and b.dyad_id = c.dyad_id and b.type is not null
      join app.customer_standing s on s.tenant_id = c.tenant_id and s.dyad_id = c.dyad_id and s.current_band is not null
      join app.dyad d on d.tenant_id = c.tenant_id and d.dyad_id = c.dyad_id and d.side = 'sale'
      left join identity."user" u on u.id = d.owner_id
      where x.as_of between ${from}::date and ${to}::date and ${rank('c.current_band')} < ${rank('b.current_band')}
        and not exists (select 1 from app.decline_case k where k.tenant_id = c.tenant_id and k.dyad_id = c.dyad_id)
      order by c.dyad_id, c.as_of)
    select * from fallen order by "stakeMinor" desc, "dyadId" limit ${limit}`.execute(tx)
  return rows
}
