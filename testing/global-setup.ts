import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ensureCluster } from '#server/platform/cluster.ts'
import type { Connection } from '#server/platform/database.ts'
import { startEmbedded } from '#server/platform/embedded-postgres.ts'
import { migrate } from '#server/platform/migrate.ts'
import { type Server, connectionTo } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: Server
  }
}

const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' }

/** A server that an environment names (TEST_DATABASE_URL, as an administrator), or an embedded one in a folder of its own. */
async function findServer(): Promise<{ admin: Connection; stop: () => Promise<void> }> {
  if (process.env.TEST_DATABASE_URL) return { admin: { connectionString: process.env.TEST_DATABASE_URL }, stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'lianke-test-'))
  chmodSync(folder, 0o755)
  const embedded = await startEmbedded({ folder: join(folder, 'postgres'), settings })
  const stop = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { admin: { host: embedded.host, port: embedded.port, user: embedded.superuser, database: 'postgres' }, stop }
}

async function dropAll(server: Server): Promise<void> {
  const admin = new pg.Client(server.admin)
  await admin.connect()
  const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where datname like $1', [`${server.template}%`])
  for (const { datname } of rows) await admin.query(`drop database if exists "${datname}" with (force)`)
  for (const role of [server.roles.runtime, server.roles.owner]) await admin.query(`drop role if exists "${role}"`)
  await admin.end()
}

/** One migrated template database for all tests; each test file clones it (testing/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { admin, stop } = await findServer()
  const mark = `lianke_test_${randomBytes(4).toString('hex')}`
  const server: Server = {
    admin,
    template: mark,
    roles: { owner: `${mark}_owner`, runtime: `${mark}_app` },
    password: randomBytes(12).toString('hex'),
  }
  await ensureCluster(admin, server.template, server.roles, server.password)
  await migrate(connectionTo(server, server.template, 'owner'), server.roles.runtime)
  project.provide('server', server)
  return async () => {
    await dropAll(server)
    await stop()
  }
}
