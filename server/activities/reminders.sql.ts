import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export type Reminded = {
  readonly what: 'activity' | 'task'
  readonly id: string
  readonly dyadId: string | null
  readonly userId: string
  readonly title: string
  readonly customer: string | null
  readonly day: string | null
}

/** Whose time has come, each marked so that it is told once. */
export async function takeReminders(tx: Tx, tenantId: string, now: Date, limit: number): Promise<Reminded[]> {
  const { rows } = await sql<Reminded>`
    with acts as (
      update activity a set reminded_at = ${now} from (
        select x.tenant_id, x.dyad_id, x.activity_id from activity x where x.tenant_id = ${tenantId}::uuid and x.remind_at is not null and x.reminded_at is null
          and x.remind_at <= ${now} order by x.remind_at limit ${limit}) due
      where a.tenant_id = due.tenant_id and a.dyad_id = due.dyad_id and a.activity_id = due.activity_id
      returning a.activity_id, a.dyad_id, a.owner_id, a.subject, a.day, a.state, a.deleted_at),
    works as (
      update task k set reminded_at = ${now} from (
        select x.tenant_id, x.task_id from task x where x.tenant_id = ${tenantId}::uuid and x.remind_at is not null and x.reminded_at is null
          and x.remind_at <= ${now} order by x.remind_at limit ${limit}) due
      where k.tenant_id = due.tenant_id and k.task_id = due.task_id
      returning k.task_id, k.dyad_id, k.assignee_id, k.title, k.due_on, k.state, k.deleted_at),
    told as (
      select 'activity' as what, activity_id as id, dyad_id, owner_id as user_id, subject as title, day from acts where state = 'planned' and deleted_at is null and owner_id is not null
      union all select 'task', task_id, dyad_id, assignee_id, title, due_on from works where state = 'open' and deleted_at is null and assignee_id is not null)
    select t.what, t.id, d.dyad_id as "dyadId", t.user_id as "userId", t.title, p.name as customer, t.day
    from told t left join dyad_current m on m.tenant_id = ${tenantId}::uuid and m.dyad_id = t.dyad_id
    left join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = case when m.current_id is null then t.dyad_id else m.current_id end and d.deleted_at is null
    left join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end`.execute(
    tx,
  )
  return rows
}
