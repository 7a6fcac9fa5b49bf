import type { Answer } from '#contract/endpoint.ts'
import type { openWallet as openEndpoint, OpenedWallet, readWallet as endpoint } from '#contract/value/wallet.ts'
import { type CategoryModel, walletEffects } from '#core/value/wallet-model.ts'
import { featuresOf } from '#core/value/wallet-features.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { askerOf } from './demand-customer.ts'
import { readRun, shownRow } from './wallet-answers.ts'
import { findLastBought, findModel, findProfile, readLookAlikes, readNames, readTold, type StoredProfile } from './wallet-evidence.sql.ts'
import { findWalletsJob } from './wallet-jobs.sql.ts'
import { readCategories } from './wallet.sql.ts'

/** A customer's wallet, category by category, and our share of the whole where someone has said so. */
export async function readWallet(ctx: Ctx, dyadId: string): Promise<Answer<typeof endpoint>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const run = await readRun(tx, ctx.tenantId)
    const rows = (await readCategories(tx, ctx.tenantId, dyad.dyadId)).map(row => shownRow(row, run?.margin ?? null))
    const told = (await readTold(tx, ctx.tenantId, dyad.all)).find(one => one.categoryId === null)
    const overall = told
      ? { share: told.share, confidence: told.confidence ?? ('C' as const), observedOn: told.observedOn, source: told.source }
      : null
    const [row] = rows
    const profile = row && (await findProfile(tx, ctx.tenantId, dyad.dyadId, row.categoryId))
    const contribution = rows.reduce((sum, { gapContribution }) => sum + gapContribution, 0)
    const jobId = (await findWalletsJob(tx, ctx.tenantId)) ?? null
    return { run, rows, overall, contribution, lookAlikes: profile?.lookAlikes.length ?? 0, jobId }
  })
}

type Model = NonNullable<OpenedWallet['model']>

async function modelAnswer(tx: Tx, ctx: Ctx, model: CategoryModel, stored: StoredProfile): Promise<Model> {
  const names = new Map((await readNames(tx, ctx.tenantId, model.shares)).map(named => [named.categoryId, named]))
  const profile = {
    total: stored.netSales,
    salesIn: (key: string) => stored.own[key] ?? 0,
    tenureMonths: stored.tenureMonths,
    monthsOutside: () => stored.monthsOutside,
    attributes: stored.attributes,
  }
  const { base, effects } = walletEffects(model, profile)
  const told = featuresOf(model).map((feature, k) => {
    const share = feature.feature === 'share' ? names.get(feature.key) : undefined
    const { value = 0, typical = 0, effect = 0 } = effects[k] ?? {}
    return {
      feature: feature.feature,
      name: feature.feature === 'attribute' ? feature.level : (share?.name ?? null),
      nameEn: share?.nameEn ?? null,
      attribute: feature.feature === 'attribute' ? feature.attribute : null,
      ...(feature.feature === 'otherPurchases'
        ? { value: Math.sinh(value) * model.otherScale, typical: Math.sinh(typical) * model.otherScale }
        : feature.feature === 'tenure'
          ? { value: Math.expm1(value), typical: Math.expm1(typical) }
          : feature.feature === 'frequency'
            ? { value: 12 * value, typical: 12 * typical }
            : { value, typical }),
      effect: Math.round(effect),
    }
  })
  const shown = told.filter(({ feature }) => feature !== 'constant')
  return { customers: model.customers, buyers: model.buyers, base: Math.round(base), most: Math.round(model.most), effects: shown }
}

async function lookAlikesOf(tx: Tx, ctx: Ctx, ids: readonly string[], categoryId: string) {
  const found = await readLookAlikes(tx, askerOf(ctx), ids, categoryId)
  const hidden = found.filter(({ visible }) => !visible)
  return {
    lookAlikes: found.flatMap(({ visible, ...shown }) => (visible ? [shown] : [])),
    hidden: { count: hidden.length, buyers: hidden.filter(({ own }) => own > 0).length },
  }
}

async function knownOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad, categoryId: string, evidenceId: string | null) {
  const told = await readTold(tx, ctx.tenantId, dyad.all)
  return told.flatMap(({ categoryId: about, ...one }) => (about === categoryId ? [{ ...one, counts: one.evidenceId === evidenceId }] : []))
}

/** What the expected spend of a customer in a category rests on. */
export async function openWallet(ctx: Ctx, dyadId: string, categoryId: string): Promise<Answer<typeof openEndpoint>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const run = await readRun(tx, ctx.tenantId)
    const [row] = await readCategories(tx, ctx.tenantId, dyad.dyadId, categoryId)
    if (run === null || row === undefined) throw new Refusal('not_found')
    const stored = await findProfile(tx, ctx.tenantId, dyad.dyadId, categoryId)
    const model = await findModel(tx, ctx.tenantId, categoryId)
    const isJudged = stored !== undefined && stored.lookAlikes.length > 0
    return {
      run,
      row: shownRow(row, run.margin),
      lastBought: await findLastBought(tx, { tenantId: ctx.tenantId, all: dyad.all }, categoryId),
      model: model !== undefined && isJudged ? await modelAnswer(tx, ctx, model, stored) : null,
      ...(await lookAlikesOf(tx, ctx, stored?.lookAlikes ?? [], categoryId)),
      known: await knownOf(tx, ctx, dyad, categoryId, row.evidenceId),
    }
  })
}
