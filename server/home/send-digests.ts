import { may } from '#core/platform/access.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { type Mail, openMail } from '#server/platform/mail.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { readNotices } from '#server/platform/notifications.sql.ts'
import { writePreference } from '#server/platform/preferences.sql.ts'
import { readCurrency } from '#server/dyads/customer-list.sql.ts'
import { digestName, markMailed, readSubscribers, type Subscriber } from './digest.sql.ts'
import { digestLetter } from './digest-letter.ts'
import { ownsCustomers, readWork } from './work.sql.ts'

const workShown = 10
const newsShown = 30

type Given = Pick<Platform, 'db' | 'now' | 'config'>

/** What one person's digest is made of, read in their name: it holds nothing that they may not see. */
async function gather(tx: Tx, given: Given, tenantId: string, person: Subscriber, day: string) {
  const membership = await findMembership(given.db, tenantId, person.userId)
  if (membership === undefined) return undefined
  const asker = { ...membership, userId: person.userId, mayReadValues: may(membership.role, 'values.read') }
  const whose = (await ownsCustomers(tx, asker)) ? 'mine' : 'seen'
  const work = await readWork(tx, asker, { whose, today: day, limit: workShown })
  const news = await readNotices(tx, asker, { unread: true, unmailed: true, after: undefined, limit: newsShown })
  return { work: work.slice(0, workShown), news }
}

async function sendOne(given: Given, mail: Mail, tenantId: string, person: Subscriber, day: string): Promise<boolean> {
  const { db, now, config } = given
  return await inTenant(db, { tenantId, userId: person.userId }, async tx => {
    const found = await gather(tx, given, tenantId, person, day)
    await writePreference(tx, tenantId, person.userId, digestName, { isWanted: true, sentOn: day }, now())
    if (found === undefined) return false
    const language = person.language === 'en' ? 'en' : 'zh-CN'
    const address = config.origin ?? `http://${config.host}:${config.port}`
    const letter = digestLetter({ ...found, to: person.email, language, currency: await readCurrency(tx, tenantId), address })
    if (letter === undefined) return false
    await markMailed(
      tx,
      tenantId,
      found.news.map(each => each.notificationId),
      now(),
    )
    await mail.send(letter)
    return true
  })
}

/** Sends the digests of the day that are due. One that the mail server does not take is tried again at the next look. Answers how many went out. */
export async function sendDigests(given: Given, mail: Mail, onFailure: (error: unknown) => void): Promise<number> {
  let sent = 0
  for (const tenantId of await readTenantIds(given.db)) {
    const { day, people } = await inTenant(given.db, { tenantId }, tx => readSubscribers(tx, tenantId, given.now()))
    for (const person of people) sent += (await sendOne(given, mail, tenantId, person, day).catch(onFailure)) === true ? 1 : 0
  }
  return sent
}

const lookMillis = 10 * 60_000

/** Looks every ten minutes whether digests are due, where mail can be sent at all. */
export function startDigests(platform: Platform): void {
  const mail = openMail(platform.config)
  if (mail === undefined) return
  const warn = (error: unknown) => platform.log.warn({ err: error }, 'morning digest')
  const timer = setInterval(() => void sendDigests(platform, mail, warn).catch(warn), lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
