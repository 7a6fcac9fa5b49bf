import type { Answer } from '#contract/endpoint.ts'
import type { readStages as stagesEndpoint, readTimeInClass as endpoint } from '#contract/segments/movement.ts'
import { customerTypes, lifecycleStages } from '#core/segments/grid.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { monthsBack } from '#core/value/window.ts'
import type { Ctx } from '#server/platform/context.ts'
import { askerOf } from '#server/value/demand-customer.ts'
import { findGeneration, findRun, joinWhole } from './map.sql.ts'
import { readStageArrivals, readStageSums, readStays, type Stay } from './place.sql.ts'

const total = (stays: readonly Stay[], field: 'count' | 'months') => stays.reduce((sum, stay) => sum + stay[field], 0)
const mean = (stays: readonly Stay[]) =>
  stays.length === 0 ? null : Math.round((10 * total(stays, 'months')) / total(stays, 'count')) / 10

/** How long customers stay in each type, in months: those there now so far, and stays that have ended in full. */
export async function readTimeInClass(ctx: Ctx, asOf: string | undefined): Promise<Answer<typeof endpoint>> {
  return await ctx.inTenant(async tx => {
    const generation = await findGeneration(tx, ctx.tenantId)
    if (generation === undefined) return { rows: [] }
    await joinWhole(tx)
    const stays = await readStays(tx, askerOf(ctx), generation.generation, asOf ?? generation.asOf)
    const rows = customerTypes.map(type => {
      const [open, ended] = [stays.filter(stay => stay.type === type && stay.open), stays.filter(stay => stay.type === type && !stay.open)]
      const next = ended.map(stay => ({ type: stay.next ?? ('none' as const), count: stay.count })).sort((a, b) => b.count - a.count)
      return { type, now: total(open, 'count'), monthsNow: mean(open), ended: total(ended, 'count'), monthsEnded: mean(ended), next }
    })
    return { rows }
  })
}

/** What each lifecycle stage brings, and how many came into it within 12 months. */
export async function readStages(ctx: Ctx, asOf: string | undefined): Promise<Answer<typeof stagesEndpoint>> {
  return await ctx.inTenant(async tx => {
    const generation = await findGeneration(tx, ctx.tenantId)
    const run = generation && (await findRun(tx, ctx.tenantId, generation.generation, asOf))
    if (generation === undefined || run === undefined) return { rows: [], currency: generation?.currency ?? '' }
    await joinWhole(tx)
    const yearAgo = formatDay(monthsBack(parseDay(run.asOf) ?? 0, 12))
    const sums = new Map((await readStageSums(tx, askerOf(ctx), generation.generation, run.asOf)).map(row => [row.stage, row]))
    const arrivals = await readStageArrivals(tx, askerOf(ctx), generation.generation, yearAgo, run.asOf)
    const entered = new Map(arrivals.map(row => [row.stage, row.count]))
    const rows = lifecycleStages.map(stage => {
      const { count = 0, sales = 0, value = 0 } = sums.get(stage) ?? {}
      return { stage, count, sales, value, entered: entered.get(stage) ?? 0 }
    })
    return { rows, currency: generation.currency }
  })
}
