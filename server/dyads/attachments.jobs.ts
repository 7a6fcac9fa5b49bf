import { orphanDays } from '#core/dyads/attachment.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { removeStored } from './attachment-store.ts'
import { dropOrphans } from './attachments.sql.ts'

const dayMillis = 86_400_000
const batch = 100

/**
 * Removes for good, in every firm, contents that nothing has pointed to for thirty days. A file goes inside the transaction that drops its row:
 * the same content coming in meanwhile waits for that row, and is then stored anew.
 */
export async function sweepFiles({ db, config, now }: Pick<Platform, 'db' | 'config' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - orphanDays * dayMillis)
  let removed = 0
  for (const tenantId of await readTenantIds(db))
    removed += await inTenant(db, { tenantId }, async tx => {
      const hashes = await dropOrphans(tx, tenantId, before, batch)
      for (const hash of hashes) await removeStored(config.data, tenantId, hash)
      return hashes.length
    })
  return removed
}

const lookMillis = 60 * 60_000

/** Looks each hour for files that nobody needs any more. */
export function defineAttachmentJobs(platform: Platform): void {
  const look = () => {
    if (platform.jobs.isRunning()) sweepFiles(platform).catch(error => platform.log.warn({ err: error }, 'sweeping files'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
