import type { Input } from '#contract/endpoint.ts'
import type {
  addSurveyRating as contract,
  listSurveyAlerts,
  lookIntoAlert,
  SurveyAlert,
  SurveyRating,
} from '#contract/relationships/survey-quality.ts'
import { valueParts } from '#core/relationships/delivered-value.ts'
import { serviceDimensions } from '#core/relationships/service-quality.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { todayOf } from './keep-surveys.ts'
import { ratingTold } from './read-customer-quality.ts'
import { type AlertRow, insertRating, markLooked, readAlerts, readRatings, withdrawRatingRow } from './survey-quality.sql.ts'

type Body = Input<typeof contract>['body']

async function refuseRating(tx: Tx, ctx: Ctx, { what, dimension, observedOn }: Body): Promise<void> {
  const fitting: readonly string[] = what === 'expectation' ? serviceDimensions : valueParts
  if (!fitting.includes(dimension))
    throw refuseField('body.dimension', [
      '期望请选九项服务之一，让渡价值请选八项价值与成本之一',
      'is none of the nine service items for an expectation, or of the eight parts of the value',
    ])
  if (observedOn > (await todayOf(tx, ctx.tenantId, ctx.now())))
    throw refuseField('body.observedOn', ['不能是将来的日期', 'must not lie in the future'])
}

/** Keeps what a customer expects, or how it sees a part of the value, as somebody learned it. */
export async function addSurveyRating(ctx: Ctx, dyadId: string, body: Body): Promise<SurveyRating> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    await refuseRating(tx, ctx, body)
    const row = { ...body, source: body.source.trim(), note: body.note ?? null, ratingId: newId() }
    await insertRating(tx, { ...row, tenantId: ctx.tenantId, dyadId: dyad.dyadId, authorId: ctx.userId })
    await audit(tx, ctx, { action: 'create', entity: 'survey_rating', entityId: row.ratingId, dyadId: dyad.dyadId, after: row })
    const [kept] = await readRatings(tx, ctx.tenantId, dyad.all, row.ratingId)
    if (kept === undefined) throw new Refusal('not_found')
    return ratingTold(kept)
  })
}

/** Withdraws what was kept: it stays to be read, and no longer counts. */
export async function withdrawSurveyRating(ctx: Ctx, dyadId: string, ratingId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const [before] = await readRatings(tx, ctx.tenantId, dyad.all, ratingId)
    if (before === undefined) throw new Refusal('not_found')
    if (await withdrawRatingRow(tx, ctx.tenantId, dyad.all, ratingId))
      await audit(tx, ctx, { action: 'withdraw', entity: 'survey_rating', entityId: ratingId, dyadId: dyad.dyadId, before })
    return { done: true }
  })
}

const alertTold = (row: AlertRow): SurveyAlert => ({ ...row, lookedAt: row.lookedAt?.toISOString() ?? null })

export async function listAlerts(
  ctx: Ctx,
  query: Input<typeof listSurveyAlerts>['query'],
): Promise<{ rows: SurveyAlert[]; next: string | null }> {
  const limit = query.limit ?? 50
  const rows = await ctx.inTenant(tx => readAlerts(tx, ctx, { isOpen: query.state !== 'all', after: query.after, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  return { rows: page.map(alertTold), next: rows.length > limit ? (page.at(-1)?.alertId ?? null) : null }
}

/** Keeps what a disagreement turned out to be, with who looked. It stays open until perception and measure agree. */
export async function lookInto(
  ctx: Ctx,
  dyadId: string,
  alertId: string,
  { note }: Input<typeof lookIntoAlert>['body'],
): Promise<SurveyAlert> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const looked = { tenantId: ctx.tenantId, alertId, userId: ctx.userId, note: note.trim(), at: ctx.now() }
    if (!(await markLooked(tx, dyad.all, looked))) throw new Refusal('not_found')
    await audit(tx, ctx, { action: 'update', entity: 'survey_alert', entityId: alertId, dyadId: dyad.dyadId, after: { note: looked.note } })
    const [row] = await readAlerts(tx, ctx, { isOpen: false, alertId, limit: 1 })
    if (row === undefined) throw new Refusal('not_found')
    return alertTold(row)
  })
}
