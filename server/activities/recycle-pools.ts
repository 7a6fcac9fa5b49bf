import { keptAway, warningDue } from '#core/activities/pool.ts'
import type { Notice } from '#core/platform/notice.ts'
import { audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { notify } from '#server/platform/notify.ts'
import { putIntoPools } from './ownership.sql.ts'
import { type Due, holdDue, isNightDue, prolongByOrders, putOff } from './recycle.sql.ts'

export const recycleKind = 'recycle_pools'

const batch = 1000
const farthestWarning = 62
const dayMillis = 86_400_000
const lowest = '00000000-0000-0000-0000-000000000000'

type Night = { readonly recycled: number; readonly warned: number; readonly kept: number }

async function takeBack(tx: Tx, job: RunningJob<object>, due: readonly Due[], at: Date): Promise<void> {
  if (due.length === 0) return
  const { tenantId } = job
  const dyadIds = due.map(each => each.dyadId)
  const deed = { tenantId, authorId: null, at, reason: null, kind: 'recycled', transferId: null } as const
  await putIntoPools(tx, { ...deed, dyadIds, entryIds: dyadIds.map(() => newId()), poolIds: due.map(each => each.poolBack ?? '') })
  for (const { dyadId, ownerId, poolBack } of due)
    await audit(tx, job.actor, {
      action: 'recycle',
      entity: 'customer',
      entityId: dyadId,
      dyadId,
      before: { ownerId },
      after: { ownerId: null, poolId: poolBack },
    })
}

/** The owner is told some days before; each of those days once. */
function warningOf({ dyadId, ownerId, recycleAt, warningDays }: Due, now: number): Notice[] {
  const days = warningDue(recycleAt.getTime(), now, warningDays)
  if (days === undefined || days < 1 || ownerId === null) return []
  return [{ userId: ownerId, kind: 'recycle_warning', dyadId, args: { days }, about: `${dyadId} ${days}` }]
}

const recycledNotice = ({ dyadId, ownerId, name }: Due): Notice[] =>
  ownerId === null ? [] : [{ userId: ownerId, kind: 'recycled', dyadId, args: { name }, about: dyadId }]

async function lookAt(tx: Tx, job: RunningJob<object>, found: readonly Due[], at: Date): Promise<Night> {
  const now = at.getTime()
  const dates = found.map(each => ({ each, next: keptAway(each.recycleAt.getTime(), now, each.warningDays) }))
  const kept = dates.filter(({ each, next }) => each.isProtected && next > each.recycleAt.getTime())
  if (kept.length > 0)
    await putOff(
      tx,
      job.tenantId,
      kept.map(({ each }) => each.dyadId),
      kept.map(({ next }) => new Date(next)),
    )
  const free = found.filter(each => !each.isProtected && each.poolBack !== null)
  const due = free.filter(each => each.recycleAt.getTime() <= now)
  await takeBack(tx, job, due, at)
  const warnings = free.flatMap(each => warningOf(each, now))
  await notify(tx, job.tenantId, [...warnings, ...due.flatMap(recycledNotice)])
  return { recycled: due.length, warned: warnings.length, kept: kept.length }
}

/** The nightly job of a firm: takes back what is due, puts off what is protected, warns owners of what is near. Batches by id, a transaction each. */
export async function recyclePools(platform: Platform, job: RunningJob<object>): Promise<Night> {
  const at = platform.now()
  const before = new Date(at.getTime() + farthestWarning * dayMillis)
  const sum = { recycled: 0, warned: 0, kept: 0 }
  await job.inTenant(tx => prolongByOrders(tx, job.tenantId, before))
  for (let after = lowest; ; ) {
    job.signal.throwIfAborted()
    const looked = await job.inTenant(async tx => {
      const found = await holdDue(tx, job.tenantId, before, after, batch)
      const night = await lookAt(tx, job, found, at)
      return { night, last: found.at(-1)?.dyadId, count: found.length }
    })
    sum.recycled += looked.night.recycled
    sum.warned += looked.night.warned
    sum.kept += looked.night.kept
    if (looked.last === undefined || looked.count < batch) return sum
    after = looked.last
  }
}

/** Looks at every firm once: those whose day has begun without the nightly look get it. */
export async function recycleOverdue({ db, jobs, now }: Pick<Platform, 'db' | 'jobs' | 'now'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db))
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (!(await isNightDue(tx, tenantId, recycleKind, now()))) return 0
      await jobs.enqueue(tx, { tenantId }, { kind: recycleKind })
      return 1
    })
  return enqueued
}
