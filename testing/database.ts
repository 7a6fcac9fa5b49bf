import pg from 'pg'
import { inject } from 'vitest'
import { type Connection, type Db, openDatabase, openPool } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { changesSearched, searchEntriesAstray, settleSearchEntries } from './search-entries.ts'
import { connectionTo } from './server.ts'

/** A database of a test file's own: `db` and `pool` as the run-time role, `owner` and `admin` to look behind its back. */
export type TestDatabase = {
  readonly db: Db
  readonly pool: pg.Pool
  readonly runtime: Connection
  readonly owner: Connection
  readonly admin: Connection
  readonly roles: { readonly owner: string; readonly runtime: string }
  readonly destroy: () => Promise<void>
}

/** Clones the migrated template (about 50 ms). Call in beforeAll, and destroy it in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('server')
  const name = `${server.template}_${newId().slice(-12)}`
  await asAdmin(client => client.query(`create database "${name}" template "${server.template}" owner "${server.roles.owner}"`))
  const runtime = connectionTo(server, name, 'runtime')
  const pool = openPool(runtime)
  const destroy = async () => {
    await pool.end()
    await asAdmin(client => client.query(`drop database if exists "${name}" with (force)`))
  }
  return {
    db: openDatabase(pool),
    pool,
    runtime,
    owner: connectionTo(server, name, 'owner'),
    admin: connectionTo(server, name, 'admin'),
    roles: server.roles,
    destroy,
  }
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(inject('server').admin)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function refuseAstray(client: pg.Client): Promise<void> {
  const astray = await searchEntriesAstray(client)
  if (astray.length > 0)
    throw new Error(`app.search_entry is not what app.search_entry_due says: a use-case did not keep it\n${astray.join('\n')}`)
}

/** Fails where something that was done in this database left customers or companies to be found by what they are no longer, or seen by whom they are not. */
export async function checkSearchEntries(connection: Connection): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await refuseAstray(client)
  } finally {
    await client.end()
  }
}

/**
 * One query on a connection of its own: to arrange or to look at what the public door does not show. What is searched by follows what is arranged,
 * as it would if a use-case had written it; that all was in line before is checked first.
 */
export async function query<R extends pg.QueryResultRow>(
  connection: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    if (!changesSearched(text)) return (await client.query<R>(text, [...values])).rows
    await refuseAstray(client)
    const { rows } = await client.query<R>(text, [...values])
    await settleSearchEntries(client)
    return rows
  } finally {
    await client.end()
  }
}
