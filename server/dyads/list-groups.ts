import type { GroupRow, listGroups as groupsContract, PartyChoice } from '#contract/dyads/group.ts'
import type { Input } from '#contract/endpoint.ts'
import { isWordless, searchWordsOf } from '#core/dyads/search-words.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { allOf } from '#server/platform/list-filter.sql.ts'
import { customerCondition } from './customer-filter.sql.ts'
import { customerSource } from './customer-list.sql.ts'
import { readCondition } from './filter-customers.ts'
import { findPartyChoices, type GroupCursor, readGroups } from './group.sql.ts'
import { refuseHidden } from './list-customers.ts'
import { searchCustomers } from './search-customers.sql.ts'

const pageSize = 50
const mostChoices = 20

function placeOf(text: string | undefined): GroupCursor | undefined {
  if (text === undefined) return undefined
  const [value, partyId] = readCursor(text, ['decimal', 'id'])
  return { value: String(Math.trunc(Number(value ?? 0))), partyId: String(partyId) }
}

/** The list of customers by group with the sums of what it shows, one page by key. */
export async function listGroups(
  ctx: Ctx,
  { after: place, limit = pageSize, ...query }: Input<typeof groupsContract>['query'],
): Promise<{ rows: GroupRow[]; next: string | null }> {
  refuseHidden(ctx, query)
  const after = placeOf(place)
  const rows = await ctx.inTenant(async tx => {
    const searched = await searchCustomers(tx, ctx.tenantId, query.q)
    const filter = await readCondition(tx, ctx, query.filter)
    const where = allOf([customerCondition(ctx, query, searched), ...(filter === undefined ? [] : [filter])])
    return await readGroups(tx, ctx, { from: customerSource({ asker: ctx, query }, 'left join'), where }, after, limit + 1)
  })
  const last = rows[limit - 1]
  return {
    rows: rows.slice(0, limit),
    next: rows.length > limit && last ? writeCursor([String(last.netContributionMinor), last.partyId]) : null,
  }
}

/** Parties to choose one from; nothing typed finds nothing. */
export async function listPartyChoices(ctx: Ctx, typed: string): Promise<{ rows: PartyChoice[] }> {
  if (isWordless(typed) || searchWordsOf(typed).words.length === 0) return { rows: [] }
  return { rows: await ctx.inTenant(tx => findPartyChoices(tx, ctx.tenantId, ctx, typed, mostChoices)) }
}
