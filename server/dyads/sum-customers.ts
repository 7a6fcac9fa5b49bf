import type { CustomerSum, sumCustomers as contract } from '#contract/dyads/customer-list.ts'
import type { Input } from '#contract/endpoint.ts'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { ListGroup } from '#server/platform/list-page.sql.ts'
import { readListGroups } from '#server/platform/read-list.ts'
import { customerSource } from './customer-list.sql.ts'
import { customerCondition } from './customer-filter.sql.ts'
import { customersRequest } from './filter-customers.ts'
import { refuseHidden } from './list-customers.ts'
import { named } from './list-records.ts'
import { searchCustomers } from './search-customers.sql.ts'

/** The customers of a list by the values of one column, with their number and their money: one query beside the search. */
export async function sumCustomers(ctx: Ctx, { by, own, ...query }: Input<typeof contract>['query']): Promise<{ rows: CustomerSum[] }> {
  refuseHidden(ctx, query)
  return await ctx.inTenant(async tx => {
    const searched = await searchCustomers(tx, ctx.tenantId, query.q)
    const request = { asker: ctx, query }
    const where = customerCondition(ctx, query, searched)
    const groups = await readListGroups(
      tx,
      await customersRequest(tx, ctx, query.filter, { from: customerSource(request, 'left join'), where }, { by, own }),
      by,
    )
    const rows: readonly (ListGroup & { label?: string })[] = isOwnColumn(by) ? await named(tx, ctx.tenantId, groups) : groups
    const added = (own ?? []).filter(isOwnColumn)
    return {
      rows: rows.map(({ value, label, count, sums }) => ({
        value,
        count,
        netContributionMinor: sums['netContribution'] ?? null,
        netSalesMinor: sums['netSales'] ?? null,
        clvMinor: sums['clv'] ?? null,
        atStakeMinor: sums['atStake'] ?? null,
        ...(label === undefined ? {} : { label }),
        ...(added.length > 0 ? { own: Object.fromEntries(added.flatMap(name => (name in sums ? [[name, sums[name] ?? null]] : []))) } : {}),
      })),
    }
  })
}
