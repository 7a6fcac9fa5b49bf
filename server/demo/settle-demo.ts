import { demoStaff } from '#core/demo/firm.ts'
import type { DemoOptions } from '#core/demo/generate.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { catchUpRhythms } from '#server/activities/refresh-rhythm.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { enqueueInfer, isBehind } from '#server/relationships/bond.jobs.ts'
import { actAs } from './act-as.ts'
import { hasRuns, readMapDay } from './deeds.sql.ts'
import { findDemo } from './demo.sql.ts'
import { type DeskIds, readDeskIds } from './desk.sql.ts'
import { administratorName, demoLogin } from './found-demo.ts'
import { refreshStatistics } from './house.sql.ts'
import { linkInvitations } from './link-invitations.ts'
import { doersOf, loadDeeds } from './load-deeds.ts'
import { workedUntil } from './load-demo.ts'
import { loadHouse } from './load-house.ts'
import { enqueueDraft, enqueueMeasuring, loadPlans } from './load-plans.ts'

type Settling = Pick<Platform, 'db' | 'jobs' | 'now' | 'secret'>
type SettleOptions = Pick<DemoOptions, 'seed' | 'language'>
type Demo = { readonly tenantId: string; readonly userId: string }

/** Head of sales first: who makes the plans. */
const plannerOf = (ids: DeskIds, ctx: Ctx) => ids.people.get(demoStaff('zh-CN')[0]?.email ?? '') ?? ctx.userId

/** Answers what was done last, where the demo has a map and nothing was done yet. */
async function actOnMap(platform: Settling, tx: Tx, who: Demo, { seed, language }: SettleOptions): Promise<CivilDay | undefined> {
  const endDate = parseDay((await readMapDay(tx, who.tenantId)) ?? '')
  if (endDate === undefined || (await hasRuns(tx, who.tenantId))) return undefined
  const options = { seed, language, endDate, today: workedUntil(platform.now(), endDate) }
  const [ctx, ids] = [await actAs(platform, tx, who, administratorName(language)), await readDeskIds(tx, who.tenantId)]
  const plays = await loadDeeds(tx, who, options)
  await loadPlans(tx, ctx, { authorId: plannerOf(ids, ctx), options, plays, doers: await doersOf(tx, who.tenantId) })
  await loadHouse(platform, tx, ctx, ids, { ...options, customers: ids.dyads.size })
  return options.today
}

/**
 * What the demo company did once it had its map; and what the product looks at every few minutes or hours is looked at now, so that the first to sign
 * in finds it done or soon done.
 */
export async function settleDemo(platform: Settling, options: SettleOptions): Promise<void> {
  const { db, jobs, now, secret } = platform
  const who = await findDemo(db, demoLogin.email)
  if (who === undefined) return
  const within = <T>(work: (tx: Tx) => Promise<T>) => inTenant(db, who, work)
  const today = await within(tx => actOnMap(platform, tx, who, options))
  await within(async tx => {
    await linkInvitations(tx, who.tenantId, secret)
    await catchUpRhythms(tx, who.tenantId)
    await refreshStatistics(tx)
    if (await isBehind(tx, who.tenantId, now())) await enqueueInfer(jobs, tx, who)
    if (today !== undefined) await enqueueMeasuring(tx, await actAs(platform, tx, who, administratorName(options.language)))
  })
  if (today === undefined) return
  await within(async tx => {
    const ctx = await actAs(platform, tx, who, administratorName(options.language))
    await enqueueDraft(tx, ctx, plannerOf(await readDeskIds(tx, who.tenantId), ctx), { today, language: options.language })
  })
}
