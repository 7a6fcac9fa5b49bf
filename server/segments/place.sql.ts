import { type RawBuilder, sql } from 'kysely'
import type { CustomerType } from '#core/segments/grid.ts'
import { type Asker, isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** All steps of a customer's path in a generation up to a day, the oldest first. */
export async function readPath(tx: Tx, tenantId: string, dyadId: string, generation: number, upTo: string) {
  return await tx
    .selectFrom('classification')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .where('generation', '=', generation)
    .where('as_of', '<=', upTo)
    .orderBy('as_of')
    .execute()
}
export type PathRow = Awaited<ReturnType<typeof readPath>>[number]

export async function findStandingRow(tx: Tx, tenantId: string, dyadId: string) {
  return await tx
    .selectFrom('customer_standing')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .executeTakeFirst()
}

export async function readStageEntries(tx: Tx, tenantId: string, dyadId: string, generation: number, upTo: string) {
  return await tx
    .selectFrom('stage_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .where('generation', '=', generation)
    .where('entered_on', '<=', upTo)
    .orderBy('entered_on')
    .execute()
}

/** Whether loyalty spoke from evidence on a day: a wallet share, a switching cost or a brand score that was known by then. */
export async function hasLoyaltyEvidence(tx: Tx, tenantId: string, dyadId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from app.dyad_evidence e
    left join app.dyad_current c on c.tenant_id = e.tenant_id and c.dyad_id = e.dyad_id
    where e.tenant_id = ${tenantId}::uuid and coalesce(c.current_id, e.dyad_id) = ${dyadId}::uuid and e.withdrawn_at is null
      and e.kind in ('wallet_share', 'switching', 'brand') and e.observed_on <= ${day}::date) as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** Overrides of a customer, the newest first. */
export async function readOverrides(tx: Tx, tenantId: string, dyadId: string) {
  return await tx
    .selectFrom('type_override as o')
    .leftJoin('identity.user as u', 'u.id', 'o.author_id')
    .select(['o.override_id', 'o.type', 'o.reason', 'u.name as author', 'o.created_at', 'o.starts_on', 'o.expires_on', 'o.ended_at'])
    .where('o.tenant_id', '=', tenantId)
    .where('o.dyad_id', '=', dyadId)
    .orderBy('o.created_at', 'desc')
    .orderBy('o.override_id', 'desc')
    .limit(100)
    .execute()
}

export async function writeOverride(
  tx: Tx,
  row: {
    tenantId: string
    dyadId: string
    overrideId: string
    type: CustomerType
    reason: string
    authorId: string
    startsOn: string
    expiresOn: string
    now: Date
  },
): Promise<void> {
  await tx
    .insertInto('type_override')
    .values({
      tenant_id: row.tenantId,
      dyad_id: row.dyadId,
      override_id: row.overrideId,
      type: row.type,
      reason: row.reason,
      author_id: row.authorId,
      starts_on: row.startsOn,
      expires_on: row.expiresOn,
      created_at: row.now,
    })
    .execute()
}

/** Ends every override of a customer that holds still; answers their ids and types. */
export async function endOverrides(tx: Tx, at: { tenantId: string; dyadId: string; userId: string; now: Date; today: string }) {
  return await tx
    .updateTable('type_override')
    .set({ ended_at: at.now, ended_on: at.today, ended_by: at.userId })
    .where('tenant_id', '=', at.tenantId)
    .where('dyad_id', '=', at.dyadId)
    .where('ended_at', 'is', null)
    .where('expires_on', '>', at.today)
    .returning(['override_id', 'type', 'reason', 'expires_on'])
    .execute()
}

const visibleIn = (
  asker: Asker,
  alias: string,
): RawBuilder<unknown> => sql`join app.dyad d on d.tenant_id = ${sql.ref(`${alias}.tenant_id`)}
  and d.dyad_id = ${sql.ref(`${alias}.dyad_id`)} and ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')}`

export type Stay = { type: CustomerType; next: CustomerType | null; open: boolean; count: number; months: number }

/** Stays of customers in a type over the month-ends up to a day, counted by where they led to. A stay begins where a run marks a move. */
export async function readStays(tx: Tx, asker: Asker, generation: number, upTo: string): Promise<Stay[]> {
  const { rows } = await sql<Stay>`with ends as (
      select as_of, row_number() over (order by as_of)::int as n, count(*) over ()::int as total from app.classification_run
      where tenant_id = ${asker.tenantId}::uuid and generation = ${generation} and kind = 'month_end' and as_of <= ${upTo}::date
    ), stays as (
      select c.type, e.n, e.total, lead(e.n) over w as until, lead(c.type) over w as following
      from app.classification c join ends e on e.as_of = c.as_of ${visibleIn(asker, 'c')}
      where c.tenant_id = ${asker.tenantId}::uuid and c.generation = ${generation} and c.move is not null
      window w as (partition by c.dyad_id order by e.n)
    )
    select type, following as next, until is null as open, count(*)::int as count, sum(coalesce(until, total + 1) - n)::int as months
    from stays where type is not null group by 1, 2, 3`.execute(tx)
  return rows
}

export type StageSum = { stage: string; count: number; sales: number; value: number }

export async function readStageSums(tx: Tx, asker: Asker, generation: number, asOf: string): Promise<StageSum[]> {
  const { rows } = await sql<StageSum>`select c.stage, count(*)::int as count, sum(c.net_sales_minor)::bigint as sales,
      coalesce(sum(c.net_contribution_minor), 0)::bigint as value
    from app.classification c ${visibleIn(asker, 'c')}
    where c.tenant_id = ${asker.tenantId}::uuid and c.generation = ${generation} and c.as_of = ${asOf}::date and c.stage is not null group by 1`.execute(
    tx,
  )
  return rows
}

export async function readStageArrivals(
  tx: Tx,
  asker: Asker,
  generation: number,
  after: string,
  upTo: string,
): Promise<{ stage: string; count: number }[]> {
  const { rows } = await sql<{ stage: string; count: number }>`select e.stage, count(*)::int as count
    from app.stage_entry e ${visibleIn(asker, 'e')}
    where e.tenant_id = ${asker.tenantId}::uuid and e.generation = ${generation} and e.entered_on > ${after}::date and e.entered_on <= ${upTo}::date
    group by 1`.execute(tx)
  return rows
}
