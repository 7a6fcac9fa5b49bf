import type { Answer, Input } from '#contract/endpoint.ts'
import type { endOverride as endEndpoint, setOverride as setEndpoint } from '#contract/segments/place.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { todayIn } from '#server/value/as-of.ts'
import { findSettings } from '#server/value/find-settings.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { endOverrides, writeOverride } from './place.sql.ts'

const longestDays = 3650

/** Sets a customer's type by hand until a day; an override that still holds ends with it. The runs go on beneath. */
export async function setOverride(ctx: Ctx, dyadId: string, body: Input<typeof setEndpoint>['body']): Promise<Answer<typeof setEndpoint>> {
  return await ctx.inTenant(async tx => {
    await seeWritableDyad(tx, ctx, dyadId)
    const { settings, timeZone } = await findSettings(tx, ctx.tenantId)
    const { tenantId, userId } = ctx
    const now = ctx.now()
    const today = todayIn(timeZone, now)
    const expires = body.expiresOn === undefined ? today + settings.overrideDays : (parseDay(body.expiresOn) ?? today)
    if (expires <= today) throw refuseField('body.expiresOn', ['应晚于今天', 'must lie after today'])
    if (expires > today + longestDays) throw refuseField('body.expiresOn', ['最长十年', 'must lie within ten years'])
    const [before] = await endOverrides(tx, { tenantId, dyadId, userId, now, today: formatDay(today) })
    const overrideId = newId()
    const row = { type: body.type, reason: body.reason.trim(), startsOn: formatDay(today), expiresOn: formatDay(expires) }
    await writeOverride(tx, { ...row, tenantId, dyadId, overrideId, authorId: userId, now })
    await audit(tx, ctx, { action: 'create', entity: 'type_override', entityId: overrideId, dyadId, before, after: row })
    return { overrideId, jobId: await enqueueIdentify(ctx.jobs, tx, ctx, 'override') }
  })
}

/** Ends the override of a customer's type. */
export async function endOverride(ctx: Ctx, dyadId: string): Promise<Answer<typeof endEndpoint>> {
  return await ctx.inTenant(async tx => {
    await seeWritableDyad(tx, ctx, dyadId)
    const { timeZone } = await findSettings(tx, ctx.tenantId)
    const now = ctx.now()
    const today = formatDay(todayIn(timeZone, now))
    const [ended] = await endOverrides(tx, { tenantId: ctx.tenantId, dyadId, userId: ctx.userId, now, today })
    if (ended === undefined)
      throw new Refusal('conflict', [
        '该客户当前没有生效的人工指定，无需结束。',
        'No override of this customer is in force: there is nothing to end.',
      ])
    await audit(tx, ctx, { action: 'end', entity: 'type_override', entityId: ended.override_id, dyadId, before: ended })
    return { jobId: await enqueueIdentify(ctx.jobs, tx, ctx, 'override') }
  })
}
