import type { Input } from '#contract/endpoint.ts'
import type { checkHygiene as contract } from '#contract/strategy/hygiene.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { insertChecks, withdrawCheckRow } from './hygiene.sql.ts'
import { readDays } from './read-hygiene.ts'

/** Writes down that the caller has checked basic duties of a customer, on a day that is not to come. */
export async function checkHygiene(ctx: Ctx, dyadId: string, body: Input<typeof contract>['body']): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const { today } = await readDays(tx, ctx.tenantId, ctx.now())
    const day = body.checkedOn === undefined ? today : (parseDay(body.checkedOn) ?? today)
    if (day > today) throw refuseField('body.checkedOn', ['核实日期不能晚于今天', 'must not lie after today'])
    const same = {
      tenantId: ctx.tenantId,
      dyadId: dyad.dyadId,
      isKept: body.isKept,
      checkedOn: formatDay(day),
      checkedBy: ctx.userId,
      note: body.note?.trim() || null,
    }
    const duties = [...new Set(body.duties)]
    await insertChecks(
      tx,
      duties.map(duty => ({ ...same, duty, checkId: newId() })),
    )
    const after = { duties, isKept: body.isKept, checkedOn: same.checkedOn, note: same.note }
    await audit(tx, ctx, { action: 'create', entity: 'hygiene_check', dyadId: dyad.dyadId, after })
    return { done: true }
  })
}

/** Takes an answer back; the one before it counts again. */
export async function withdrawCheck(ctx: Ctx, dyadId: string, checkId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    if (!(await withdrawCheckRow(tx, ctx.tenantId, dyad.all, checkId, ctx.now()))) throw new Refusal('not_found')
    await audit(tx, ctx, { action: 'remove', entity: 'hygiene_check', entityId: checkId, dyadId: dyad.dyadId })
    return { done: true }
  })
}
