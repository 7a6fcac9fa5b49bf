import type { Revalue } from '#server/dyads/revalue.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { type Mail, openMail } from '#server/platform/mail.ts'
import { surveyMailKind } from './enqueue-survey-mail.ts'
import { sift, writeInvitations } from './invite-to-survey.ts'
import { sendSurveyLetters } from './send-survey-letters.ts'
import { settleSurveys, yearBefore } from './settle-survey.ts'
import { readRunning, type SurveyRow, writeSurvey } from './survey.sql.ts'
import { readAnsweredDyads } from './survey-answers.sql.ts'
import { readEventCandidates, readFirmName } from './survey-invitations.sql.ts'

type Given = Pick<Platform, 'db' | 'now' | 'config' | 'secret' | 'jobs'>
type Looking = { readonly given: Given; readonly tenantId: string; readonly today: string }

/** A survey whose last day is past ends by itself. */
async function endPast({ given, tenantId, today }: Looking, survey: SurveyRow): Promise<boolean> {
  if (survey.endsOn >= today) return false
  await inTenant(given.db, { tenantId }, async tx => {
    if (!(await writeSurvey(tx, tenantId, { ...survey, state: 'closed', closedOn: survey.endsOn }, survey.version))) return
    await audit(
      tx,
      { tenantId },
      { action: 'update', entity: 'survey', entityId: survey.surveyId, before: { state: 'running' }, after: { state: 'closed' } },
    )
  })
  return true
}

/** Days back that events are looked for: a file of deliveries may come late, but nobody is asked about last month. */
const lateDays = 7

/** Asks about events that happened since the survey began. */
async function inviteAfterEvents({ given, tenantId, today }: Looking, survey: SurveyRow): Promise<number> {
  const { afterEvent, eventsSince, surveyId } = survey
  if (afterEvent === null || eventsSince === null) return 0
  const late = new Date(Date.parse(`${today}T00:00:00Z`) - lateDays * 86_400_000).toISOString().slice(0, 10)
  return await inTenant(given.db, { tenantId }, async tx => {
    const candidates = await readEventCandidates(tx, tenantId, afterEvent, eventsSince > late ? eventsSince : late, surveyId)
    const sifting = { tenantId, survey, now: given.now(), mailIsSet: given.config.smtp !== undefined }
    const { asked } = await sift(tx, sifting, candidates)
    // One person is asked once, however many things happened since the last look.
    const once = asked.filter(({ personId }, at) => asked.findIndex(each => each.personId === personId) === at)
    await writeInvitations(tx, { tenantId, surveyId, authorId: survey.authorId, secret: given.secret }, once)
    if (once.length > 0) await audit(tx, { tenantId }, { action: 'invite', entity: 'survey', entityId: surveyId, count: once.length })
    return once.length
  })
}

/** Looks after the surveys of one firm: ends, asks after events, mails, reminds. Answers how many were asked. */
async function lookAfterFirm(looking: Looking, mail: Mail | undefined): Promise<number> {
  const { given, tenantId } = looking
  let asked = 0
  for (const survey of await inTenant(given.db, { tenantId }, tx => readRunning(tx, tenantId))) {
    if (await endPast(looking, survey)) continue
    asked += await inviteAfterEvents(looking, survey)
    if (mail === undefined) continue
    await sendSurveyLetters(given, mail, { tenantId, surveyId: survey.surveyId, remind: 'none' })
    await sendSurveyLetters(given, mail, { tenantId, surveyId: survey.surveyId, remind: 'due' })
  }
  return asked
}

/** What follows from answers, of every customer that was answered of within a year. */
export async function settleFirm(given: Given, revalue: Revalue, tenantId: string, today: string): Promise<void> {
  const dyadIds = await inTenant(given.db, { tenantId }, tx => readAnsweredDyads(tx, tenantId, yearBefore(today)))
  const settling = { tenantId, today, now: given.now(), jobs: given.jobs, revalue }
  for (const dyadId of dyadIds) await inTenant(given.db, { tenantId }, tx => settleSurveys(tx, settling, dyadId))
}

/** Looks at every firm once; what follows from answers once a day (`settled` remembers which). Answers how many people were asked. */
export async function lookAfterSurveys(
  given: Given,
  { mail, revalue, settled }: { readonly mail: Mail | undefined; readonly revalue: Revalue; readonly settled: Map<string, string> },
): Promise<number> {
  let asked = 0
  for (const tenantId of await readTenantIds(given.db)) {
    const { timeZone } = await inTenant(given.db, { tenantId }, tx => readFirmName(tx, tenantId))
    const today = dayIn(timeZone, given.now())
    asked += await lookAfterFirm({ given, tenantId, today }, mail)
    if (settled.get(tenantId) === today) continue
    await settleFirm(given, revalue, tenantId, today)
    settled.set(tenantId, today)
  }
  return asked
}

const lookMillis = 10 * 60_000

/** Names the work of surveys, and looks every ten minutes. */
export function defineSurveyJobs(platform: Platform, revalue: Revalue): void {
  const mail = openMail(platform.config)
  platform.jobs.define<{ surveyId: string }>(surveyMailKind, async job => {
    if (mail === undefined) return { sent: 0, failed: 0 }
    return await sendSurveyLetters(platform, mail, { tenantId: job.tenantId, surveyId: job.data.surveyId, remind: 'none' })
  })
  const settled = new Map<string, string>()
  const look = () => {
    if (platform.jobs.isRunning())
      lookAfterSurveys(platform, { mail, revalue, settled }).catch(error => platform.log.warn({ err: error }, 'surveys'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
