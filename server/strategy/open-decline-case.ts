import type { Input } from '#contract/endpoint.ts'
import type { DeclineWhole, openDeclineCase as contract } from '#contract/strategy/decline.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { openByHand } from './decline-open.sql.ts'
import { wholeCase } from './read-decline-case.ts'
import { readDays } from './read-hygiene.ts'

/** Opens a decline case by hand; one of a customer may be under way. */
export async function openDeclineCase(ctx: Ctx, dyadId: string, { fallenOn, note }: Input<typeof contract>['body']): Promise<DeclineWhole> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const today = formatDay((await readDays(tx, ctx.tenantId, ctx.now())).today)
    if (fallenOn !== undefined && fallenOn > today)
      throw refuseField('body.fallenOn', ['下滑日期不能晚于今天', 'lies in the future: give the day on which it fell'])
    const given = { fallenOn: fallenOn ?? today, note: note?.trim() || null }
    const key = { tenantId: ctx.tenantId, dyadId: dyad.dyadId, caseId: newId() }
    if (!(await openByHand(tx, { ...key, ...given, today, authorId: ctx.userId })))
      throw new Refusal('conflict', [
        '这位客户已有进行中的流失案例，请打开它继续处理。',
        'A decline case of this customer is under way already: open it and go on there.',
      ])
    await audit(tx, ctx, { action: 'create', entity: 'decline_case', entityId: key.caseId, dyadId: dyad.dyadId, after: given })
    return await wholeCase(tx, ctx, dyad, key.caseId)
  })
}
