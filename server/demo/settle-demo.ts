import { parseDay } from '#core/units/civil-day.ts'
import { catchUpRhythms } from '#server/activities/refresh-rhythm.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { enqueueInfer, isBehind } from '#server/relationships/bond.jobs.ts'
import { readMapDay } from './deeds.sql.ts'
import { findDemo } from './demo.sql.ts'
import { demoLogin } from './found-demo.ts'
import { linkInvitations } from './link-invitations.ts'
import { loadDeeds } from './load-deeds.ts'
import { workedUntil } from './load-demo.ts'

async function actOnMap(tx: Tx, who: { tenantId: string; userId: string }, now: Date, seed: number): Promise<void> {
  const endDate = parseDay((await readMapDay(tx, who.tenantId)) ?? '')
  if (endDate !== undefined) await loadDeeds(tx, who, { seed, endDate, today: workedUntil(now, endDate) })
}

/**
 * What the demo company did once it had its map; and what the product looks at every few minutes is looked at now, so that the first to sign in finds
 * it done.
 */
export async function settleDemo({ db, jobs, now, secret }: Pick<Platform, 'db' | 'jobs' | 'now' | 'secret'>, seed: number): Promise<void> {
  const who = await findDemo(db, demoLogin.email)
  if (who === undefined) return
  await inTenant(db, who, tx => actOnMap(tx, who, now(), seed))
  await inTenant(db, who, async tx => {
    await linkInvitations(tx, who.tenantId, secret)
    await catchUpRhythms(tx, who.tenantId)
    if (await isBehind(tx, who.tenantId, now())) await enqueueInfer(jobs, tx, who)
  })
}
