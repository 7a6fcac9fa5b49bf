import type { Answer } from '#contract/endpoint.ts'
import type { Override, PathStep, readPlace as endpoint, StageEntry, Standing } from '#contract/segments/place.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { todayIn } from '#server/value/as-of.ts'
import { findSettings } from '#server/value/find-settings.ts'
import { demandCustomer } from '#server/value/demand-customer.ts'
import { findIdentifyJob } from './jobs.sql.ts'
import { findGeneration, findRun, type Generation, readRuns } from './map.sql.ts'
import { findStandingRow, hasLoyaltyEvidence, type PathRow, readOverrides, readPath, readStageEntries } from './place.sql.ts'
import { reasonsOf, sentencesOf, type Told } from './stored-placement.ts'

export function standingOf(row: PathRow): Standing {
  return {
    asOf: row.as_of,
    type: row.type,
    fromType: row.from_type,
    currentBand: row.current_band,
    potentialBand: row.potential_band,
    rawCurrentBand: row.raw_current_band,
    rawPotentialBand: row.raw_potential_band,
    pendingCurrentBand: row.pending_current_band,
    pendingPotentialBand: row.pending_potential_band,
    currentScore: row.current_score,
    potential: row.potential,
    subIndices: {
      headroom: row.headroom,
      perception: row.perception,
      loyalty: row.loyalty,
      outlook: row.outlook,
      strategic: row.strategic,
    },
    netContribution: row.net_contribution_minor,
    state: row.net_contribution_state,
    netSales: row.net_sales_minor,
    dataConfidence: row.data_confidence,
    provisional: row.is_provisional,
    stage: row.stage,
    stageRule: row.stage_rule,
    dormant: row.is_dormant,
    tier: row.tier,
    belowZero: row.is_below_zero,
    overridden: row.is_overridden,
    move: row.move,
    orders: row.orders,
    lastOrder: row.last_order,
    mu: row.mu,
    recency: row.recency,
    growth: row.growth,
  }
}

const stepOf = (row: PathRow, shortWindows: ReadonlySet<string>): PathStep => ({
  asOf: row.as_of,
  type: row.type,
  currentScore: row.current_score,
  potential: row.potential,
  netContribution: row.net_contribution_minor,
  stage: row.stage,
  move: row.move,
  shortWindow: shortWindows.has(row.as_of),
  overridden: row.is_overridden,
})

const entryOf = (row: Awaited<ReturnType<typeof readStageEntries>>[number], upTo: string): StageEntry => ({
  stage: row.stage,
  rule: row.stage_rule,
  enteredOn: row.entered_on,
  leftOn: row.left_on !== null && row.left_on <= upTo ? row.left_on : null,
  netSales: row.net_sales_minor,
  netContribution: row.net_contribution_minor,
})

const overrideOf = (row: Awaited<ReturnType<typeof readOverrides>>[number], today: string): Override => ({
  overrideId: row.override_id,
  type: row.type,
  reason: row.reason,
  author: row.author,
  createdAt: row.created_at.toISOString(),
  startsOn: row.starts_on,
  expiresOn: row.expires_on,
  endedAt: row.ended_at?.toISOString() ?? null,
  active: row.ended_at === null && row.expires_on > today,
})

async function placeIn(tx: Tx, ctx: Ctx, generation: Generation, dyadId: string, asOf: string | undefined) {
  const { tenantId } = ctx
  const run = await findRun(tx, tenantId, generation.generation, asOf)
  if (run === undefined) return undefined
  const path = await readPath(tx, tenantId, dyadId, generation.generation, run.asOf)
  const runs = await readRuns(tx, tenantId, generation.generation)
  const shortWindows = new Set(runs.filter(each => each.shortWindow).map(each => each.asOf))
  const standing = await findStandingRow(tx, tenantId, dyadId)
  const here = path.at(-1)?.as_of === run.asOf
  const { unknownParts = [], unratedParts = [] } = generation.sources as Partial<Pick<Told, 'unknownParts' | 'unratedParts'>>
  const told = {
    path,
    run,
    firstOrder: standing?.first_order ?? null,
    hasLoyaltyEvidence: await hasLoyaltyEvidence(tx, tenantId, dyadId, run.asOf),
    unknownParts,
    unratedParts,
    settings: generation.settings as ValuationSettings,
  }
  return {
    standing: here ? standingOf(path.at(-1) as PathRow) : null,
    because: here ? sentencesOf(reasonsOf(told), generation.currency) : [],
    path: path.map(row => stepOf(row, shortWindows)),
    stages: (await readStageEntries(tx, tenantId, dyadId, generation.generation, run.asOf)).map(row => entryOf(row, run.asOf)),
    cuts: run.cuts,
    currency: generation.currency,
    settingsVersion: generation.settingsVersion,
  }
}

/** Where a customer stands and why, how it came there, and what people have set by hand. */
export async function readPlace(ctx: Ctx, dyadId: string, asOf: string | undefined): Promise<Answer<typeof endpoint>> {
  return await ctx.inTenant(async tx => {
    await demandCustomer(tx, ctx, dyadId)
    const { settings, currency, timeZone } = await findSettings(tx, ctx.tenantId)
    const today = formatDay(todayIn(timeZone, ctx.now()))
    const generation = await findGeneration(tx, ctx.tenantId)
    const place = generation && (await placeIn(tx, ctx, generation, dyadId, asOf))
    const nothing = { standing: null, because: [], path: [], stages: [], cuts: null, currency, settingsVersion: null }
    const overrides = (await readOverrides(tx, ctx.tenantId, dyadId)).map(row => overrideOf(row, today))
    const jobId = (await findIdentifyJob(tx, ctx.tenantId)) ?? null
    return { dyadId, ...nothing, ...place, overrides, overrideDays: settings.overrideDays, jobId }
  })
}
