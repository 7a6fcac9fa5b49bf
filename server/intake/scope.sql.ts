import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import type { BucketRange, ImportScope } from './import-work.ts'

/** The rows of an import in a table or alias that has tenant_id and import_id. */
export function ofImport(scope: ImportScope, alias: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${alias}.tenant_id`)} = ${scope.tenantId}::uuid and ${sql.ref(`${alias}.import_id`)} = ${scope.importId}::uuid`
}

/** The rows of a tenant. */
export function ofTenant(scope: ImportScope, alias: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${alias}.tenant_id`)} = ${scope.tenantId}::uuid`
}

export function inBuckets(range: BucketRange, alias: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${alias}.bucket`)} between ${range.from}::smallint and ${range.to}::smallint`
}

/** Staged tables have no statistics, so the planner takes them for empty: joins of whole ranges are hashed. */
export async function preferHashing(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = off; set local enable_mergejoin = off`.execute(tx)
  await sql`set local work_mem = '48MB'`.execute(tx)
}

/** Back to the planner's own choice: where few dyads are looked up by their keys. */
export async function preferIndexes(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = on; set local enable_mergejoin = on`.execute(tx)
}

/** Steps on the way may be lost when the machine loses power: they are then done again. What counts is the transaction that publishes. */
export async function withoutWaitingForDisk(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx)
}

/** Tells the planner what has just been written: it takes new rows for none until then. */
export async function refreshStatistics(tx: Tx, tables: readonly string[]): Promise<void> {
  await sql`select app.refresh_statistics(${tables}::text[])`.execute(tx)
}
