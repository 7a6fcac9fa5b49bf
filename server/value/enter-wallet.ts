import type { Answer, Input } from '#contract/endpoint.ts'
import type { enterWallet as endpoint } from '#contract/value/wallet.ts'
import { purchasesOf, walletOf } from '#core/value/wallet-share.ts'
import { trimmed } from '#server/dyads/create-customer.ts'
import { isCategory } from '#server/dyads/evidence.sql.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { findSettings } from './find-settings.ts'
import { shownRow } from './wallet-answers.ts'
import { keepKnown, readOwnSales, writeKnownWallet } from './wallet-known.sql.ts'
import { readCategories } from './wallet.sql.ts'

type Body = Input<typeof endpoint>['body']

/** One of the two was given: an amount a year, or our share of it. */
function demandOne({ purchases, share }: Body): void {
  const given = [purchases, share].filter(value => value !== null && value !== undefined)
  if (given.length !== 1)
    throw refuseField('body.purchases', [
      '请填写年采购额或我方份额，二者填一项',
      'give either the purchases a year or our share of them, one of the two',
    ])
}

/** A day that has not come yet is a slip of the pen; a day ahead is allowed for the zones east of us. */
function refuseFuture(day: string, now: Date): void {
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
  if (day > tomorrow) throw refuseField('body.observedOn', ['不能是将来的日期', 'must not lie in the future'])
}

/** An amount says our share as well; a share says the amount only where we sell something. */
function bothOf({ purchases, share }: Body, own: number): { share: number; purchases: number | null } {
  if (purchases !== null && purchases !== undefined) {
    const whole = purchasesOf(own, { share: 0, purchases }) ?? 0
    return { share: whole > 0 ? Math.max(0, own) / whole : 0, purchases }
  }
  if ((share ?? 0) > 0 && own > 0) return { share: share ?? 0, purchases: null }
  throw refuseField('body.share', [
    '该客户近12个月在此品类没有购买，份额推不出总额：请填写年采购额',
    'nothing was sold in this category in 12 months, so a share tells no amount: give the purchases a year',
  ])
}

/** Keeps what someone knows of a customer's purchases in a category; it counts at once, and the values are computed anew after it. */
export async function enterWallet(ctx: Ctx, revalue: Revalue, dyadId: string, given: Body): Promise<Answer<typeof endpoint>> {
  demandOne(given)
  refuseFuture(given.observedOn, ctx.now())
  const body = trimmed(given)
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const { tenantId } = ctx
    if (!(await isCategory(tx, tenantId, body.categoryId)))
      throw refuseField('body.categoryId', ['没有这个类别', 'is no category of the company'])
    const { own, middle } = await readOwnSales(tx, tenantId, dyad.dyadId, body.categoryId)
    const both = bothOf(body, own)
    const evidenceId = newId()
    const { categoryId, confidence, observedOn, source } = body
    const fact = { evidenceId, categoryId, ...both, confidence, observedOn, source, note: body.note ?? null }
    await keepKnown(tx, { tenantId, dyadId: dyad.dyadId, authorId: ctx.userId, ...fact })
    const { wallet, gap } = walletOf({ own, middle }, { ...both, confidence })
    await writeKnownWallet(tx, { tenantId, dyadId: dyad.dyadId, categoryId, own, wallet, gap, confidence, evidenceId })
    await audit(tx, ctx, {
      action: 'create',
      entity: 'evidence',
      entityId: evidenceId,
      dyadId: dyad.dyadId,
      after: { kind: 'wallet_share', ...fact },
    })
    await revalue(ctx.jobs, tx, ctx, 'evidence')
    const { settings } = await findSettings(tx, tenantId)
    const [row] = await readCategories(tx, tenantId, dyad.dyadId, categoryId)
    if (row === undefined) throw new Refusal('not_found')
    return shownRow(row, settings.margin)
  })
}
