import { CompiledQuery, type Kysely } from 'kysely'
import type { Db } from '#server/platform/database.ts'
import type { Schema } from '#server/platform/schema.ts'

const lockClass = 732_002

const take = (importId: string) => CompiledQuery.raw('select pg_try_advisory_lock($1, hashtext($2)) as held', [lockClass, importId])
const give = (importId: string) => CompiledQuery.raw('select pg_advisory_unlock($1, hashtext($2))', [lockClass, importId])

async function tryHold(connection: Kysely<Schema>, importId: string): Promise<boolean> {
  const { rows } = await connection.executeQuery<{ held: boolean }>(take(importId))
  return rows[0]?.held ?? false
}

/**
 * Runs the work while this process holds the import: a lock of a connection of its own, which ends with the process however that ends. Undefined
 * where another process holds it, so two never work on one import, and what a dead one left can be told from what a living one does.
 */
export function holdImport<T>(db: Db, importId: string, work: () => Promise<T>): Promise<{ readonly result: T } | undefined> {
  return db.connection().execute(async connection => {
    if (!(await tryHold(connection, importId))) return undefined
    try {
      return { result: await work() }
    } finally {
      await connection.executeQuery(give(importId))
    }
  })
}
