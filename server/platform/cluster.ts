import pg from 'pg'
import type { Connection } from './database.ts'

/** The two roles of an installation: one owns the tables and migrates, the other runs the product and owns nothing. */
export type Roles = { readonly owner: string; readonly runtime: string }

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

async function ensureRole(admin: pg.Client, role: string, password?: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role])
  const secret = password === undefined ? '' : ` password ${literal(password)}`
  if (rowCount === 0) await admin.query(`create role ${quote(role)} login nosuperuser nocreatedb nocreaterole nobypassrls${secret}`)
  else if (secret !== '') await admin.query(`alter role ${quote(role)} login${secret}`)
}

/** Makes the two roles and the database where they are missing, as an administrator of the server. Text is compared byte by byte (C), and Chinese letters are letters (C.UTF-8). */
export async function ensureCluster(admin: Connection, database: string, roles: Roles, password?: string): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await ensureRole(client, roles.owner, password)
    await ensureRole(client, roles.runtime, password)
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount !== 0) return
    await client.query(`grant ${quote(roles.owner)} to current_user`)
    await client.query(
      `create database ${quote(database)} owner ${quote(roles.owner)} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
    )
    await client.query(`revoke all on database ${quote(database)} from public`)
    await client.query(`grant connect on database ${quote(database)} to ${quote(roles.runtime)}`)
  } finally {
    await client.end()
  }
}
