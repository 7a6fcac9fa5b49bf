import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export const digestName = 'digest'

export type Subscriber = { readonly userId: string; readonly email: string; readonly name: string; readonly language: string | null }

/** Who wants the digest and has not had that of this day; from half past seven in the firm's zone. */
export async function readSubscribers(tx: Tx, tenantId: string, now: Date): Promise<{ day: string; people: Subscriber[] }> {
  const { rows } = await sql<Subscriber & { day: string }>`
    select m.user_id as "userId", u.email, u.name, u.language, to_char(${now}::timestamptz at time zone t.time_zone, 'YYYY-MM-DD') as day
    from tenant t join preference f on f.tenant_id = t.tenant_id and f.name = ${digestName}
    join membership m on m.tenant_id = t.tenant_id and m.user_id = f.user_id and m.disabled_at is null
    join identity."user" u on u.id = m.user_id
    where t.tenant_id = ${tenantId}::uuid and (${now}::timestamptz at time zone t.time_zone)::time >= '07:30'
      and coalesce(f.value ->> 'sentOn', '') < to_char(${now}::timestamptz at time zone t.time_zone, 'YYYY-MM-DD')
    order by m.user_id limit 500`.execute(tx)
  return { day: rows[0]?.day ?? '', people: rows }
}

/** Marks what the digest holds as mailed: never twice, whether or not it is read. */
export async function markMailed(tx: Tx, tenantId: string, ids: readonly string[], now: Date): Promise<void> {
  await sql`update notification set mailed_at = ${now} where tenant_id = ${tenantId}::uuid and notification_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
}
