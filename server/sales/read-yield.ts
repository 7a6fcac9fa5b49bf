import type { Answer, Input } from '#contract/endpoint.ts'
import type { ChannelYield, readYield as contract } from '#contract/sales/opportunity.ts'
import { readableHolds } from '#core/platform/field-policy.ts'
import { costPerWon, winRateOf } from '#core/sales/opportunity.ts'
import { requestOf } from '#server/dyads/list-records.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import { allOf } from '#server/platform/list-filter.sql.ts'
import { conditionOf } from '#server/platform/read-list.ts'
import { openedBetween, opportunities, readYieldRows, type YieldRow } from './opportunities.sql.ts'

const yieldOf = (row: YieldRow, isOpen: boolean): ChannelYield => ({
  ...row,
  channel: row.channel as ChannelYield['channel'],
  wonMinor: isOpen ? row.wonMinor : null,
  winRate: winRateOf(row) ?? null,
  costPerWonMinor: costPerWon(row) ?? null,
})

/** What each lead channel brought, of the opportunities that this person sees. */
export async function readYield(ctx: Ctx, { from, to }: Input<typeof contract>['query']): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const request = await requestOf(tx, ctx, opportunities, {})
    const rows = await readYieldRows(tx, request.list, allOf([conditionOf(request), openedBetween(from, to)]))
    const { currency } = await readFirm(tx, ctx.tenantId)
    const isOpen = readableHolds(request.policy, 'amountMinor').length === 3
    return { from: from ?? null, to: to ?? null, currency, rows: rows.map(row => yieldOf(row, isOpen)) }
  })
}
