import { isId } from '#server/platform/ids.ts'

/** One reckoning of a firm's wallets at a time, over all processes on this database. */
export const lockWalletsText = `select pg_advisory_lock(732021, hashtext($1))`

/** Puts the transaction that begins in a tenant's name (STACK.md: SET LOCAL with a checked literal). */
export function beginText(tenantId: string, mode = ''): string {
  if (!isId(tenantId)) throw new Error('not an id: tenant')
  return `begin ${mode}; set local app.tenant = '${tenantId}'`
}

/** Kind, industry and region of the customers: what like customers may have in common. */
export const attributesText = `
  select d.dyad_id, d.customer_kind, p.industry, p.region from app.dyad d
  join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  where d.tenant_id = $1 and d.side = 'sale' and (d.customer_kind is not null or p.industry is not null or p.region is not null)`

/** What people know for sure (A) or well (B) of a category's wallet, the newest of each customer and category. */
export const knownText = `
  select distinct on (dyad_id, category_id) dyad_id, category_id, evidence_id, share, purchases, confidence
  from (
    select coalesce(c.current_id, e.dyad_id) as dyad_id, e.category_id, e.evidence_id, e.value as share, e.purchases_minor as purchases,
      e.confidence, e.observed_on, e.created_at
    from app.dyad_evidence e left join app.dyad_current c on c.tenant_id = e.tenant_id and c.dyad_id = e.dyad_id
    where e.tenant_id = $1 and e.kind = 'wallet_share' and e.category_id is not null and e.withdrawn_at is null and e.confidence in ('A', 'B')
      and (e.purchases_minor is not null or e.value > 0)
  ) as told
  order by dyad_id, category_id, observed_on desc, created_at desc, evidence_id desc`

export const clearTexts = [
  `delete from app.wallet_category where tenant_id = $1`,
  `delete from app.customer_wallet where tenant_id = $1`,
  `delete from app.wallet_run where tenant_id = $1`,
] as const

export const writeRunText = `
  insert into app.wallet_run (tenant_id, month, method, kind, customers, categories, models, job_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`

type Columns = Readonly<Record<string, string>>

/** One insert of many rows, an array a column: COPY does not run on tables behind row security. */
function insertText(table: string, columns: Columns): string {
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`)
  return `insert into app.${table} (tenant_id, ${Object.keys(columns).join(', ')}) select $${arrays.length + 1}::uuid, * from unnest(${arrays.join(', ')})`
}

export const writeCategoriesText = insertText('wallet_category', {
  dyad_id: 'uuid',
  category_id: 'uuid',
  own_minor: 'bigint',
  before_minor: 'bigint',
  low_minor: 'bigint',
  middle_minor: 'bigint',
  high_minor: 'bigint',
  basis: 'text',
  buyers: 'smallint',
  months_outside: 'smallint',
  lapsed_month: 'date',
  lapsed_usual_months: 'real',
  lapsed_worth_minor: 'bigint',
  wallet_minor: 'bigint',
  gap_minor: 'bigint',
  confidence: 'text',
  evidence_id: 'uuid',
})

/** An array of arrays cannot be sent as one column: the look-alikes come as text, written as the database writes an array. */
export const writeCustomersText = `
  insert into app.customer_wallet (tenant_id, dyad_id, net_sales_minor, tenure_months, look_alikes, attributes)
  select $6::uuid, dyad_id, net_sales, tenure, look_alikes::uuid[], attributes
  from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::text[], $5::jsonb[]) as given (dyad_id, net_sales, tenure, look_alikes, attributes)`

export const refreshWalletsText = `select app.refresh_statistics(array['wallet_category', 'customer_wallet'])`

/** The keys of the book without categories are item codes: the ids behind them. */
export const itemIdsText = `select code, item_id from app.item where tenant_id = $1`
