import type { Answer, Input } from '#contract/endpoint.ts'
import type { Invitation, listInvitations as contract, remindOfSurvey } from '#contract/relationships/survey.ts'
import { sideWords } from '#core/relationships/survey-words.ts'
import { csvLine } from '#core/units/csv-line.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { openMail } from '#server/platform/mail.ts'
import type { Download } from '#server/platform/serve.ts'
import { demandManaged, seeSurvey } from './keep-surveys.ts'
import { sendSurveyLetters } from './send-survey-letters.ts'
import { type InvitationRow, readInvitations, withdrawRow } from './survey-invitations.sql.ts'
import { pathOfToken, tokenOf } from './survey-token.ts'

const told = (row: InvitationRow): Invitation => ({
  ...row,
  sentAt: row.sentAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export async function listInvitations(
  ctx: Ctx,
  surveyId: string,
  query: Input<typeof contract>['query'],
): Promise<{ rows: Invitation[]; next: string | null }> {
  const limit = query.limit ?? 50
  const rows = await ctx.inTenant(async tx => {
    await seeSurvey(tx, ctx, surveyId)
    return await readInvitations(tx, ctx, { surveyId, after: query.after, limit: limit + 1 })
  })
  const page = rows.slice(0, limit).map(told)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.invitationId ?? null) : null }
}

/** An invitation of a customer that this person may change. */
async function seeInvitation(tx: Tx, ctx: Ctx, surveyId: string, invitationId: string): Promise<InvitationRow> {
  const [row] = await readInvitations(tx, ctx, { surveyId, invitationId, limit: 1 })
  if (row === undefined) throw new Refusal('not_found')
  if (!row.mayWrite) throw new Refusal('forbidden')
  return row
}

/** The link of an open invitation. Whoever has it can answer in that person's place: that it was fetched is written down. */
export async function readSurveyLink(ctx: Ctx, surveyId: string, invitationId: string): Promise<{ path: string }> {
  return await ctx.inTenant(async tx => {
    const { state, dyadId } = await seeInvitation(tx, ctx, surveyId, invitationId)
    if (state !== 'open')
      throw new Refusal('conflict', [
        '这份邀请已用过或已撤回，没有可用的链接。',
        'This invitation was used or withdrawn: it has no link any more.',
      ])
    await audit(tx, ctx, { action: 'read_link', entity: 'survey', entityId: surveyId, dyadId })
    return { path: pathOfToken(tokenOf(ctx.platform.secret, ctx.tenantId, invitationId)) }
  })
}

const heads = {
  'zh-CN': ['客户', '对象', '姓名', '链接'],
  en: ['Customer', 'Side', 'Name', 'Link'],
} as const

/** The open links of a survey as CSV, for whoever hands them over by other ways than mail. */
export async function downloadSurveyLinks(ctx: Ctx, surveyId: string): Promise<Download> {
  const { config, secret } = ctx.platform
  const address = config.origin ?? `${ctx.request.protocol}://${ctx.request.host}`
  const rows = await ctx.inTenant(async tx => {
    await seeSurvey(tx, ctx, surveyId)
    const open = (await readInvitations(tx, ctx, { surveyId, isOpen: true, limit: 10_000 })).filter(({ mayWrite }) => mayWrite)
    await audit(tx, ctx, { action: 'read_link', entity: 'survey', entityId: surveyId, count: open.length })
    return open
  })
  const at = ctx.language === 'en' ? 1 : 0
  const lines = rows.map(({ customerName, customerNameEn, side, personName, invitationId }) => {
    const link = address + pathOfToken(tokenOf(secret, ctx.tenantId, invitationId))
    return csvLine([at === 1 ? (customerNameEn ?? customerName) : customerName, sideWords[side][at], personName ?? '', link])
  })
  return {
    filename: 'survey-links.csv',
    mediaType: 'text/csv; charset=utf-8',
    content: `\ufeff${[csvLine([...heads[ctx.language]]), ...lines].join('')}`,
  }
}

export async function withdrawInvitation(ctx: Ctx, surveyId: string, invitationId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const { dyadId } = await seeInvitation(tx, ctx, surveyId, invitationId)
    if (!(await withdrawRow(tx, ctx.tenantId, surveyId, invitationId)))
      throw new Refusal('conflict', ['这份邀请已被回答或已撤回。', 'This invitation was answered, or is withdrawn already.'])
    await audit(tx, ctx, { action: 'withdraw', entity: 'survey', entityId: surveyId, dyadId, after: { invitationId } })
    return { done: true }
  })
}

/** Reminds by mail those who have not answered, a day after the last letter at the earliest and as often as the survey allows. */
export async function remindNow(ctx: Ctx, surveyId: string): Promise<Answer<typeof remindOfSurvey>> {
  const mail = openMail(ctx.platform.config)
  if (mail === undefined)
    throw new Refusal('conflict', [
      '尚未设置邮件服务器 (LIANKE_SMTP_URL)，无法发送提醒。请复制链接自行发送。',
      'No mail server is set (LIANKE_SMTP_URL), so nobody can be reminded. Copy the links and send them yourself.',
    ])
  await ctx.inTenant(async tx => {
    await demandManaged(tx, ctx, surveyId)
    await audit(tx, ctx, { action: 'remind', entity: 'survey', entityId: surveyId })
  })
  const { sent, failed } = await sendSurveyLetters(ctx.platform, mail, { tenantId: ctx.tenantId, surveyId, remind: 'now' })
  return { reminded: sent, failed }
}
