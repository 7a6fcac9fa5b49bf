import { type Compared, likenessOf } from '#core/dyads/duplicate.ts'
import { audit, type Actor } from '#server/platform/audit.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import type { Jobs, RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { type ScoredPair, writePairs } from './duplicate-pairs.sql.ts'
import {
  type Block,
  type Candidate,
  findSweep,
  readBlocks,
  readCandidates,
  readOpenPairs,
  readUnprobed,
  removePairs,
} from './duplicates.sql.ts'
import { fillProbes, probeChanged } from './keep-probes.ts'

export const sweepKind = 'sweep_duplicates'

type Task = { readonly importId?: string }
type Swept = { readonly parties: number; readonly pairs: number; readonly newPairs: number }

/** Asks for all parties to be compared anew; where a sweep waits already, that one does for both. Answers the job's id. */
export async function enqueueSweep(jobs: Jobs, tx: Tx, actor: Actor, importId?: string): Promise<string> {
  const waiting = importId === undefined ? await findSweep(tx, actor.tenantId, sweepKind, ['queued']) : undefined
  const data = importId === undefined ? {} : { importId }
  return waiting ?? (await jobs.enqueue(tx, actor, { kind: sweepKind, data, subject: data }))
}

/** A steward asks for a sweep. */
export async function sweepNow(ctx: Ctx): Promise<{ jobId: string }> {
  return { jobId: await ctx.inTenant(tx => enqueueSweep(ctx.jobs, tx, ctx)) }
}

const comparedOf = ({ probes, ...row }: Candidate): Compared => ({
  ...row,
  sound: probes.sound?.[0],
  phones: probes.phone ?? [],
  codes: probes.code ?? [],
})

/** Keys of one block are shared by a few: each with each, and each pair once. */
function scoredOf(blocks: readonly Block[], candidates: ReadonlyMap<string, Compared>): Map<string, ScoredPair> {
  const pairs = new Map<string, ScoredPair>()
  for (const { partyIds } of blocks) {
    const there = partyIds.filter(id => candidates.has(id)).toSorted()
    for (const [at, partyId] of there.entries())
      for (const otherId of there.slice(at + 1)) {
        const [one, other] = [candidates.get(partyId), candidates.get(otherId)]
        if (pairs.has(`${partyId} ${otherId}`) || one === undefined || other === undefined) continue
        const likeness = likenessOf(one, other)
        if (likeness) pairs.set(`${partyId} ${otherId}`, { partyId, otherId, ...likeness })
      }
  }
  return pairs
}

const blocksEach = 400

/** Compares the parties of the next blocks and puts those that are alike on the list. */
async function compare(tx: Tx, job: RunningJob<Task>, after: Block): Promise<{ last: Block | undefined; found: string[] }> {
  const { tenantId } = job
  const blocks = await readBlocks(tx, tenantId, after, blocksEach)
  const candidates = await readCandidates(tx, tenantId, [...new Set(blocks.flatMap(block => block.partyIds))])
  const compared = new Map(candidates.map(one => [one.partyId, comparedOf(one)]))
  const pairs = scoredOf(blocks, compared)
  const { importId } = job.data
  const brought = new Set(candidates.flatMap(one => (importId !== undefined && one.importId === importId ? one.partyId : [])))
  const isBrought = ({ partyId, otherId }: ScoredPair) => brought.has(partyId) || brought.has(otherId)
  const all = [...pairs.values()]
  await writePairs(tx, tenantId, all.filter(isBrought), { foundBy: 'import', reason: null, importId: importId ?? null })
  await writePairs(
    tx,
    tenantId,
    all.filter(pair => !isBrought(pair)),
    { foundBy: 'sweep', reason: null, importId: null },
  )
  return { last: blocks.length < blocksEach ? undefined : blocks.at(-1), found: [...pairs.keys()] }
}

/** The job: keys for those without, blocks of equal keys, the score of each pair; open pairs that are no longer alike leave the list. */
async function sweep(job: RunningJob<Task>): Promise<Swept> {
  const { db, tenantId, signal, data } = job
  const bulk = { db, who: { tenantId }, signal, told: (done: number) => job.report({ step: 'keys', done, total: null }) }
  const changed = data.importId === undefined ? 0 : await probeChanged(bulk, data.importId)
  const parties = changed + (await fillProbes(bulk))
  const before = await job.inTenant(tx => readOpenPairs(tx, tenantId))
  const found = new Set<string>()
  for (let after: Block | undefined = { kind: 'code', key: '', partyIds: [] }; after; ) {
    signal.throwIfAborted()
    const from: Block = after
    const step = await job.inTenant(tx => compare(tx, job, from))
    for (const pair of step.found) found.add(pair)
    job.report({ step: 'comparing', done: found.size, total: null })
    after = step.last
  }
  const stale = before.filter(({ partyId, otherId }) => !found.has(`${partyId} ${otherId}`))
  const known = new Set(before.map(({ partyId, otherId }) => `${partyId} ${otherId}`))
  const newPairs = [...found].filter(pair => !known.has(pair)).length
  await job.inTenant(async tx => {
    await removePairs(tx, tenantId, stale)
    await audit(tx, job.actor, { action: 'sweep', entity: 'duplicate', after: { ...data, pairs: found.size, newPairs }, count: found.size })
  })
  return { parties, pairs: found.size, newPairs }
}

const nobody = '00000000-0000-0000-0000-000000000000'
const lookMillis = 6 * 3_600_000

/** Firms with parties that nobody has compared yet are swept: those from before there were keys, and what came by other ways. */
export async function sweepUncompared({ db, jobs }: Pick<Platform, 'db' | 'jobs'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db))
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (await findSweep(tx, tenantId, sweepKind, ['queued', 'running'])) return 0
      if ((await readUnprobed(tx, tenantId, nobody, 1)).length === 0) return 0
      await enqueueSweep(jobs, tx, { tenantId })
      return 1
    })
  return enqueued
}

/** Names the work, and looks four times a day, first a minute after the start, whether there is any. */
export function defineDuplicateJobs(platform: Platform): void {
  platform.jobs.define<Task>(sweepKind, sweep)
  const look = () => {
    if (platform.jobs.isRunning()) sweepUncompared(platform).catch(error => platform.log.warn({ err: error }, 'sweep for duplicates'))
  }
  const first = setTimeout(look, 60_000).unref()
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener(
    'abort',
    () => {
      clearTimeout(first)
      clearInterval(timer)
    },
    { once: true },
  )
}
