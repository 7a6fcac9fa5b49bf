import { type RawBuilder, sql } from 'kysely'
import type { Placed } from '#contract/segments/movement.ts'
import type { Tx } from '#server/platform/database.ts'
import { nameOf, placedFrom, type View } from './map.sql.ts'

/** From which type to which: `none` = not placed; undefined = any. */
export type Between = { readonly from?: string | undefined; readonly to?: string | undefined }
export type After = { readonly value: number | null; readonly dyadId: string }

const stands = (column: RawBuilder<unknown>, place: string | undefined) =>
  place === undefined ? sql`` : place === 'none' ? sql`and ${column} is null` : sql`and ${column} = ${place}`

const beyond = (after: After | undefined) => {
  if (after === undefined) return sql``
  if (after.value === null) return sql`and s.net_contribution_minor is null and d.dyad_id > ${after.dyadId}::uuid`
  return sql`and (s.net_contribution_minor is null or s.net_contribution_minor < ${after.value}
    or (s.net_contribution_minor = ${after.value} and d.dyad_id > ${after.dyadId}::uuid))`
}

/** Customers with their place, the largest contribution first, those without one last. */
export async function readPlaced(tx: Tx, view: View, between: Between, after: After | undefined, limit: number): Promise<Placed[]> {
  const { rows } =
    await sql<Placed>`select d.dyad_id as "dyadId", ${nameOf(view.english)} as name, d.code, s.type, b.type as "fromType", s.tier, s.stage,
      s.net_contribution_minor as "netContribution", b.net_contribution_minor as "netContributionBefore",
      coalesce(s.net_contribution_state, 'unknown') as state, coalesce(s.net_sales_minor, 0) as "netSales", s.potential, s.last_order as "lastOrder",
      coalesce(s.is_provisional, false) as provisional, coalesce(s.is_overridden, false) as overridden
    ${placedFrom(view)} ${stands(sql`b.type`, between.from)} ${stands(sql`s.type`, between.to)} ${beyond(after)}
    order by s.net_contribution_minor desc nulls last, d.dyad_id limit ${limit}`.execute(tx)
  return rows
}
