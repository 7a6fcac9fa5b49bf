import { type RawBuilder, sql } from 'kysely'
import { type RetentionKind, retentionKinds } from '#core/dyads/retention.ts'
import type { Tx } from '#server/platform/database.ts'
import { erasedMark } from './erasure.sql.ts'

export type Months = Readonly<Record<RetentionKind, number | null>>

/** What of each kind is older than its months on a day: its id and what it is called. Nothing where the months are not set. */
function agedOf(kind: RetentionKind, tenantId: string, day: string, months: number): RawBuilder<unknown> {
  const tenant = sql`${tenantId}::uuid`
  const cut = sql`(${day}::date - make_interval(months => ${months}::int))`
  const person = sql`select c.contact_id as id, c.name from contact c where c.tenant_id = ${tenant} and c.erased_at is null`
  switch (kind) {
    case 'contact_left':
      return sql`${person} and c.ended_on < ${cut} and not exists (select 1 from contact_party l where l.tenant_id = c.tenant_id and l.contact_id = c.contact_id and l.ended_on is null)`
    case 'contact_idle':
      return sql`${person} and c.created_at < ${cut}
        and not exists (select 1 from activity_person p join activity a on a.tenant_id = p.tenant_id and a.dyad_id = p.dyad_id and a.activity_id = p.activity_id
          where p.tenant_id = c.tenant_id and p.person_id = c.contact_id and a.starts_at >= ${cut})
        and not exists (select 1 from dyad d join sales_order o on o.tenant_id = d.tenant_id and o.dyad_id = d.dyad_id
          where d.tenant_id = c.tenant_id and (d.buyer_id = c.party_id or (d.side = 'supply' and d.seller_id = c.party_id)) and o.ordered_on >= ${cut})`
    case 'personal_fact':
      return sql`select f.fact_id as id, c.name from party_fact f join contact c on c.tenant_id = f.tenant_id and c.contact_id = f.contact_id
        where f.tenant_id = ${tenant} and f.needs_consent and f.value <> ${erasedMark} and f.observed_on < ${cut}`
    case 'activity_content':
      return sql`select a.activity_id as id, a.subject as name from activity a where a.tenant_id = ${tenant} and a.content is not null and a.state <> 'planned' and a.starts_at < ${cut}`
    case 'notification':
      return sql`select n.notification_id as id, n.kind as name from notification n where n.tenant_id = ${tenant} and n.created_at < ${cut}`
  }
}

export type Aged = { readonly kind: RetentionKind; readonly count: number; readonly names: string[] }

/** How much of each kind has been kept long enough, with the first names. */
export async function countAged(tx: Tx, tenantId: string, day: string, months: Months): Promise<Aged[]> {
  const found: Aged[] = []
  for (const kind of retentionKinds) {
    const kept = months[kind]
    if (kept === null) continue
    const { rows } = await sql<{ count: number; names: string[] }>`with aged as (${agedOf(kind, tenantId, day, kept)})
      select (select count(*)::int from aged) as count, array(select name from aged order by id limit 20) as names`.execute(tx)
    found.push({ kind, count: rows[0]?.count ?? 0, names: rows[0]?.names ?? [] })
  }
  return found
}

/** Ids of one kind, some at a time. */
export async function readAged(
  tx: Tx,
  tenantId: string,
  kind: RetentionKind,
  day: string,
  months: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from (${agedOf(kind, tenantId, day, months)}) aged order by id limit ${limit}`.execute(tx)
  return rows.map(row => row.id)
}

/** Erases what is no whole person. */
export async function eraseAged(
  tx: Tx,
  tenantId: string,
  kind: 'personal_fact' | 'activity_content' | 'notification',
  ids: readonly string[],
): Promise<void> {
  const where = (column: string) => sql`tenant_id = ${tenantId}::uuid and ${sql.ref(column)} = any(${[...ids]}::uuid[])`
  if (kind === 'notification') await sql`delete from notification where ${where('notification_id')}`.execute(tx)
  else if (kind === 'activity_content')
    await sql`update activity set content = null, version = version + 1 where ${where('activity_id')}`.execute(tx)
  else
    await sql`update party_fact set value = ${erasedMark}, source = ${erasedMark}, note = null, consent_note = ${erasedMark},
      withdrawn_at = coalesce(withdrawn_at, statement_timestamp()) where ${where('fact_id')}`.execute(tx)
}

type Counts = Readonly<Record<string, number>>
export type RetentionRun = {
  readonly runId: string
  readonly createdAt: string
  readonly authorName: string | null
  readonly planned: Counts
  readonly erased: Counts | null
  readonly finishedAt: string | null
}

export async function readRuns(tx: Tx, tenantId: string): Promise<RetentionRun[]> {
  const { rows } =
    await sql<RetentionRun>`select r.run_id as "runId", to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", u.name as "authorName",
      r.planned, r.erased, to_char(r.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "finishedAt"
    from retention_run r left join identity."user" u on u.id = r.author_id where r.tenant_id = ${tenantId}::uuid order by r.run_id desc limit 20`.execute(
      tx,
    )
  return rows
}

export async function insertRun(
  tx: Tx,
  run: {
    readonly tenantId: string
    readonly runId: string
    readonly version: number
    readonly day: string
    readonly planned: Counts
    readonly authorId: string
  },
): Promise<void> {
  await tx
    .insertInto('retention_run')
    .values({
      tenant_id: run.tenantId,
      run_id: run.runId,
      settings_version: run.version,
      until_day: run.day,
      planned: JSON.stringify(run.planned),
      author_id: run.authorId,
    })
    .execute()
}

export async function finishRun(tx: Tx, tenantId: string, runId: string, erased: Counts, at: Date): Promise<void> {
  await tx
    .updateTable('retention_run')
    .set({ erased: JSON.stringify(erased), finished_at: at })
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .execute()
}
