import type { Answer } from '#contract/endpoint.ts'
import type { listGenerations as generationsEndpoint, listMonths as monthsEndpoint } from '#contract/segments/map.ts'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import type { Ctx } from '#server/platform/context.ts'
import { findGeneration, readGenerations, readRuns } from './map.sql.ts'

/** Counts of a run as they are kept: `sharesOf` of core. */
type Counts = { readonly types: Readonly<Record<CustomerType, { readonly count: number }>> }

/** Every day that the map can be shown for. */
export async function listMonths(ctx: Ctx): Promise<Answer<typeof monthsEndpoint>> {
  return await ctx.inTenant(async tx => {
    const found = await findGeneration(tx, ctx.tenantId)
    if (found === undefined) return { rows: [], generation: null }
    const runs = await readRuns(tx, ctx.tenantId, found.generation)
    const rows = runs.map(({ asOf, kind, shortWindow, provisional, ranked, counts }) => ({
      asOf,
      isMonthEnd: kind === 'month_end',
      shortWindow,
      provisional,
      ranked,
      counts: customerTypes.map(type => (counts as Counts).types[type].count),
    }))
    return { rows, generation: found.generation }
  })
}

/** The rebuilds that are still readable, the newest first. */
export async function listGenerations(ctx: Ctx): Promise<Answer<typeof generationsEndpoint>> {
  const found = await ctx.inTenant(tx => readGenerations(tx, ctx.tenantId))
  const rows = found.map(row => ({
    generation: row.generation,
    isCurrent: row.state === 'current',
    asOf: row.as_of,
    settingsVersion: row.settings_version,
    reason: row.reason,
    author: row.author,
    customers: row.customers,
    placed: row.placed,
    computedAt: row.created_at.toISOString(),
  }))
  return { rows }
}
