import type { Answer } from '#contract/endpoint.ts'
import type { readHome as contract } from '#contract/home.ts'
import { customerTypes } from '#core/segments/grid.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type HomeList, type Listed, readFigures, readGround, readLists } from './home.sql.ts'

const rowsShown = 8

function listOf(rows: readonly Listed[], list: HomeList) {
  const own = rows.filter(row => row.list === list)
  return { count: own[0]?.count ?? 0, valueMinor: own[0]?.valueMinor ?? 0, rows: own }
}

/** The home page: three queries, all within what the caller sees. */
export async function readHome(ctx: Ctx): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const ground = await readGround(tx, ctx)
    const { cells, isEstimated, isKnown, ...figures } = await readFigures(tx, ctx)
    const rows = await readLists(tx, ctx, ground.movesSince, rowsShown)
    const state = isKnown ? (isEstimated ? 'estimated' : 'measured') : 'unknown'
    return {
      ...ground,
      since: ground.since?.toISOString() ?? null,
      hasCustomers: figures.customers > 0,
      figures: { ...figures, netContributionState: state },
      cells: customerTypes.map(type => cells[type] ?? { count: 0, valueMinor: 0 }),
      up: listOf(rows, 'up'),
      down: listOf(rows, 'down'),
      entered: listOf(rows, 'entered'),
      lost: listOf(rows, 'lost'),
      late: listOf(rows, 'late'),
    }
  })
}
