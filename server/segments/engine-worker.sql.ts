import { churnColumns, futureColumns } from './future.sql.ts'
import { isId } from '#server/platform/ids.ts'

/** Puts the transaction that begins in a tenant's name (STACK.md: SET LOCAL with a checked literal). */
export function beginText(tenantId: string, mode = ''): string {
  if (!isId(tenantId)) throw new Error('not an id: tenant')
  return `begin ${mode}; set local app.tenant = '${tenantId}'`
}

/** One rebuild of a firm at a time, over all processes on this database. */
export const lockText = `select pg_advisory_lock(732020, hashtext($1))`

export const newestSettingsText = `select version, settings from app.valuation_settings where tenant_id = $1 order by version desc limit 1`

/** Overrides of customers, oldest first; the later of two counts. An override ends where it expires or was ended. */
export const overridesText = `
  select dyad_id, type, starts_on, expires_on, ended_on from app.type_override where tenant_id = $1 order by dyad_id, created_at, override_id`

export const beginGenerationText = `
  insert into app.generation
    (tenant_id, generation, state, settings_version, settings, currency, as_of, first_fact, sources, reason, author_id, facts_hash, customers, job_id)
  select $1, coalesce(max(generation), 0) + 1, 'writing', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
  from app.generation where tenant_id = $1
  returning generation`

export const writeRunText = `
  insert into app.classification_run
    (tenant_id, run_id, generation, as_of, kind, settings_version, is_short_window, is_provisional, ranked, tenant_mu, cuts, percentile_table, counts, facts_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

type Columns = Readonly<Record<string, string>>

/** What describes a place, in the order in which rows carry it, with the type of each column. */
const placeColumns: Columns = {
  type: 'text',
  current_band: 'text',
  potential_band: 'text',
  raw_current_band: 'text',
  raw_potential_band: 'text',
  pending_current_band: 'text',
  pending_potential_band: 'text',
  current_score: 'real',
  net_contribution_minor: 'bigint',
  net_contribution_state: 'text',
  net_sales_minor: 'bigint',
  potential: 'real',
  headroom: 'real',
  perception: 'real',
  loyalty: 'real',
  outlook: 'real',
  strategic: 'real',
  data_confidence: 'real',
  is_provisional: 'boolean',
  stage: 'text',
  stage_rule: 'text',
  is_dormant: 'boolean',
  tier: 'text',
  is_below_zero: 'boolean',
  is_overridden: 'boolean',
  move: 'text',
  from_type: 'text',
  orders: 'integer',
  last_order: 'date',
  mu: 'real',
  recency: 'real',
  growth: 'real',
  p_alive: 'real',
  because: 'jsonb',
  type_probabilities: 'jsonb',
}

const key: Columns = { tenant_id: 'uuid', dyad_id: 'uuid', generation: 'integer', as_of: 'date' }

/** What a standing has beside its place. */
const standingColumns: Columns = {
  previous_type: 'text',
  moved_on: 'date',
  stage_since: 'date',
  net_contribution_before_minor: 'bigint',
  first_order: 'date',
  adi: 'real',
  cv2: 'real',
  buying_class: 'text',
  ...futureColumns,
}

const stageColumns: Columns = {
  tenant_id: 'uuid',
  dyad_id: 'uuid',
  generation: 'integer',
  entered_on: 'date',
  stage: 'text',
  stage_rule: 'text',
  left_on: 'date',
  net_sales_minor: 'bigint',
  net_contribution_minor: 'bigint',
}

/** One insert of many rows, an array a column: COPY does not run on tables behind row security. */
function insertText(table: string, columns: Columns): string {
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`)
  return `insert into app.${table} (${Object.keys(columns).join(', ')}) select * from unnest(${arrays.join(', ')})`
}

export const writePlacesText = insertText('classification', { ...key, ...placeColumns })
export const writeStandingsText = insertText('customer_standing', { ...key, ...placeColumns, ...standingColumns })
/** What a customer scored alone keeps of its row: how it moved against the month before is the runs' to say. */
const keptAlone = ['move', 'from_type']
const anew = (columns: Columns) =>
  Object.keys(columns)
    .filter(name => !keptAlone.includes(name))
    .map(name => `${name} = excluded.${name}`)
    .join(', ')

export const rescorePlaceText = `${writePlacesText} on conflict (tenant_id, dyad_id, generation, as_of) do update set ${anew(placeColumns)}`
export const rescoreStandingText = `${writeStandingsText} on conflict (tenant_id, dyad_id) do update set as_of = excluded.as_of, ${anew(placeColumns)},
  first_order = excluded.first_order, adi = excluded.adi, cv2 = excluded.cv2, buying_class = excluded.buying_class, ${anew(futureColumns)},
  stage_since = case when customer_standing.stage is distinct from excluded.stage then excluded.as_of else customer_standing.stage_since end`

export const writeChurnText = insertText('churn_event', churnColumns)
export const writeStagesText = insertText('stage_entry', stageColumns)

export const clearStandingsText = `delete from app.customer_standing where tenant_id = $1`
/**
 * What a search orders by follows the standings, where it changed: in so many passes, each a transaction of its own. One pass changes few rows of each
 * page of the entries, so that they stay where they are (docs/decisions/0009).
 */
export const followPasses = 4
/** Neither table has statistics when both have just been filled: the planner would take them for empty, and look up row by row. */
export const hashedText = `set local enable_nestloop = off; set local enable_mergejoin = off`
export const followValuesText = `
  update app.search_entry e set net_contribution_minor = f.value
  from (select x.entry_id, s.net_contribution_minor as value from app.search_entry x
      left join app.customer_standing s on s.tenant_id = x.tenant_id and s.dyad_id = coalesce(x.survivor_id, x.entry_id)
    where x.tenant_id = $1 and get_byte(uuid_send(x.entry_id), 15) % ${followPasses} = $2 and x.net_contribution_minor is distinct from s.net_contribution_minor
    order by x.entry_id for update of x) f
  where e.tenant_id = $1 and e.entry_id = f.entry_id`
/** The same for one customer and those merged into it. */
export const followValueText = `
  update app.search_entry e set net_contribution_minor = s.net_contribution_minor
  from app.customer_standing s
  where s.tenant_id = $1 and s.dyad_id = $2 and e.tenant_id = $1 and e.net_contribution_minor is distinct from s.net_contribution_minor
    and e.entry_id = any(array(select $2::uuid union select m.dyad_id from app.dyad m where m.tenant_id = $1 and m.merged_into_id = $2))`
export const retireText = `update app.generation set state = 'kept' where tenant_id = $1 and state = 'current'`
export const flipText = `update app.generation set state = 'current', placed = $3, finished_at = now() where tenant_id = $1 and generation = $2 and state = 'writing'`

/** Generations that nobody needs any more: those that were never finished, and all but the newest of those kept. */
export const outdatedText = `
  select generation from app.generation g where tenant_id = $1 and (state = 'writing' or (state = 'kept' and generation <
    (select max(generation) from app.generation where tenant_id = $1 and state = 'kept')))`

export const removeGenerationTexts = [
  `delete from app.classification where tenant_id = $1 and generation = $2`,
  `delete from app.stage_entry where tenant_id = $1 and generation = $2`,
  `delete from app.churn_event where tenant_id = $1 and generation = $2`,
  `delete from app.generation where tenant_id = $1 and generation = $2 and state <> 'current'`,
] as const

/** The types that are shown now, to hold a draft of the settings against. */
export const presentText = `
  select s.dyad_id, s.type, s.tier, s.net_contribution_minor as value from app.customer_standing s where s.tenant_id = $1`
export const presentCutsText = `
  select r.cuts from app.classification_run r join app.generation g on g.tenant_id = r.tenant_id and g.generation = r.generation
  where r.tenant_id = $1 and g.state = 'current' order by r.as_of desc limit 1`
export const namesText = `
  select d.dyad_id, p.name, d.code from app.dyad d join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  where d.tenant_id = $1 and d.dyad_id = any($2::uuid[])`

export const refreshText = `select app.refresh_statistics($1)`

/** What a recalculation has filled, and what an import before it has: the planner is told at once. */
export const filledTables = ['classification', 'customer_standing', 'stage_entry', 'churn_event'] as const
export const importedTables = [
  'party',
  'dyad',
  'dyad_day',
  'dyad_item_month',
  'sales_order',
  'order_line',
  'delivery',
  'payment',
  'known_cost',
  'item',
  'business_key',
  'search_entry',
] as const
