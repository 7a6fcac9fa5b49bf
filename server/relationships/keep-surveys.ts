import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import type {
  createSurvey as createContract,
  listSurveys as listContract,
  moveSurvey as moveContract,
  Survey,
  updateSurvey,
} from '#contract/relationships/survey.ts'
import { mayMove, type SurveyState } from '#core/relationships/survey.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { readTimeZone } from '#server/activities/dyad-seen.sql.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { findSurvey, insertSurvey, markSurveyRemoved, readSurveys, type ShownSurvey, type SurveyRow, writeSurvey } from './survey.sql.ts'
import { currentTemplates, refuseQuestions } from './keep-survey-templates.ts'

const shown = (ctx: Ctx, row: ShownSurvey): Survey => ({
  ...row,
  questions: [...row.questions],
  createdAt: row.createdAt.toISOString(),
  mailIsSet: ctx.platform.config.smtp !== undefined,
})

const unknown: Words = ['找不到这份调查：可能已删除。', 'There is no such survey: it may have been removed.']

/** A survey of the firm; `not_found` where there is none. */
export async function seeSurvey(tx: Tx, ctx: Ctx, surveyId: string, forUpdate = false): Promise<SurveyRow> {
  const survey = await findSurvey(tx, ctx.tenantId, surveyId, forUpdate)
  if (survey === undefined) throw new Refusal('not_found', unknown)
  return survey
}

/** A survey that this person manages, held until the transaction ends; `forbidden` for those of others, saying whose it is. */
async function seeManaged(tx: Tx, ctx: Ctx, surveyId: string): Promise<SurveyRow> {
  const survey = await seeSurvey(tx, ctx, surveyId, true)
  const [row] = await readSurveys(tx, ctx, { surveyId, limit: 1 })
  if (row?.mayManage === true) return survey
  const [zh, en] = row?.authorName == null ? ['其他同事', 'somebody else'] : [row.authorName, row.authorName]
  throw new Refusal('forbidden', [
    `这份调查由${zh}建立：只有建立者、数据范围含其部门的同事和经理可以更改、开始、结束或撤回。您可以邀请自己的客户，或请建立者处理。`,
    `This survey was made by ${en}: only its author, colleagues whose scope holds the author’s department, and managers change, start, end or withdraw it. You can invite your own customers, or ask its author.`,
  ])
}

/** Lets through who manages a survey: for what reaches customers of others. */
export const demandManaged = async (tx: Tx, ctx: Ctx, surveyId: string): Promise<void> => void (await seeManaged(tx, ctx, surveyId))

async function showSurvey(tx: Tx, ctx: Ctx, surveyId: string): Promise<Survey> {
  const [row] = await readSurveys(tx, ctx, { surveyId, limit: 1 })
  if (row === undefined) throw new Refusal('not_found', unknown)
  return shown(ctx, row)
}

export const readSurvey = (ctx: Ctx, surveyId: string): Promise<Survey> => ctx.inTenant(tx => showSurvey(tx, ctx, surveyId))

export async function listSurveys(ctx: Ctx, query: Input<typeof listContract>['query']): Promise<{ rows: Survey[]; next: string | null }> {
  const limit = query.limit ?? 50
  const rows = await ctx.inTenant(tx => readSurveys(tx, ctx, { ...query, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  return { rows: page.map(row => shown(ctx, row)), next: rows.length > limit ? (page.at(-1)?.surveyId ?? null) : null }
}

/** Today in the firm's zone. */
export async function todayOf(tx: Tx, tenantId: string, now: Date): Promise<string> {
  return dayIn(await readTimeZone(tx, tenantId), now)
}

const usualDays = 21
const later = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const intros: Words = [
  '感谢您抽出几分钟。您的回答只用于改进我们对贵方的服务。',
  'Thank you for a few minutes of your time. Your answers are used only to serve you better.',
]

/** A link that opens for ever is no survey: it ends within two years. */
function refuseFarEnd(endsOn: string, today: string): void {
  if (endsOn > later(today, 731)) throw refuseField('body.endsOn', ['不能晚于两年以后', 'must lie within two years'])
}

/** A draft with the questions of a template. */
export async function createSurvey(ctx: Ctx, body: Input<typeof createContract>['body']): Promise<Survey> {
  return await ctx.inTenant(async tx => {
    const template = (await currentTemplates(tx, ctx.tenantId)).find(({ key }) => key === body.templateKey)
    if (template === undefined) throw refuseField('body.templateKey', ['没有这个模板', 'is no template of the company'])
    const today = await todayOf(tx, ctx.tenantId, ctx.now())
    const { kind, nameZh, nameEn, questions } = template
    const afterEvent = kind === 'after_delivery' ? 'delivery' : kind === 'after_concern' ? 'concern' : null
    const endsOn = body.endsOn ?? later(today, afterEvent === null ? usualDays : 365)
    if (endsOn < today) throw refuseField('body.endsOn', ['不能早于今天', 'must not lie before today'])
    refuseFarEnd(endsOn, today)
    const row: Omit<SurveyRow, 'version'> = {
      surveyId: newId(),
      kind,
      state: 'draft',
      questions,
      templateKey: template.key,
      templateVersion: template.version,
      titleZh: body.titleZh ?? nameZh,
      titleEn: body.titleEn ?? nameEn,
      introZh: intros[0],
      introEn: intros[1],
      isAnonymous: false,
      afterEvent,
      eventsSince: null,
      endsOn,
      quietDays: 30,
      remindAfterDays: 7,
      mostReminders: 1,
      startedOn: null,
      closedOn: null,
      authorId: ctx.userId,
    }
    await insertSurvey(tx, ctx.tenantId, row)
    await audit(tx, ctx, { action: 'create', entity: 'survey', entityId: row.surveyId, after: row })
    return await showSurvey(tx, ctx, row.surveyId)
  })
}

const fixedFields = ['questions', 'isAnonymous', 'afterEvent'] as const

function refuseFixed(before: SurveyRow, body: Input<typeof updateSurvey>['body']): void {
  if (before.state === 'draft') return
  const field = fixedFields.find(name => body[name] !== undefined && JSON.stringify(body[name]) !== JSON.stringify(before[name]))
  if (field === undefined) return
  throw refuseField(`body.${field}`, [
    '调查开始后不能更改：已收到的回答是针对原来的问题的。请另建一份调查。',
    'is fixed once the survey has begun, because answers were given to it as it was: make another survey',
  ])
}

/** Changes a survey; what is left out stays. */
export async function changeSurvey(ctx: Ctx, surveyId: string, { version, ...body }: Input<typeof updateSurvey>['body']): Promise<Survey> {
  if (body.questions) refuseQuestions(body.questions)
  return await ctx.inTenant(async tx => {
    const before = await seeManaged(tx, ctx, surveyId)
    refuseFixed(before, { ...body, version })
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    const after: SurveyRow = { ...before, ...given }
    if (after.endsOn !== before.endsOn) refuseFarEnd(after.endsOn, await todayOf(tx, ctx.tenantId, ctx.now()))
    if (!(await writeSurvey(tx, ctx.tenantId, after, version))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'survey', entityId: surveyId, before, after })
    return await showSurvey(tx, ctx, surveyId)
  })
}

const stuck: Words = ['这份调查现在不能这样操作，请刷新后再试。', 'The survey cannot go there from where it is: reload and look again.']

const overForGood: Words = [
  '匿名调查结束后不能继续：结束时余下的回答已一并显示，再收一份就会单独看出来。请另建一份调查。',
  'An anonymous survey that has ended cannot go on: what was left over was shown together, and one more answer would stand out. Make another survey.',
]

function moved(before: SurveyRow, to: SurveyState, today: string): SurveyRow {
  if (!mayMove(before.state, to)) throw new Refusal('conflict', stuck)
  if (before.isAnonymous && before.state === 'closed') throw new Refusal('conflict', overForGood)
  if (to === 'running' && before.endsOn < today)
    throw refuseField('body.to', ['截止日期已过，请先改为今天或以后', 'the last day is past: set a later one first'])
  const startedOn = to === 'running' ? (before.startedOn ?? today) : before.startedOn
  const eventsSince = to === 'running' && before.afterEvent !== null ? (before.eventsSince ?? today) : before.eventsSince
  return { ...before, state: to, startedOn, eventsSince, closedOn: to === 'running' ? null : today }
}

/** Starts, ends, goes on with or withdraws a survey. */
export async function moveSurvey(ctx: Ctx, surveyId: string, { to, version }: Input<typeof moveContract>['body']): Promise<Survey> {
  return await ctx.inTenant(async tx => {
    const before = await seeManaged(tx, ctx, surveyId)
    const after = moved(before, to, await todayOf(tx, ctx.tenantId, ctx.now()))
    if (!(await writeSurvey(tx, ctx.tenantId, after, version))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'survey', entityId: surveyId, before: { state: before.state }, after: { state: to } })
    return await showSurvey(tx, ctx, surveyId)
  })
}

/** Removes a draft; what has run is kept, because people answered it. */
export async function removeSurvey(ctx: Ctx, surveyId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await seeManaged(tx, ctx, surveyId)
    if (before.state !== 'draft')
      throw new Refusal('conflict', [
        '只有草稿可以删除；进行中的调查请结束或撤回。',
        'Only a draft can be removed: end or withdraw one that has begun.',
      ])
    await markSurveyRemoved(tx, ctx.tenantId, surveyId)
    await audit(tx, ctx, { action: 'remove', entity: 'survey', entityId: surveyId, before })
    return { done: true }
  })
}
