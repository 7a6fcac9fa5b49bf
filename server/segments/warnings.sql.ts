import { sql } from 'kysely'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import { type Asker, customerCondition } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { nameOf } from './map.sql.ts'

export type WarnedRow = {
  readonly dyadId: string
  readonly name: string
  readonly code: string | null
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly type: never
  readonly tier: never
  readonly stage: never
  readonly pAlive: number | null
  readonly lastOrder: string | null
  readonly silence: number | null
  readonly netContributionMinor: number | null
  readonly clvMinor: number | null
  readonly atStakeMinor: number | null
  readonly asOf: string
  readonly future: unknown
}

/** Where a page begins: after this amount and customer. null among those whose amount is unknown, who come last. */
export type After = { readonly atStake: number | null; readonly dyadId: string }

const from = sql`from app.customer_standing s
  join app.dyad d on d.tenant_id = s.tenant_id and d.dyad_id = s.dyad_id
  join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join identity."user" u on u.id = d.owner_id`

const condition = (asker: Asker, query: CustomerQuery) =>
  sql`s.tenant_id = ${asker.tenantId}::uuid and s.warning is not null and ${customerCondition(asker, query, { how: 'all' })}`

/** Those who are warned of, within what this person sees and the filters: most money at stake first. */
export async function readWarned(
  tx: Tx,
  asker: Asker,
  query: CustomerQuery,
  place: { readonly after: After | undefined; readonly limit: number; readonly english: boolean },
): Promise<WarnedRow[]> {
  const { after, limit, english } = place
  const beyond =
    after === undefined
      ? sql`true`
      : after.atStake === null
        ? sql`s.at_stake_minor is null and d.dyad_id > ${after.dyadId}::uuid`
        : sql`(s.at_stake_minor is null or s.at_stake_minor < ${after.atStake}::bigint or (s.at_stake_minor = ${after.atStake}::bigint and d.dyad_id > ${after.dyadId}::uuid))`
  const { rows } = await sql<WarnedRow>`select d.dyad_id as "dyadId", ${nameOf(english)} as name, d.code, d.owner_id as "ownerId",
      coalesce(u.name, d.owner_text) as "ownerName", s.type, s.tier, s.stage, s.p_alive as "pAlive", s.last_order as "lastOrder",
      s.as_of - s.last_order as silence, s.net_contribution_minor as "netContributionMinor", s.clv_minor as "clvMinor",
      s.at_stake_minor as "atStakeMinor", s.as_of as "asOf", s.future
    ${from} where ${condition(asker, query)} and ${beyond}
    order by s.at_stake_minor desc nulls last, d.dyad_id limit ${limit}`.execute(tx)
  return rows
}

export async function countWarned(tx: Tx, asker: Asker, query: CustomerQuery): Promise<{ count: number; atStakeMinor: number }> {
  const { rows } = await sql<{ count: number; atStakeMinor: number }>`select count(*)::int as count,
      coalesce(sum(s.at_stake_minor), 0)::bigint as "atStakeMinor" ${from} where ${condition(asker, query)}`.execute(tx)
  return rows[0] ?? { count: 0, atStakeMinor: 0 }
}
