import { catchUpRhythms } from '#server/activities/refresh-rhythm.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { enqueueInfer, isBehind } from '#server/relationships/bond.jobs.ts'
import { findDemo } from './demo.sql.ts'
import { demoLogin } from './found-demo.ts'

/** What the product looks at every few minutes is looked at once now, so that the first to sign in to the demo finds it done. The map is drawn. */
export async function settleDemo({ db, jobs, now }: Pick<Platform, 'db' | 'jobs' | 'now'>): Promise<void> {
  const who = await findDemo(db, demoLogin.email)
  if (who === undefined) return
  await inTenant(db, who, async tx => {
    await catchUpRhythms(tx, who.tenantId)
    if (await isBehind(tx, who.tenantId, now())) await enqueueInfer(jobs, tx, who)
  })
}
