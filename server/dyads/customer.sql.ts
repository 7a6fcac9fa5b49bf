import { type SqlBool, sql } from 'kysely'
import type { Contact } from '#contract/dyads/contact.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import type { Standing } from '#contract/dyads/standing.ts'
import { type CompletenessItem, completenessItems, completenessOf, type Held } from '#core/dyads/completeness.ts'
import { isCreditCode } from '#core/dyads/credit-code.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { expectsUscc, heldItems, standingJson, standingSource } from './customer-columns.sql.ts'
import { isCustomer } from './customer-filter.sql.ts'

/** A customer that a person may see. `all`: its own id and those merged into it, under which older facts still stand. */
export type VisibleDyad = {
  readonly dyadId: string
  readonly partyId: string
  readonly all: readonly string[]
  readonly version: number
  readonly merged: boolean
  /** Whose it is, seen by this person. */
  readonly hold: Hold
  /** Whether this person may change it: see writableDyads. */
  readonly isWritable: boolean
}

/** Finds a customer within what the person sees; one that was merged away is found as its survivor. */
export async function findVisibleDyad(tx: Tx, tenantId: string, viewer: Writer, dyadId: string): Promise<VisibleDyad | undefined> {
  const { rows } = await sql<VisibleDyad>`
    select d.dyad_id as "dyadId", d.buyer_id as "partyId", d.version, d.dyad_id <> ${dyadId}::uuid as merged, ${holdOf(viewer, 'd')} as hold,
      coalesce(${writableDyads(viewer, 'd')}, false) as "isWritable",
      array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id union select d.dyad_id) as all
    from dyad d
    where ${isCustomer(tenantId)} and ${visibleDyads(viewer, 'd')}
      and d.dyad_id = (select coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid))`.execute(
    tx,
  )
  return rows[0]
}

const heldJson = sql`json_build_object(${sql.join(
  Object.entries(heldItems('row')).map(([item, condition]) => sql`${sql.lit(item)}, ${condition}`),
)}, 'expectsUscc', ${expectsUscc})`

const contactsJson = sql`coalesce((
  select json_agg(json_build_object('contactId', c.contact_id, 'name', c.name, 'title', c.title, 'department', c.department, 'phone', c.phone,
    'email', c.email, 'language', c.language, 'isPrimary', c.is_primary, 'note', c.note, 'version', c.version) order by c.is_primary desc, c.pinyin, c.contact_id)
  from contact c where c.tenant_id = d.tenant_id and c.deleted_at is null and c.contact_id in (
    select h.contact_id from contact h where h.tenant_id = d.tenant_id and h.party_id = d.buyer_id and h.ended_on is null
    union all select l.contact_id from contact_party l where l.tenant_id = d.tenant_id and l.party_id = d.buyer_id and l.ended_on is null)), '[]')`

type Row = Omit<Customer, 'merged' | 'completeness' | 'usccValid' | 'mayWrite' | 'hold' | 'limits'> & {
  readonly held: Record<CompletenessItem, boolean> & { expectsUscc: boolean }
  readonly contacts: Contact[]
  readonly standing: Standing | null
}

/** One customer whole, in one query. Who may see it was decided before. */
export async function readCustomerRow(
  tx: Tx,
  tenantId: string,
  dyadId: string,
  asOf?: string,
): Promise<Omit<Customer, 'merged' | 'mayWrite' | 'hold' | 'limits'> | undefined> {
  const { rows } = await sql<Row>`
    select d.dyad_id as "dyadId", p.party_id as "partyId", p.kind as "partyKind", p.name, p.name_en as "nameEn", p.short_name as "shortName",
      d.code, p.uscc, p.uscc_reason as "usccReason", d.customer_kind as "customerKind",
      array(select r.role from party_role r where r.tenant_id = d.tenant_id and r.party_id = d.buyer_id order by r.role) as roles,
      d.owner_id as "ownerId", coalesce(u.name, d.owner_text) as "ownerName", d.department_id as "departmentId", dep.name as "departmentName",
      p.country, p.region, p.city, p.address, p.postal_code as "postalCode", p.phone, p.email, p.website, p.industry, p.note, d.currency,
      d.payment_terms_days as "paymentTermsDays", d.since, d.end_noticed_on as "endNoticedOn", d.contract_ends_on as "contractEndsOn",
      d.is_project_buyer as "isProjectBuyer", d.import_id as "importId", d.created_at as "createdAt",
      (select a.name from identity."user" a where a.id = d.author_id) as "authorName", d.updated_at as "updatedAt", d.version,
      ${heldJson} as held, ${contactsJson} as contacts, ${standingJson} as standing
    from dyad d
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join ${standingSource(tenantId, asOf)} s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    left join identity."user" u on u.id = d.owner_id
    left join department dep on dep.tenant_id = d.tenant_id and dep.department_id = d.department_id
    where ${isCustomer(tenantId)} and d.dyad_id = ${dyadId}::uuid`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const { held, ...rest } = row
  const all = Object.fromEntries(completenessItems.map(item => [item, held[item]])) as Record<CompletenessItem, boolean>
  const counted: Held = { ...all, expectsUscc: held.expectsUscc }
  return { ...rest, completeness: completenessOf(counted), usccValid: rest.uscc === null ? null : isCreditCode(rest.uscc) }
}

/** Whether facts hang on a customer: orders, deliveries, payments or costs, published or not. */
export async function hasFacts(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<boolean> {
  const ids = sql`any(${[...dyadIds]}::uuid[])`
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from sales_order f where f.tenant_id = ${tenantId}::uuid and f.dyad_id = ${ids})
      or exists (select 1 from delivery f where f.tenant_id = ${tenantId}::uuid and f.dyad_id = ${ids})
      or exists (select 1 from payment f where f.tenant_id = ${tenantId}::uuid and f.dyad_id = ${ids})
      or exists (select 1 from known_cost f where f.tenant_id = ${tenantId}::uuid and f.dyad_id = ${ids}) as there`.execute(tx)
  return rows[0]?.there ?? false
}

/** Whether a person is an active member, and whether a department is one of the firm's: what may be named as owner and department. */
export async function isMember(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const { rows } = await sql<{ there: SqlBool }>`
    select exists (select 1 from membership m where m.tenant_id = ${tenantId}::uuid and m.user_id = ${userId}::uuid and m.disabled_at is null) as there`.execute(
    tx,
  )
  return rows[0]?.there === true
}

export async function isDepartment(tx: Tx, tenantId: string, departmentId: string): Promise<boolean> {
  const { rows } = await sql<{ there: SqlBool }>`
    select exists (select 1 from department d where d.tenant_id = ${tenantId}::uuid and d.department_id = ${departmentId}::uuid) as there`.execute(
    tx,
  )
  return rows[0]?.there === true
}
