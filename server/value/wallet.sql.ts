import { type RawBuilder, sql } from 'kysely'
import type { HeadRoomQuery, HeadRoomRow, WalletCategory, WalletRow, WalletRun } from '#contract/value/wallet.ts'
import { type Asker, customerCondition, isCustomer, type Searched } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** Where the list begins: after this row. */
export type HeadRoomAfter = { readonly gap: number; readonly dyadId: string; readonly categoryId: string }
type Counted = Omit<WalletRow, 'gapContribution' | 'share'>
export type CountedHeadRoom = Omit<HeadRoomRow, 'gapContribution' | 'share'>

const categoryName = sql`coalesce(k.name, i.name, '—') as category, coalesce(k.name_en, i.name_en) as "categoryEn"`
const named = sql`
  left join item_category k on k.tenant_id = w.tenant_id and k.category_id = w.category_id
  left join item i on i.tenant_id = w.tenant_id and i.item_id = w.category_id`

const figures = sql`
  w.own_minor as own, w.before_minor as before, w.low_minor as low, w.middle_minor as middle, w.high_minor as high, w.basis, w.buyers,
  w.wallet_minor as wallet, w.gap_minor as gap, w.confidence, w.evidence_id as "evidenceId",
  case when w.lapsed_month is not null then json_build_object('month', w.lapsed_month, 'usualMonths', w.lapsed_usual_months,
    'worth', w.lapsed_worth_minor) end as lapsed`

/** The rows of one customer, the most to be won first, then the largest. */
export async function readCategories(tx: Tx, tenantId: string, dyadId: string, categoryId?: string): Promise<Counted[]> {
  const one = categoryId === undefined ? sql`` : sql`and w.category_id = ${categoryId}::uuid`
  const { rows } = await sql<Counted>`
    select w.category_id as "categoryId", ${categoryName}, ${figures} from wallet_category w ${named}
    where w.tenant_id = ${tenantId}::uuid and w.dyad_id = ${dyadId}::uuid ${one}
    order by w.gap_minor desc, w.own_minor desc, w.category_id`.execute(tx)
  return rows
}

const listed = sql`
  wallet_category w
  join dyad d on d.tenant_id = w.tenant_id and d.dyad_id = w.dyad_id
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id`

function conditionOf(asker: Asker, query: HeadRoomQuery, searched: Searched): RawBuilder<unknown> {
  const { owner, type, group, category, confidence, lapsed, notBought } = query
  const customers = customerCondition(
    asker,
    { ...(owner ? { owner } : {}), ...(type ? { type } : {}), ...(group ? { group } : {}) },
    searched,
  )
  const conditions = [
    sql`w.tenant_id = ${asker.tenantId}::uuid and w.gap_minor > 0 and ${customers}`,
    ...(category && category.length > 0 ? [sql`w.category_id = any(${[...category]}::uuid[])`] : []),
    ...(confidence && confidence.length > 0 ? [sql`w.confidence = any(${[...confidence]}::text[])`] : []),
    ...(lapsed === undefined ? [] : [lapsed ? sql`w.lapsed_month is not null` : sql`w.lapsed_month is null`]),
    ...(notBought === undefined ? [] : [notBought ? sql`w.own_minor <= 0` : sql`w.own_minor > 0`]),
  ]
  return sql.join(conditions, sql` and `)
}

export type HeadRoomRequest = {
  readonly asker: Asker
  readonly query: HeadRoomQuery
  readonly searched: Searched
  readonly after: HeadRoomAfter | undefined
  readonly limit: number
}

/** One page of what customers could still buy, the most first. */
export async function readHeadRoom(tx: Tx, { asker, query, searched, after, limit }: HeadRoomRequest): Promise<CountedHeadRoom[]> {
  const beyond = after
    ? sql`and w.gap_minor <= ${after.gap}::bigint and (w.gap_minor < ${after.gap}::bigint or (w.dyad_id, w.category_id) > (${after.dyadId}::uuid, ${after.categoryId}::uuid))`
    : sql``
  const { rows } = await sql<CountedHeadRoom>`
    select page.*, ${categoryName}
    from (
      select w.tenant_id, w.category_id, w.category_id as "categoryId", d.dyad_id as "dyadId", p.name, p.name_en as "nameEn", d.code, s.type,
        coalesce(s.is_provisional, false) as provisional, coalesce(u.name, d.owner_text) as "ownerName", ${figures}
      from ${listed} left join identity."user" u on u.id = d.owner_id
      where ${conditionOf(asker, query, searched)} ${beyond}
      order by w.gap_minor desc, w.dyad_id, w.category_id limit ${limit}
    ) as page
    left join item_category k on k.tenant_id = page.tenant_id and k.category_id = page.category_id
    left join item i on i.tenant_id = page.tenant_id and i.item_id = page.category_id
    order by page.gap desc, page."dyadId", page."categoryId"`.execute(tx)
  return rows
}

/**
 * Of the customers that this person sees: how many have something to be won, how much, and what of it nobody has confirmed. Added up by customer
 * before the customers are looked at: a million rows take a part of a second.
 */
export async function sumHeadRoom(tx: Tx, asker: Asker): Promise<{ customers: number; gap: number; unconfirmed: number }> {
  const { rows } = await sql<{ customers: number; gap: number; unconfirmed: number }>`
    select count(*)::int as customers, coalesce(sum(w.gap), 0)::int8 as gap, coalesce(sum(w.unconfirmed), 0)::int8 as unconfirmed
    from (
      select dyad_id, sum(gap_minor) as gap, sum(gap_minor) filter (where confidence = 'C') as unconfirmed
      from wallet_category where tenant_id = ${asker.tenantId}::uuid and gap_minor > 0 group by dyad_id
    ) as w
    join dyad d on d.tenant_id = ${asker.tenantId}::uuid and d.dyad_id = w.dyad_id
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')}`.execute(tx)
  return rows[0] ?? { customers: 0, gap: 0, unconfirmed: 0 }
}

export type StoredRun = Omit<WalletRun, 'margin' | 'currency' | 'createdAt'> & { readonly createdAt: Date }

export async function findRun(tx: Tx, tenantId: string): Promise<StoredRun | undefined> {
  const row = await tx
    .selectFrom('wallet_run')
    .select(['month', 'method', 'kind', 'customers', 'categories', 'created_at as createdAt'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row as StoredRun | undefined
}

/** The categories (or items) of which any customer could buy more, by name. */
export async function readRunCategories(tx: Tx, tenantId: string): Promise<WalletCategory[]> {
  const isWanted = (id: string) => sql`exists (
    select 1 from wallet_category w where w.tenant_id = ${tenantId}::uuid and w.category_id = ${sql.ref(id)} and w.gap_minor > 0)`
  const { rows } = await sql<WalletCategory>`
    select k.category_id as "categoryId", k.name, k.name_en as "nameEn" from item_category k
    where k.tenant_id = ${tenantId}::uuid and ${isWanted('k.category_id')}
    union all
    select i.item_id, i.name, i.name_en from item i
    where i.tenant_id = ${tenantId}::uuid and exists (select 1 from wallet_run r where r.tenant_id = i.tenant_id and r.kind = 'item')
      and ${isWanted('i.item_id')}
    order by 2, 1 limit 500`.execute(tx)
  return rows
}
