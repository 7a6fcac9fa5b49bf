import { randomUUID } from 'node:crypto'
import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import type { answerSurvey as contract, PublicSurvey } from '#contract/relationships/survey-public.ts'
import { type Answers, answersProblem, type AnswersProblem, type LinkState, linkStateOf } from '#core/relationships/survey.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { audit } from '#server/platform/audit.ts'
import type { OpenCtx } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { settleSurveys } from './settle-survey.ts'
import { findLinked, insertResponse, type Linked, markUsed, takeBatch } from './survey-answers.sql.ts'
import { readFirmName } from './survey-invitations.sql.ts'
import type { SurveyLimit } from './survey-limit.ts'
import { hashOfToken, tenantOfToken } from './survey-token.ts'

const unknown: Words = [
  '这个链接不存在。请核对是否复制完整，或向发给您链接的人索取新链接。',
  'There is no such link. Check that it was copied whole, or ask whoever sent it to you for a new one.',
]

const closed: Readonly<Record<Exclude<LinkState, 'open'>, Words>> = {
  used: ['您已提交过这份调查，谢谢！每个链接只能提交一次。', 'You have answered this survey already, thank you. Each link is good once.'],
  expired: [
    '这份调查已经结束，不再接收回答。感谢您的关注。',
    'This survey has ended and takes no more answers. Thank you for your interest.',
  ],
  withdrawn: [
    '这份调查已被撤回，无需再填写。给您带来不便，敬请谅解。',
    'This survey was withdrawn: there is nothing left to do. We are sorry for the trouble.',
  ],
  not_started: ['这份调查尚未开始，请稍后再打开。', 'This survey has not begun yet. Please open it later.'],
}

/** Where a link leads; refuses with a sentence what leads nowhere, and what no longer takes answers. */
async function follow(tx: Tx, tenantId: string, token: string, now: Date, forUpdate: boolean): Promise<{ linked: Linked; today: string }> {
  const linked = await findLinked(tx, tenantId, hashOfToken(token), forUpdate)
  if (linked === undefined || linked.isGone) throw new Refusal('not_found', unknown)
  const today = dayIn((await readFirmName(tx, tenantId)).timeZone, now)
  const state = linkStateOf(linked, today)
  if (state !== 'open') throw new Refusal('conflict', closed[state], { link: state })
  return { linked, today }
}

async function counted<T>(ctx: OpenCtx, limit: SurveyLimit, token: string, work: (tenantId: string) => Promise<T>): Promise<T> {
  limit.count(ctx.ip, ctx.now())
  try {
    const tenantId = tenantOfToken(token)
    if (tenantId === undefined) throw new Refusal('not_found', unknown)
    return await work(tenantId)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') limit.miss(ctx.ip, ctx.now())
    throw error
  }
}

const questionsFor = ({ questions, side }: Linked) => questions.filter(question => question.side === side)

/** The questions behind a link. Nothing is written: that it was opened is not known to anybody. */
export async function openSurvey(ctx: OpenCtx, limit: SurveyLimit, token: string): Promise<PublicSurvey> {
  return await counted(ctx, limit, token, tenantId =>
    inTenant(ctx.db, { tenantId }, async tx => {
      const { linked } = await follow(tx, tenantId, token, ctx.now(), false)
      const { titleZh, titleEn, introZh, introEn, side, isAnonymous, endsOn, language, customerName } = linked
      const { name, nameEn } = await readFirmName(tx, tenantId)
      const about = side === 'ours' ? customerName : null
      const said = { titleZh, titleEn, introZh, introEn, side, isAnonymous, endsOn, language, about }
      return { firm: name, firmEn: nameEn, ...said, questions: questionsFor(linked) }
    }),
  )
}

const problems: Readonly<Record<AnswersProblem['problem'], Words>> = {
  unknown: ['这份调查中没有这个问题，请刷新页面后重填', 'is no question of this survey: reload the page'],
  missing: ['请回答这个问题，说不上来可选“不便回答”', 'has no answer: choose one, or “cannot say”'],
  not_valid: ['这个回答不在可选范围内', 'is none of the answers that can be given'],
  empty: ['请至少回答一个问题', 'Please answer at least one question'],
}

function refuseAnswers(linked: Linked, answers: Answers): void {
  const found = answersProblem(questionsFor(linked), answers)
  if (found) throw refuseField(found.id === undefined ? 'body.answers' : `body.answers.${found.id}`, problems[found.problem])
}

/** Of an anonymous survey nothing that tells the person, the link or the time is kept with the answers, and no entry of the trail tells when they came. */
async function keep(tx: Tx, ctx: OpenCtx, tenantId: string, linked: Linked, answers: Answers, today: string): Promise<void> {
  const { dyadId, surveyId, side, isAnonymous, invitationId, contactId, userId } = linked
  const batch = isAnonymous ? await takeBatch(tx, { tenantId, ...linked }, randomUUID()) : null
  if (batch === undefined) throw new Refusal('conflict', closed.expired, { link: 'expired' })
  const named = { responseId: newId(), invitationId, contactId, userId, answeredAt: ctx.now() }
  const nameless = { responseId: randomUUID(), invitationId: null, contactId: null, userId: null, answeredAt: null }
  await insertResponse(tx, {
    tenantId,
    dyadId,
    surveyId,
    side,
    isAnonymous,
    answeredOn: today,
    batch,
    answers,
    ...(isAnonymous ? nameless : named),
  })
  await markUsed(tx, tenantId, dyadId, invitationId, isAnonymous ? null : today)
  if (isAnonymous) return
  const actor = { tenantId, userId: userId ?? undefined, requestId: ctx.requestId }
  await audit(tx, actor, {
    action: 'answer',
    entity: 'survey',
    entityId: surveyId,
    dyadId: linked.currentId,
    after: { side, responseId: named.responseId },
  })
}

/** Takes the answers behind a link, once: of two who press at the same moment one is told that it is used. */
export async function answerSurvey(
  ctx: OpenCtx,
  { limit, revalue }: { readonly limit: SurveyLimit; readonly revalue: Revalue },
  token: string,
  { answers }: Input<typeof contract>['body'],
): Promise<{ done: true }> {
  return await counted(ctx, limit, token, tenantId =>
    inTenant(ctx.db, { tenantId }, async tx => {
      const { linked, today } = await follow(tx, tenantId, token, ctx.now(), true)
      refuseAnswers(linked, answers)
      await keep(tx, ctx, tenantId, linked, answers, today)
      // What follows from anonymous answers is reckoned by the nightly look, so that its time tells nobody's.
      const settling = { tenantId, today, now: ctx.now(), jobs: ctx.platform.jobs, revalue }
      if (!linked.isAnonymous) await settleSurveys(tx, settling, linked.currentId)
      return { done: true as const }
    }),
  )
}
