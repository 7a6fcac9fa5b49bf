import type { Answer, Input } from '#contract/endpoint.ts'
import type { inviteToSurvey as contract } from '#contract/relationships/survey.ts'
import { contactWarnings, forbids, holding } from '#core/dyads/consent.ts'
import { linkStateOf, type SkipReason, type SurveySide } from '#core/relationships/survey.ts'
import { countApproaches } from '#server/dyads/consent.sql.ts'
import { findPrivacySettings } from '#server/dyads/keep-privacy-settings.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { enqueueSurveyMail } from './enqueue-survey-mail.ts'
import { seeSurvey, todayOf } from './keep-surveys.ts'
import type { SurveyRow } from './survey.sql.ts'
import {
  type Candidate,
  insertInvitations,
  readAsked,
  readContactCandidates,
  readOwnCandidates,
  readStandings,
  type Standing,
} from './survey-invitations.sql.ts'
import { hashOfToken, tokenOf } from './survey-token.ts'

const dayMillis = 86_400_000

/** Why a contact is not asked; undefined where nothing speaks against it. A refused purpose counts whatever the channel it was refused on. */
function reasonOf(standing: Standing | undefined, approaches: number, maxPerWeek: number | null, byMail: boolean): SkipReason | undefined {
  if (standing === undefined) return 'left'
  const { blocked, isRestricted, entries } = standing
  const refused = holding(entries).some(({ purpose, decision }) => purpose === 'survey' && decision === 'withdrawn')
  const limit = standing.maxPerWeek ?? maxPerWeek
  const warnings = contactWarnings({ channel: 'email', blocked, isRestricted, approaches, maxPerWeek: limit, entries })
  if (refused || isRestricted || (byMail && warnings.some(forbids))) return 'forbidden'
  if (standing.askedLately) return 'asked_lately'
  return warnings.includes('too_often') ? 'too_often' : undefined
}

export type Sifted = { readonly asked: readonly Candidate[]; readonly skipped: readonly (Candidate & { readonly reason: SkipReason })[] }

type Sifting = { readonly tenantId: string; readonly survey: SurveyRow; readonly now: Date; readonly mailIsSet: boolean }

/** Who of the candidates is asked, and why the others are not: one person once a survey and customer, under consent and limits. */
export async function sift(tx: Tx, { tenantId, survey, now, mailIsSet }: Sifting, candidates: readonly Candidate[]): Promise<Sifted> {
  const contacts = candidates.flatMap(({ side, personId }) => (side === 'theirs' && personId !== null ? [personId] : []))
  const quietSince = new Date(now.getTime() - survey.quietDays * dayMillis)
  const standings = new Map((await readStandings(tx, tenantId, contacts, quietSince)).map(each => [each.personId, each]))
  const approaches = await countApproaches(tx, tenantId, contacts, now, undefined)
  const { settings } = await findPrivacySettings(tx, tenantId)
  const before = new Set(await readAsked(tx, tenantId, survey.surveyId))
  const sides = new Set<SurveySide>(survey.questions.map(({ side }) => side))
  const judge = (candidate: Candidate): SkipReason | undefined => {
    const { side, personId, dyadId, hasEmail, eventKey } = candidate
    if (!sides.has(side)) return 'no_questions'
    if (personId === null) return 'no_contact'
    const key = `${dyadId} ${personId} ${eventKey ?? ''}`
    if (before.has(key)) return 'asked_already'
    const reason =
      side === 'ours'
        ? undefined
        : reasonOf(standings.get(personId), approaches.get(personId) ?? 0, settings.maxPerWeek, mailIsSet && hasEmail)
    if (reason === undefined) before.add(key)
    return reason
  }
  const judged = candidates.map(candidate => ({ candidate, reason: judge(candidate) }))
  return {
    asked: judged.filter(({ reason }) => reason === undefined).map(({ candidate }) => candidate),
    skipped: judged.flatMap(({ candidate, reason }) => (reason === undefined ? [] : [{ ...candidate, reason }])),
  }
}

/** Writes the invitations of people who are asked, each with a link of its own. */
export async function writeInvitations(
  tx: Tx,
  {
    tenantId,
    surveyId,
    authorId,
    secret,
  }: { readonly tenantId: string; readonly surveyId: string; readonly authorId: string | null; readonly secret: string },
  asked: readonly Candidate[],
): Promise<void> {
  const rows = asked.map(candidate => {
    const invitationId = newId()
    return { ...candidate, invitationId, tokenHash: hashOfToken(tokenOf(secret, tenantId, invitationId)) }
  })
  if (rows.length > 0) await insertInvitations(tx, { tenantId, surveyId, authorId }, rows)
}

async function refuseClosed(tx: Tx, ctx: Ctx, survey: SurveyRow): Promise<void> {
  const today = await todayOf(tx, ctx.tenantId, ctx.now())
  if (linkStateOf({ survey: survey.state, endsOn: survey.endsOn, invitation: 'open' }, today) === 'open') return
  throw new Refusal('conflict', [
    '调查未在进行中：请先开始调查，并确认截止日期未过，再邀请。',
    'The survey is not running: start it, with a last day that is not past, then ask people.',
  ])
}

async function candidatesOf(tx: Tx, ctx: Ctx, body: Input<typeof contract>['body']): Promise<Candidate[]> {
  const theirs = body.sides.includes('theirs') ? await readContactCandidates(tx, ctx, body, body.contacts ?? 'first') : []
  const ours = body.sides.includes('ours') ? await readOwnCandidates(tx, ctx, body) : []
  return [...theirs, ...ours]
}

/** Asks people of the customers chosen, and names those who are not asked with the reason. */
export async function inviteToSurvey(ctx: Ctx, surveyId: string, body: Input<typeof contract>['body']): Promise<Answer<typeof contract>> {
  const { config, secret } = ctx.platform
  return await ctx.inTenant(async tx => {
    const survey = await seeSurvey(tx, ctx, surveyId, true)
    const isTrial = body.isTrial ?? false
    if (!isTrial) await refuseClosed(tx, ctx, survey)
    const mailIsSet = config.smtp !== undefined
    const { asked, skipped } = await sift(
      tx,
      { tenantId: ctx.tenantId, survey, now: ctx.now(), mailIsSet },
      await candidatesOf(tx, ctx, body),
    )
    const mailed = mailIsSet ? asked.filter(({ hasEmail }) => hasEmail).length : 0
    if (!isTrial && asked.length > 0) {
      await writeInvitations(tx, { tenantId: ctx.tenantId, surveyId, authorId: ctx.userId, secret }, asked)
      await audit(tx, ctx, { action: 'invite', entity: 'survey', entityId: surveyId, count: asked.length })
      if (mailed > 0) await enqueueSurveyMail(ctx.jobs, tx, ctx, surveyId)
    }
    const told = skipped.slice(0, 500).map(({ dyadId, customerName, personName, reason }) => ({ dyadId, customerName, personName, reason }))
    return { invited: asked.length, skipped: told, mailed, isTrial }
  })
}
