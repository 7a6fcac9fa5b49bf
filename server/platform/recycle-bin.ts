import type { Input } from '#contract/endpoint.ts'
import type { BinRow, listBin as listContract } from '#contract/platform/recycle-bin.ts'
import { binDays, type BinEntity, binEntities } from '#core/platform/recycle-bin.ts'
import { audit } from './audit.ts'
import type { Ctx, Platform } from './context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { inTenant, type Tx } from './database.ts'
import { Refusal } from './errors.ts'
import type { Keepers } from './history.ts'
import { readTenantIds } from './jobs.sql.ts'
import { countBin, leaveOrphans, purgeEntity, readBin, unremove } from './recycle-bin.sql.ts'

const dayMillis = 86_400_000
const pageSize = 50

/** What was removed of the customers that a person sees; names only, so that rules on fields leave nothing to hide. */
export async function listBin(ctx: Ctx, query: Input<typeof listContract>['query']): Promise<{ rows: BinRow[]; next: string | null }> {
  const limit = query.limit ?? pageSize
  const cursor = query.after === undefined ? undefined : readCursor(query.after, ['time', 'id'])
  const after = cursor === undefined ? {} : { after: [String(cursor[0]), String(cursor[1])] as const }
  const entity = query.entity === undefined ? {} : { entity: query.entity }
  const found = await ctx.inTenant(tx => readBin(tx, ctx.tenantId, ctx, { ...entity, ...after, limit: limit + 1 }))
  const rows = found.slice(0, limit).map(({ key: _key, deletedAt, ...row }) => ({
    ...row,
    deletedAt: deletedAt.toISOString(),
    purgedOn: new Date(deletedAt.getTime() + binDays * dayMillis).toISOString().slice(0, 10),
  }))
  const last = found[limit - 1]
  return { rows, next: found.length > limit && last !== undefined ? writeCursor([last.key, last.id]) : null }
}

/** Brings a removed record back. Who may write the customer may; what its room must do beside, its keeper does. */
export async function restoreFromBin(ctx: Ctx, keepers: Keepers, entity: BinEntity, id: string): Promise<{ done: true }> {
  const [row] = await ctx.inTenant(tx => readBin(tx, ctx.tenantId, ctx, { entity, id, limit: 1 }))
  if (row === undefined)
    throw new Refusal('not_found', [
      '回收站里没有这条记录：可能已恢复、已满 30 天，或其客户也已删除（请先恢复客户）。',
      'It is not in the recycle bin: it may be back already, gone after 30 days, or its customer is removed too: bring that back first.',
    ])
  if (!row.mayRestore) throw new Refusal('forbidden')
  const restore = keepers[entity]?.restore
  if (restore !== undefined && row.dyadId !== null) await restore(ctx, row.dyadId, id)
  else
    await ctx.inTenant(async tx => {
      if (!(await unremove(tx, ctx.tenantId, entity, id))) throw new Refusal('not_found')
      await audit(tx, ctx, { action: 'restore', entity, entityId: id, ...(row.dyadId === null ? {} : { dyadId: row.dyadId }) })
    })
  return { done: true }
}

type Counts = { entity: BinEntity; count: number }[]
const total = (counts: Counts) => counts.reduce((sum, { count }) => sum + count, 0)

export async function previewEmptyBin(ctx: Ctx): Promise<{ counts: Counts }> {
  return { counts: await ctx.inTenant(tx => countBin(tx, ctx.tenantId, ctx.now())) }
}

async function purge(tx: Tx, tenantId: string, before: Date, at: Date): Promise<Counts> {
  const counts: Counts = []
  for (const entity of binEntities) {
    const count = await purgeEntity(tx, tenantId, entity, before)
    if (count > 0) counts.push({ entity, count })
  }
  if (counts.length > 0) await leaveOrphans(tx, tenantId, at)
  return counts
}

const told = (counts: Counts) => Object.fromEntries(counts.map(({ entity, count }) => [entity, count]))

/** Removes for good what lies in the bin. `count` is what the person was shown: where more has come since, they look again. */
export async function emptyBin(ctx: Ctx, count: number): Promise<{ counts: Counts }> {
  return await ctx.inTenant(async tx => {
    if (total(await countBin(tx, ctx.tenantId, ctx.now())) !== count) throw new Refusal('stale')
    const counts = await purge(tx, ctx.tenantId, ctx.now(), ctx.now())
    await audit(tx, ctx, { action: 'purge', entity: 'recycle_bin', after: told(counts), count: total(counts) })
    return { counts }
  })
}

/** Looks at every firm once and removes for good what was removed more than 30 days ago; answers how many records. */
export async function purgeBins({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<number> {
  let purged = 0
  for (const tenantId of await readTenantIds(db)) {
    purged += await inTenant(db, { tenantId }, async tx => {
      const counts = await purge(tx, tenantId, new Date(now().getTime() - binDays * dayMillis), now())
      const count = total(counts)
      if (count > 0) await audit(tx, { tenantId }, { action: 'purge', entity: 'recycle_bin', after: told(counts), count })
      return count
    })
  }
  return purged
}

const lookMillis = 60 * 60_000

/** Looks once an hour: what is 30 days old goes within the hour after. */
export function defineBinJobs(platform: Platform): void {
  const look = () => {
    if (platform.jobs.isRunning()) purgeBins(platform).catch(error => platform.log.warn({ err: error }, 'recycle bin'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
