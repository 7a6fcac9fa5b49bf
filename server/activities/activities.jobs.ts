import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { recountContacts } from '#server/trade/rollup.sql.ts'
import { catchUpRhythms } from './refresh-rhythm.ts'
import { type Reminded, takeReminders } from './reminders.sql.ts'
import { type Recount, recountKind } from './settle-activity.ts'

/** Tells people what they asked to be reminded of, in the transaction that marks it as told. */
export type TellReminders = (tx: Tx, tenantId: string, reminders: readonly Reminded[]) => Promise<void>

const mostAtOnce = 500

/** Looks at every firm once: reminders whose time has come are told, rhythms of contact catch up with types and settings. Answers how many were told. */
export async function lookAfterActivities({ db, now }: Pick<Platform, 'db' | 'now'>, tell: TellReminders): Promise<number> {
  let told = 0
  for (const tenantId of await readTenantIds(db)) {
    told += await inTenant(db, { tenantId }, async tx => {
      const reminders = await takeReminders(tx, tenantId, now(), mostAtOnce)
      if (reminders.length > 0) await tell(tx, tenantId, reminders)
      return reminders.length
    })
    await inTenant(db, { tenantId }, tx => catchUpRhythms(tx, tenantId))
  }
  return told
}

const lookMillis = 5 * 60_000

/** Names the work of this room, and looks every five minutes. */
export function defineActivitiesJobs(platform: Platform, tell: TellReminders): void {
  platform.jobs.define<Recount>(recountKind, job => job.inTenant(tx => recountContacts(tx, job.tenantId, job.data.dyadId, job.data.days)))
  const look = () => {
    if (platform.jobs.isRunning())
      lookAfterActivities(platform, tell).catch(error => platform.log.warn({ err: error }, 'reminders and rhythms'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
