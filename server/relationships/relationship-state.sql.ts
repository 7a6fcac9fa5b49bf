import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { RelationshipState } from '#core/relationships/relationship-state.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads, type Viewer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List, ListOrder } from '#server/platform/list-page.sql.ts'

export type Inferred = { readonly dyadId: string; readonly state: RelationshipState }

const rowOf = ({ dyadId, state }: Inferred) => ({
  dyad_id: dyadId,
  form: state.form.actual,
  form_target: state.form.target,
  form_gap: state.form.gap,
  bond_level: state.bond.level,
  bond_expected: state.bond.expected,
  type: state.type.type,
  type_points: state.type.points,
  type_known: state.type.known,
  switching_minor: state.switching.total,
  switching_ratio: state.switching.ratio,
  switching_score: state.switching.score,
  payne: state.payne.cell,
  information: state.payne.information,
  individualisation: state.payne.individualisation,
  ability: state.ability.score,
  commitment: state.commitment.score,
  stance: state.stance,
  share_of_sales: state.shareOfSales,
  wallet_share: state.walletShare,
  flags: state.flags,
  priority_minor: state.priority,
})

/** Keeps what was inferred of some customers, in the place of what was inferred of them before. */
export async function writeStates(tx: Tx, tenantId: string, today: string, inferred: readonly Inferred[]): Promise<void> {
  if (inferred.length === 0) return
  const rows = JSON.stringify(inferred.map(rowOf))
  await sql`
    with fresh as (select * from jsonb_to_recordset(${rows}::jsonb) as x(dyad_id uuid, form text, form_target text, form_gap smallint, bond_level smallint,
      bond_expected smallint, type text, type_points smallint, type_known smallint, switching_minor bigint, switching_ratio float8, switching_score real, payne text,
      information real, individualisation real, ability real, commitment real, stance text, share_of_sales float8, wallet_share float8, flags jsonb, priority_minor bigint))
    insert into relationship_state as r (tenant_id, dyad_id, form, form_target, form_gap, bond_level, bond_expected, type, type_points, type_known, switching_minor,
      switching_ratio, switching_score, payne, information, individualisation, ability, commitment, stance, share_of_sales, wallet_share, flags, priority_minor, inferred_on)
    select ${tenantId}::uuid, dyad_id, form, form_target, form_gap, bond_level, bond_expected, type, type_points, type_known, switching_minor, switching_ratio,
      switching_score, payne, information, individualisation, ability, commitment, stance, share_of_sales, wallet_share,
      array(select jsonb_array_elements_text(flags)), priority_minor, ${today}::date from fresh order by dyad_id
    on conflict (tenant_id, dyad_id) do update set form = excluded.form, form_target = excluded.form_target, form_gap = excluded.form_gap,
      bond_level = excluded.bond_level, bond_expected = excluded.bond_expected, type = excluded.type, type_points = excluded.type_points,
      type_known = excluded.type_known, switching_minor = excluded.switching_minor, switching_ratio = excluded.switching_ratio,
      switching_score = excluded.switching_score, payne = excluded.payne, information = excluded.information,
      individualisation = excluded.individualisation, ability = excluded.ability, commitment = excluded.commitment, stance = excluded.stance,
      share_of_sales = excluded.share_of_sales, wallet_share = excluded.wallet_share, flags = excluded.flags, priority_minor = excluded.priority_minor,
      inferred_on = excluded.inferred_on, inferred_at = statement_timestamp()`.execute(tx)
}

/** Ids of the firm's customers after one, in order: a batch of the job. */
export async function readCustomerIds(tx: Tx, tenantId: string, after: string | undefined, limit: number): Promise<string[]> {
  const beyond = after === undefined ? sql`true` : sql`d.dyad_id > ${after}::uuid`
  const { rows } = await sql<{
    id: string
  }>`select d.dyad_id as id from dyad d where ${isCustomer(tenantId)} and ${beyond} order by d.dyad_id limit ${limit}`.execute(tx)
  return rows.map(row => row.id)
}

/** When all were inferred last, and whether a newer placement or day has come since. */
export async function readRun(tx: Tx, tenantId: string) {
  const { rows } = await sql<{
    inferredAt: Date | null
    inferredOn: string | null
    customers: number
    generation: number
    present: number
  }>`
    select r.inferred_at as "inferredAt", r.inferred_on as "inferredOn", coalesce(r.customers, 0) as customers, coalesce(r.generation, -1) as generation,
      coalesce((select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'), 0) as present
    from (select 1) one left join relationship_run r on r.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { inferredAt: null, inferredOn: null, customers: 0, generation: -1, present: 0 }
}

export async function noteRun(
  tx: Tx,
  tenantId: string,
  run: { readonly generation: number; readonly today: string; readonly customers: number },
): Promise<void> {
  await sql`insert into relationship_run (tenant_id, generation, inferred_on, customers) values (${tenantId}::uuid, ${run.generation}, ${run.today}::date, ${run.customers})
    on conflict (tenant_id) do update set generation = excluded.generation, inferred_on = excluded.inferred_on, customers = excluded.customers,
      inferred_at = statement_timestamp()`.execute(tx)
}

/** The job that infers all relationships of a firm. */
export const inferKind = 'infer_relationships'

/** A job of a kind that waits or runs; undefined where there is none. */
export async function findJobOf(tx: Tx, tenantId: string, kind: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select j.job_id as id from job j where j.tenant_id = ${tenantId}::uuid and j.kind = ${kind}
    and j.state in ('queued', 'running') order by j.job_id desc limit 1`.execute(tx)
  return rows[0]?.id
}

export const usualOrder: ListOrder = { column: 'priority', direction: 'desc' }

/** The list of relationships: `r` the state as inferred last, `d` and `p` the customer, `s` its standing. */
export const relationshipList: List = {
  from: sql`relationship_state r join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join customer_standing s on s.tenant_id = r.tenant_id and s.dyad_id = r.dyad_id
    left join identity."user" u on u.id = d.owner_id`,
  id: sql`r.dyad_id`,
  columns: {
    priority: { value: sql`r.priority_minor`, type: 'money', sqlType: 'bigint', indexed: 'desc' },
    customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
    customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
    owner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
    department: { value: sql`d.department_id`, type: 'choice', sqlType: 'uuid' },
    customerType: { value: sql`s.type`, type: 'choice', sqlType: 'text' },
    form: { value: sql`r.form`, type: 'choice', sqlType: 'text' },
    formTarget: { value: sql`r.form_target`, type: 'choice', sqlType: 'text' },
    formGap: { value: sql`r.form_gap`, type: 'number', sqlType: 'smallint', indexed: 'desc' },
    bondLevel: { value: sql`r.bond_level`, type: 'number', sqlType: 'smallint' },
    type: { value: sql`r.type`, type: 'choice', sqlType: 'text' },
    switchingScore: { value: sql`r.switching_score`, type: 'number', sqlType: 'real', indexed: 'desc' },
    payne: { value: sql`r.payne`, type: 'choice', sqlType: 'text' },
    stance: { value: sql`r.stance`, type: 'choice', sqlType: 'text' },
    ability: { value: sql`r.ability`, type: 'number', sqlType: 'real' },
    commitment: { value: sql`r.commitment`, type: 'number', sqlType: 'real' },
    walletShare: { value: sql`r.wallet_share`, type: 'number', sqlType: 'float8' },
    shareOfSales: { value: sql`r.share_of_sales`, type: 'number', sqlType: 'float8' },
    flags: { value: sql`r.flags`, type: 'tags', sqlType: 'text[]' },
    netContribution: { value: sql`s.net_contribution_minor`, type: 'money', sqlType: 'bigint', sum: true },
    inferredAt: { value: sql`r.inferred_at`, type: 'day', sqlType: 'timestamptz' },
  },
  row: sql`r.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", d.code as "customerCode", coalesce(u.name, d.owner_text) as "ownerName", s.type as "customerType", r.form,
    r.form_target as "formTarget", r.form_gap as "formGap", r.bond_level as "bondLevel", r.bond_expected as "bondExpected", r.type,
    r.switching_score as "switchingScore", r.payne, r.stance, r.flags, s.net_contribution_minor as "netContributionMinor",
    r.priority_minor as "priorityMinor", r.inferred_at as "inferredAt"`,
}

const words = (q: string): RawBuilder<SqlBool>[] =>
  q
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 8)
    .map(
      word =>
        sql<SqlBool>`(p.search_text like ${`%${literal(word)}%`} or lower(p.name) like ${`%${literal(word)}%`} or lower(coalesce(d.code, '')) like ${`%${literal(word)}%`})`,
    )

/** What a row must meet: to be a customer that this person sees, and the words that were typed. */
export function relationshipCondition(viewer: Viewer & { readonly tenantId: string }, q: string | undefined): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`r.tenant_id = ${viewer.tenantId}::uuid and ${isCustomer(viewer.tenantId)}`,
    visibleDyads(viewer, 'd'),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}
