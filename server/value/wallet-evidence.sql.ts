import { sql } from 'kysely'
import type { OpenedWallet, WalletCategory } from '#contract/value/wallet.ts'
import type { CategoryModel } from '#core/value/wallet-model.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { seenOrder, type Subject } from '#server/trade/facts-seen.sql.ts'

/** The regression of a category in the latest reckoning. */
export async function findModel(tx: Tx, tenantId: string, categoryId: string): Promise<CategoryModel | undefined> {
  const { rows } = await sql<{ model: CategoryModel }>`
    select model from wallet_run r, jsonb_array_elements(r.models) as model
    where r.tenant_id = ${tenantId}::uuid and model ->> 'key' = ${categoryId}`.execute(tx)
  return rows[0]?.model
}

export type StoredProfile = {
  readonly netSales: number
  readonly tenureMonths: number
  readonly lookAlikes: readonly string[]
  readonly attributes: Record<'customerKind' | 'industry' | 'region', string | null>
  readonly own: Readonly<Record<string, number>>
  readonly monthsOutside: number
}

/** What a customer was judged by: its size, how long and how often, own sales by category. */
export async function findProfile(tx: Tx, tenantId: string, dyadId: string, categoryId: string): Promise<StoredProfile | undefined> {
  const { rows } = await sql<StoredProfile>`
    select c.net_sales_minor as "netSales", c.tenure_months as "tenureMonths", c.look_alikes as "lookAlikes", c.attributes,
      (select coalesce(json_object_agg(w.category_id, w.own_minor), '{}') from wallet_category w where w.tenant_id = c.tenant_id and w.dyad_id = c.dyad_id) as own,
      (select coalesce(max(w.months_outside), 0) from wallet_category w
        where w.tenant_id = c.tenant_id and w.dyad_id = c.dyad_id and w.category_id = ${categoryId}::uuid) as "monthsOutside"
    from customer_wallet c where c.tenant_id = ${tenantId}::uuid and c.dyad_id = ${dyadId}::uuid`.execute(tx)
  return rows[0]
}

export type LookAlike = OpenedWallet['lookAlikes'][number] & { readonly visible: boolean }

/** Look-alikes with what they buy of a category, in the order given; whether this person may see them. */
export async function readLookAlikes(
  tx: Tx,
  asker: Viewer & { readonly tenantId: string },
  dyadIds: readonly string[],
  categoryId: string,
): Promise<LookAlike[]> {
  const { rows } = await sql<LookAlike>`
    select d.dyad_id as "dyadId", p.name, p.name_en as "nameEn", d.code, coalesce(w.own_minor, 0) as own, (${visibleDyads(asker, 'd')}) as visible
    from unnest(${[...dyadIds]}::uuid[]) with ordinality as near (dyad_id, place)
    join dyad d on d.dyad_id = near.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join wallet_category w on w.tenant_id = d.tenant_id and w.dyad_id = d.dyad_id and w.category_id = ${categoryId}::uuid
    where ${isCustomer(asker.tenantId)} order by near.place`.execute(tx)
  return rows
}

export type ToldWallet = Omit<OpenedWallet['known'][number], 'counts'> & { readonly categoryId: string | null }

/** What people entered of the wallet of a customer (and of those merged into it), the newest first. */
export async function readTold(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<ToldWallet[]> {
  const { rows } = await sql<ToldWallet>`
    select e.evidence_id as "evidenceId", e.category_id as "categoryId", e.value as share, e.purchases_minor as purchases, e.confidence,
      e.observed_on as "observedOn", e.source, e.note, u.name as "authorName"
    from dyad_evidence e left join identity."user" u on u.id = e.author_id
    where e.tenant_id = ${tenantId}::uuid and e.dyad_id = any(${[...dyadIds]}::uuid[]) and e.kind = 'wallet_share' and e.withdrawn_at is null
    order by e.observed_on desc, e.created_at desc, e.evidence_id desc limit 200`.execute(tx)
  return rows
}

/** Names of categories (or items) by their ids. */
export async function readNames(tx: Tx, tenantId: string, ids: readonly string[]): Promise<WalletCategory[]> {
  const { rows } = await sql<WalletCategory>`
    select category_id as "categoryId", name, name_en as "nameEn" from item_category
    where tenant_id = ${tenantId}::uuid and category_id = any(${[...ids]}::uuid[])
    union all
    select item_id, name, name_en from item where tenant_id = ${tenantId}::uuid and item_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Day of a customer's last order with anything of a category (or of an item). */
export async function findLastBought(tx: Tx, subject: Subject, categoryId: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select max(o.ordered_on) as day from sales_order o
    join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    join item i on i.tenant_id = l.tenant_id and i.item_id = l.item_id
    where ${seenOrder(subject)} and o.kind = 'order' and l.net_minor > 0 and ${categoryId}::uuid in (i.category_id, i.item_id)`.execute(tx)
  return rows[0]?.day ?? null
}
