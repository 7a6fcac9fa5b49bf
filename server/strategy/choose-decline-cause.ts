import type { Input } from '#contract/endpoint.ts'
import type { chooseDeclineCause as contract, DeclineWhole } from '#contract/strategy/decline.ts'
import { causeNatureOf } from '#core/service/concern.ts'
import { lossTypeOf } from '#core/strategy/win-back.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { changeDeclineCase } from './change-decline-case.ts'
import { readSeen, scopeOf } from './decline-seen.ts'
import { readDays } from './read-hygiene.ts'

/** Says what the cause of a fall is; the evidence as it is seen now is kept with the case. May be changed until it is decided. */
export async function chooseDeclineCause(
  ctx: Ctx,
  at: { readonly dyadId: string; readonly caseId: string },
  { version, cause, note, competitor, ...given }: Input<typeof contract>['body'],
): Promise<DeclineWhole> {
  return await changeDeclineCase(ctx, at, version, async ({ row, tx, dyad }) => {
    if (row.state !== 'open' && row.state !== 'deciding')
      throw new Refusal('conflict', [
        '这个案例已经决策，原因不能再改。原因判断有误时，请关闭本案例并另开一个。',
        'This case has been decided: its cause stays. If it was judged wrongly, close the case and open another.',
      ])
    const days = await readDays(tx, ctx.tenantId, ctx.now())
    const lossType = given.lossType ?? lossTypeOf(cause)
    const told = {
      state: 'deciding',
      cause,
      cause_nature: causeNatureOf(cause),
      loss_type: lossType,
      is_remedied: lossType === 'fault' && given.isRemedied === true,
      is_by_price: lossType === 'competitive' && (given.isByPrice ?? cause === 'price_perception'),
      competitor: competitor?.trim() || null,
      cause_note: note?.trim() || null,
    }
    const evidence = JSON.stringify(await readSeen(tx, scopeOf(ctx.tenantId, dyad, row.turnedOn, days, ctx.now())))
    return { columns: { ...told, evidence, cause_by: ctx.userId, cause_on: formatDay(days.today) }, told }
  })
}
