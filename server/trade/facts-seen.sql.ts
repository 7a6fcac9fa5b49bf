import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The customer whose facts are read: its own id and those merged into it. */
export type Subject = { readonly tenantId: string; readonly all: readonly string[] }

export type Window = { readonly from?: string | undefined; readonly to?: string | undefined }

/** Facts of these dyads under an alias that everybody sees: their import is published. */
export function seenFact({ tenantId, all }: Subject, alias: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`${column('tenant_id')} = ${tenantId}::uuid and ${column('dyad_id')} = any(${[...all]}::uuid[]) and exists (
    select 1 from import i where i.tenant_id = ${column('tenant_id')} and i.import_id = ${column('import_id')} and i.state = 'published')`
}

/** As above for orders: a version that a later import replaced is not read. */
export function seenOrder(subject: Subject, alias = 'o'): RawBuilder<SqlBool> {
  return sql`${seenFact(subject, alias)} and ${sql.ref(`${alias}.superseded_by`)} is null`
}

/** Days of a list: from and to both in it. */
export function inDays(column: RawBuilder<unknown>, { from, to }: Window): RawBuilder<SqlBool> {
  const lower = from === undefined ? sql`true` : sql`${column} >= ${from}::date`
  return sql`${lower} ${to === undefined ? sql`` : sql`and ${column} <= ${to}::date`}`
}

/** Windows of values: (from, to]. */
export function inWindow(column: RawBuilder<unknown>, { from, to }: Window): RawBuilder<SqlBool> {
  const lower = from === undefined ? sql`true` : sql`${column} > ${from}::date`
  return sql`${lower} ${to === undefined ? sql`` : sql`and ${column} <= ${to}::date`}`
}

export type After = { readonly day: string; readonly id: string }

/** Newest first by day, then by id: what comes after a row. */
export function after(day: RawBuilder<unknown>, id: RawBuilder<unknown>, place: After | undefined): RawBuilder<SqlBool> {
  return place === undefined ? sql`true` : sql`(${day}, ${id}) < (${place.day}::date, ${place.id}::uuid)`
}
