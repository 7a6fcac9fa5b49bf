// Writes server/platform/schema.ts from the migrations: the tables as the database has them. Run after a new migration step.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureCluster } from '#server/platform/cluster.ts'
import { startEmbedded } from '#server/platform/embedded-postgres.ts'
import { migrate } from '#server/platform/migrate.ts'
import { schemaText } from '#testing/schema-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianke-types-'))
chmodSync(folder, 0o755)
const embedded = await startEmbedded({ folder: join(folder, 'postgres'), settings: { fsync: 'off' } })
try {
  const at = { host: embedded.host, port: embedded.port }
  await ensureCluster({ ...at, user: embedded.superuser, database: 'postgres' }, 'lianke', { owner: 'lianke_owner', runtime: 'lianke_app' })
  const owner = { ...at, user: 'lianke_owner', database: 'lianke' }
  await migrate(owner, 'lianke_app')
  writeFileSync('server/platform/schema.ts', await schemaText(owner))
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}
