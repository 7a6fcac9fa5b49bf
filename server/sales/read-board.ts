import type { Answer } from '#contract/endpoint.ts'
import type { Opportunity, readBoard as contract } from '#contract/sales/opportunity.ts'
import { readableHolds } from '#core/platform/field-policy.ts'
import { type RecordQuery, recordShown, requestOf } from '#server/dyads/list-records.ts'
import type { Ctx } from '#server/platform/context.ts'
import { conditionOf } from '#server/platform/read-list.ts'
import { findStages } from './keep-stages.ts'
import { opportunities, readBoardRows } from './opportunities.sql.ts'

const eachColumn = 30

/** Open opportunities by stage, in the order of the stages; retired ones only where something stands in them. Three queries. */
export async function readBoard(ctx: Ctx, query: RecordQuery): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const request = await requestOf(tx, ctx, opportunities, query)
    const found = await readBoardRows<Opportunity>(tx, request.list, conditionOf(request), eachColumn)
    const { stages } = await findStages(tx, ctx.tenantId)
    const byStage = Map.groupBy(found, row => row.boardStage)
    const known = stages.filter(stage => !stage.isRetired || byStage.has(stage.key)).map(stage => stage.key)
    const isOpen = readableHolds(request.policy, 'amountMinor').length === 3
    const columns = [...known, ...[...byStage.keys()].filter(key => !known.includes(key))].map(stage => {
      const rows = byStage.get(stage) ?? []
      const first = rows[0]
      return {
        stage,
        count: first?.boardCount ?? 0,
        baseMinor: isOpen ? (first?.boardBase ?? null) : null,
        weightedMinor: isOpen ? (first?.boardWeighted ?? null) : null,
        rows: rows.map(row => recordShown(opportunities, request.policy, row)),
      }
    })
    return { columns }
  })
}
