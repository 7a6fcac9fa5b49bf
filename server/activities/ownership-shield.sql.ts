import { type RawBuilder, type SqlBool, sql } from 'kysely'

export type Shield = 'locked' | 'dispute' | 'opportunity'

/** What keeps the customer `dyad` from being taken back whatever its date: a lock, an open dispute, an open opportunity; null where nothing does. */
export function shieldOf(dyad: string): RawBuilder<Shield | null> {
  const column = (name: string) => sql.ref(`${dyad}.${name}`)
  const hangsOn = (alias: string) =>
    sql`${sql.ref(`${alias}.tenant_id`)} = ${column('tenant_id')} and ${sql.ref(`${alias}.dyad_id`)} = ${column('dyad_id')} and ${sql.ref(`${alias}.deleted_at`)} is null`
  return sql<Shield | null>`case when ${column('is_locked')} then 'locked'
    when exists (select 1 from concern c where ${hangsOn('c')} and c.kind = 'dispute' and c.resolved_at is null) then 'dispute'
    when exists (select 1 from opportunity o where ${hangsOn('o')} and o.state = 'open') then 'opportunity' end`
}

/** Whether nothing protects it. */
export const isUnshielded = (dyad: string): RawBuilder<SqlBool> => sql<SqlBool>`${shieldOf(dyad)} is null`
