import { join } from 'node:path'
import pg from 'pg'
import { ensureCluster } from './cluster.ts'
import type { Config } from './config.ts'
import type { Connection } from './database.ts'
import { startEmbedded } from './embedded-postgres.ts'
import { migrate, migrationSteps } from './migrate.ts'

const roles = { owner: 'lianke_owner', runtime: 'lianke_app' }
const database = 'lianke'

/** Where this installation's database is and in which roles it is reached. `stop` ends the embedded server, and leaves alone one that was not ours to start. */
export type Installation = {
  readonly runtime: Connection
  readonly owner: Connection | undefined
  readonly runtimeRole: string
  readonly embedded: boolean
  readonly applied: readonly string[]
  readonly stop: () => Promise<void>
}

async function openEmbedded(config: Config, keepAdopted: boolean): Promise<Installation> {
  const server = await startEmbedded({ folder: join(config.data, 'postgres'), keepUp: !keepAdopted })
  const at = { host: server.host, port: server.port }
  await ensureCluster({ ...at, user: server.superuser, database: 'postgres' }, database, roles)
  const owner = { ...at, user: roles.owner, database }
  const applied = await migrate(owner, roles.runtime)
  const stop = server.adopted && keepAdopted ? async () => {} : server.stop
  return { runtime: { ...at, user: roles.runtime, database }, owner, runtimeRole: roles.runtime, embedded: true, applied, stop }
}

/** Without the owner's address we cannot migrate: the tables must be there, and as new as this program. */
async function demandMigrated(runtime: Connection): Promise<void> {
  const client = new pg.Client(runtime)
  await client.connect()
  try {
    const newest = migrationSteps().at(-1)?.name ?? ''
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('app.migration') is not null as there`)
    const steps = rows[0]?.there ? (await client.query<{ step: string }>('select step from app.migration')).rows : []
    if (steps.some(({ step }) => step === newest)) return
    throw new Error(
      `The database of DATABASE_URL has ${steps.length === 0 ? 'no tables of the product yet' : `tables older than this program (step ${newest} is missing)`}: set DATABASE_OWNER_URL to the role that owns them, or run "npx lianke migrate" with it once.`,
    )
  } finally {
    await client.end()
  }
}

async function openServer(config: Config, databaseUrl: string): Promise<Installation> {
  const runtime = { connectionString: databaseUrl }
  const client = new pg.Client(runtime)
  await client.connect()
  const { rows } = await client.query<{ role: string }>('select current_user as role')
  await client.end()
  const runtimeRole = rows[0]?.role ?? ''
  const owner = config.ownerUrl === undefined ? undefined : { connectionString: config.ownerUrl }
  const applied = owner === undefined ? [] : await migrate(owner, runtimeRole)
  if (owner === undefined) await demandMigrated(runtime)
  return { runtime, owner, runtimeRole, embedded: false, applied, stop: async () => {} }
}

/**
 * Opens the database that the settings name, creating and migrating it where we may: the embedded one in the data folder, or a server
 * (migrated when DATABASE_OWNER_URL is given). A command that runs beside a started product passes `keepAdopted`, so that it does not
 * end the product's database under it.
 */
export function openInstallation(config: Config, { keepAdopted = false } = {}): Promise<Installation> {
  return config.databaseUrl === undefined ? openEmbedded(config, keepAdopted) : openServer(config, config.databaseUrl)
}
