import { contactWarnings, forbids, holding } from '#core/dyads/consent.ts'
import { linkStateOf } from '#core/relationships/survey.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { inTenant } from '#server/platform/database.ts'
import type { Platform } from '#server/platform/context.ts'
import type { Mail } from '#server/platform/mail.ts'
import { findSurvey, type SurveyRow } from './survey.sql.ts'
import { markSent, markUnsent, readFirmName, readForgotten, readStandings, readUnsent, type Unsent } from './survey-invitations.sql.ts'
import { surveyLetter } from './survey-letter.ts'
import { pathOfToken, tokenOf } from './survey-token.ts'

type Given = Pick<Platform, 'db' | 'now' | 'config' | 'secret'>
type Firm = Awaited<ReturnType<typeof readFirmName>>
type Task = {
  readonly given: Given
  readonly mail: Mail
  readonly tenantId: string
  readonly survey: SurveyRow
  readonly firm: Firm
  readonly isReminder: boolean
}

const addressOf = ({ config }: Given) => config.origin ?? `http://${config.host}:${config.port}`

/** People who have withdrawn since they were asked are written to no more. */
async function mayWriteTo({ given, tenantId }: Task, { side, personId }: Unsent): Promise<boolean> {
  if (side === 'ours') return true
  const [standing] = await inTenant(given.db, { tenantId }, tx => readStandings(tx, tenantId, [personId], given.now()))
  if (standing === undefined) return false
  const { blocked, isRestricted, entries } = standing
  const warnings = contactWarnings({ channel: 'email', blocked, isRestricted, approaches: 0, maxPerWeek: null, entries })
  const refused = holding(entries).some(({ purpose, decision }) => purpose === 'survey' && decision === 'withdrawn')
  return !refused && !warnings.some(forbids)
}

/** Sends one letter and notes that it went, or why it did not. The note is its own transaction: a letter is never sent twice for another's failure. */
async function sendOne(task: Task, to: Unsent): Promise<boolean> {
  const { given, mail, tenantId, survey, firm, isReminder } = task
  const sent = { tenantId, dyadId: to.dyadId, invitationId: to.invitationId, at: given.now() }
  const note = (error: string) => inTenant(given.db, { tenantId }, tx => markUnsent(tx, sent, error))
  if (!(await mayWriteTo(task, to))) {
    await note('consent')
    return false
  }
  const link = addressOf(given) + pathOfToken(tokenOf(given.secret, tenantId, to.invitationId))
  const { titleZh, titleEn, introZh, introEn, endsOn, isAnonymous } = survey
  const about = { titleZh, titleEn, introZh, introEn, endsOn, isAnonymous, isReminder }
  try {
    await mail.send(
      surveyLetter({ ...about, to: to.email, language: to.language, person: to.personName, firm: firm.name, firmEn: firm.nameEn, link }),
    )
  } catch (error) {
    await note(error instanceof Error ? error.message : String(error))
    return false
  }
  await inTenant(given.db, { tenantId }, tx => markSent(tx, sent, isReminder))
  return true
}

const mostAtOnce = 2000

/** Mails the open invitations of a survey that were never mailed, or reminds of those that were. Answers how many letters went out and how many did not. */
export async function sendSurveyLetters(
  given: Given,
  mail: Mail,
  { tenantId, surveyId, remind }: { readonly tenantId: string; readonly surveyId: string; readonly remind: 'none' | 'due' | 'now' },
): Promise<{ sent: number; failed: number }> {
  const found = await inTenant(given.db, { tenantId }, async tx => {
    const survey = await findSurvey(tx, tenantId, surveyId)
    const firm = await readFirmName(tx, tenantId)
    if (survey === undefined) return undefined
    const today = dayIn(firm.timeZone, given.now())
    if (linkStateOf({ survey: survey.state, endsOn: survey.endsOn, invitation: 'open' }, today) !== 'open') return undefined
    const { remindAfterDays, mostReminders } = survey
    if (remind === 'due' && remindAfterDays === null) return undefined
    const before = new Date(given.now().getTime() - (remind === 'now' ? 1 : (remindAfterDays ?? 1)) * 86_400_000)
    const people =
      remind === 'none'
        ? await readUnsent(tx, tenantId, surveyId, mostAtOnce)
        : await readForgotten(tx, tenantId, surveyId, before, mostReminders)
    return { survey, firm, people }
  })
  const count = { sent: 0, failed: 0 }
  for (const person of found?.people ?? []) {
    const task = {
      given,
      mail,
      tenantId,
      survey: (found as { survey: SurveyRow }).survey,
      firm: (found as { firm: Firm }).firm,
      isReminder: remind !== 'none',
    }
    if (await sendOne(task, person)) count.sent++
    else count.failed++
  }
  return count
}
