import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { isId } from './ids.ts'
import { poolOver } from './prepared-statements.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

/** In whose name a transaction runs: row security shows the rows of this tenant alone. */
export type Who = { readonly tenantId: string; readonly userId?: string }

/** How to reach a database: a URL of a server, or a socket folder of the embedded one. */
export type Connection = pg.ClientConfig

const readers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, text => text],
])

/** Whole numbers come as numbers (money stays below 2^53), days as ISO text, numerics as text. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => readers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text'),
}

/** Plans that a connection keeps were made for tables as they were then: after so long it is opened anew. */
const maxLifetimeSeconds = 120

/** A pool of at most `max` connections; those that rest for ten seconds are closed, because each costs the server memory. */
export function openPool(connection: Connection, max = 8): pg.Pool {
  const options = '-c search_path=app,public -c gin_pending_list_limit=64kB'
  const pool = new pg.Pool({ ...connection, max, idleTimeoutMillis: 10_000, maxLifetimeSeconds, types: types as never, options })
  pool.on('error', () => {
    // A resting connection was cut (the server restarts): the pool opens a new one at the next query, which reports what is wrong.
  })
  // A working connection was cut: whoever waits on it is told by the query; without a listener the process would end.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** `prepares`: statements that come again are prepared, see poolOver. */
export function openDatabase(pool: pg.Pool, { prepares = false } = {}): Db {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: poolOver(pool, { prepares }) }) })
}

/** The statements that put a transaction in a tenant's name. SET LOCAL with a checked literal: set_config is not carried to the nodes of a cluster. */
export function contextOf(who: { readonly tenantId?: string; readonly userId?: string }): string {
  const set = (name: string, value: string | undefined) => {
    if (value !== undefined && !isId(value)) throw new Error(`not an id: ${name}`)
    return `set local app.${name} = '${value ?? ''}'`
  }
  return `${set('tenant', who.tenantId)}; ${set('user_id', who.userId)}`
}

/** Runs the work in one transaction that sees this tenant alone; a throw rolls all of it back. */
export function inTenant<T>(db: Db, who: Who, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => {
    await tx.executeQuery(CompiledQuery.raw(contextOf(who)))
    return await work(tx)
  })
}

/** Runs the work for a person who has not entered a tenant: only their own memberships are seen. */
export function asUser<T>(db: Db, userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => {
    await tx.executeQuery(CompiledQuery.raw(contextOf({ userId })))
    return await work(tx)
  })
}

/** As inTenant, on a client of the driver itself: for COPY. */
export async function inTenantClient<T>(pool: pg.Pool, who: Who, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; ${contextOf(who)}`)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}
