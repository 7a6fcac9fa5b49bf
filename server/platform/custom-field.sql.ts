import { type RawBuilder, sql } from 'kysely'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { CustomValues, FieldEntity, TypedValue } from '#core/platform/custom-field.ts'
import type { Tx } from './database.ts'

/** Where the records of an entity lie, and which of their own columns a formula may read, by its names for them. `…Minor` is read in whole units of money. */
export type CustomPlace = {
  readonly table: 'dyad' | 'party' | 'contact' | 'sales_order' | 'opportunity' | 'agreement' | 'concern'
  readonly id: string
  readonly columns: Readonly<Record<string, string>>
}

export const customPlaces: Readonly<Record<FieldEntity, CustomPlace>> = {
  customer: {
    table: 'dyad',
    id: 'dyad_id',
    columns: {
      code: 'code',
      customerKind: 'customer_kind',
      paymentTermsDays: 'payment_terms_days',
      since: 'since',
      contractEndsOn: 'contract_ends_on',
    },
  },
  party: {
    table: 'party',
    id: 'party_id',
    columns: {
      name: 'name',
      nameEn: 'name_en',
      country: 'country',
      region: 'region',
      city: 'city',
      industry: 'industry',
      website: 'website',
    },
  },
  contact: {
    table: 'contact',
    id: 'contact_id',
    columns: { name: 'name', title: 'title', department: 'department', isPrimary: 'is_primary' },
  },
  order: {
    table: 'sales_order',
    id: 'order_id',
    columns: { number: 'number', kind: 'kind', orderedOn: 'ordered_on', netMinor: 'net_minor', lineCount: 'line_count' },
  },
  opportunity: {
    table: 'opportunity',
    id: 'opportunity_id',
    columns: {
      title: 'title',
      stage: 'stage',
      state: 'state',
      probability: 'probability',
      amountMinor: 'amount_minor',
      expectedOn: 'expected_on',
      openedOn: 'opened_on',
    },
  },
  agreement: {
    table: 'agreement',
    id: 'agreement_id',
    columns: { title: 'title', kind: 'kind', state: 'state', startsOn: 'starts_on', endsOn: 'ends_on', amountMinor: 'amount_minor' },
  },
  concern: {
    table: 'concern',
    id: 'concern_id',
    columns: { title: 'title', kind: 'kind', severity: 'severity', receivedOn: 'received_on' },
  },
}

type Stored = CustomField & { readonly isArchived: boolean }

const fieldColumns = sql`f.field_id as "fieldId", f.entity, f.key, f.type, f.label_zh as "labelZh", f.label_en as "labelEn", f.help_zh as "helpZh", f.help_en as "helpEn",
  f.section, f.position, f.is_required as "isRequired", f.is_filter as "isFilter", f.filled_at is not null as "isFilled", f.default_value as "defaultValue", f.choices,
  f.formula, f.result_type as "resultType", f.valid_from as "validFrom", f.valid_until as "validUntil", f.archived_at is not null as "isArchived", f.version`

/** The firm's fields, in the order of forms; archived ones at the end. */
export async function readCustomFields(tx: Tx, tenantId: string, entity?: FieldEntity): Promise<Stored[]> {
  const only = entity === undefined ? sql`` : sql`and f.entity = ${entity}`
  const { rows } = await sql<Stored>`select ${fieldColumns} from custom_field f where f.tenant_id = ${tenantId}::uuid ${only}
    order by f.entity, f.archived_at is not null, f.position, f.created_at, f.field_id`.execute(tx)
  return rows
}

export async function readCustomField(tx: Tx, tenantId: string, fieldId: string): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select ${fieldColumns} from custom_field f
    where f.tenant_id = ${tenantId}::uuid and f.field_id = ${fieldId}::uuid for update`.execute(tx)
  return rows[0]
}

/** Fields of one firm are made and changed one after another: their keys and formulas are checked against each other. */
export async function lockFields(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('custom_field ' || ${tenantId}, 0))`.execute(tx)
}

export async function insertCustomField(tx: Tx, tenantId: string, authorId: string, field: Stored): Promise<void> {
  await sql`insert into custom_field (tenant_id, field_id, entity, key, type, label_zh, label_en, author_id, filled_at)
    values (${tenantId}::uuid, ${field.fieldId}::uuid, ${field.entity}, ${field.key}, 'text', ${field.labelZh}, ${field.labelEn}, ${authorId}::uuid, now())`.execute(
    tx,
  )
  await updateCustomField(tx, tenantId, { ...field, version: 1 })
}

/** Writes all of a field but its entity and key, where its version is still the one that was read. */
export async function updateCustomField(tx: Tx, tenantId: string, field: Stored): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update custom_field f set type = ${field.type}, label_zh = ${field.labelZh}, label_en = ${field.labelEn},
      help_zh = ${field.helpZh}, help_en = ${field.helpEn}, section = ${field.section}, position = ${field.position}, is_required = ${field.isRequired},
      is_filter = ${field.isFilter}, default_value = ${field.defaultValue === null ? null : JSON.stringify(field.defaultValue)}::jsonb,
      choices = ${JSON.stringify(field.choices)}::jsonb, formula = ${field.formula}, result_type = ${field.resultType},
      valid_from = ${field.validFrom}::date, valid_until = ${field.validUntil}::date, filled_at = case when ${field.isFilled} then coalesce(f.filled_at, now()) end,
      archived_at = case when ${field.isArchived} then coalesce(f.archived_at, now()) end, version = f.version + 1, updated_at = now()
    where f.tenant_id = ${tenantId}::uuid and f.field_id = ${field.fieldId}::uuid and f.version = ${field.version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Their values lie beside the records, whole as of now. */
export async function markFilled(tx: Tx, tenantId: string, entity: FieldEntity, fieldIds: readonly string[]): Promise<void> {
  await sql`update custom_field set filled_at = now() where tenant_id = ${tenantId}::uuid and entity = ${entity} and field_id = any(${[...fieldIds]}::uuid[])`.execute(
    tx,
  )
}

export type CustomRow = { readonly id: string; readonly custom: CustomValues; readonly own: Readonly<Record<string, unknown>> }

function rowColumns(entity: FieldEntity): RawBuilder<unknown> {
  const { id, columns } = customPlaces[entity]
  const own = Object.entries(columns).flatMap(([name, column]) => [sql.lit(name), sql.ref(`r.${column}`)])
  return sql`${sql.ref(`r.${id}`)} as id, r.custom, json_build_object(${sql.join(own)}) as own`
}

/** Records under their ids, held until the transaction ends. */
export async function readCustomRows(tx: Tx, tenantId: string, entity: FieldEntity, ids: readonly string[]): Promise<CustomRow[]> {
  const { table, id } = customPlaces[entity]
  const { rows } = await sql<CustomRow>`select ${rowColumns(entity)} from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${id}`)} = any(${[...ids]}::uuid[]) order by 1 for update`.execute(tx)
  return rows
}

/** Records after an id, in the order of ids: those with values, or all where a formula is to be reckoned. */
export async function readCustomBatch(
  tx: Tx,
  tenantId: string,
  entity: FieldEntity,
  { after, limit, isAll }: { readonly after: string; readonly limit: number; readonly isAll: boolean },
): Promise<CustomRow[]> {
  const { table, id } = customPlaces[entity]
  const only = isAll ? sql`` : sql`and r.custom <> '{}'::jsonb`
  const { rows } = await sql<CustomRow>`select ${rowColumns(entity)} from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${id}`)} > ${after}::uuid ${only}
    order by ${sql.ref(`r.${id}`)} limit ${limit} for update`.execute(tx)
  return rows
}

export async function writeCustomRows(
  tx: Tx,
  tenantId: string,
  entity: FieldEntity,
  rows: readonly { readonly id: string; readonly custom: CustomValues }[],
): Promise<void> {
  if (rows.length === 0) return
  const { table, id } = customPlaces[entity]
  const given = JSON.stringify(rows.map(row => ({ id: row.id, custom: row.custom })))
  await sql`update ${sql.table(table)} r set custom = g.custom from json_to_recordset(${given}::json) as g(id uuid, custom jsonb)
    where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${id}`)} = g.id`.execute(tx)
}

export type FilterRow = TypedValue & { readonly recordId: string; readonly fieldId: string }

/** Puts the typed copies of some records' values in place of the old ones. */
export async function replaceFieldValues(
  tx: Tx,
  tenantId: string,
  recordIds: readonly string[],
  fieldIds: readonly string[],
  rows: readonly FilterRow[],
): Promise<void> {
  if (fieldIds.length === 0) return
  await sql`delete from field_value where tenant_id = ${tenantId}::uuid and record_id = any(${[...recordIds]}::uuid[]) and field_id = any(${[...fieldIds]}::uuid[])`.execute(
    tx,
  )
  if (rows.length === 0) return
  await sql`insert into field_value (tenant_id, field_id, record_id, word, number, day)
    select ${tenantId}::uuid, g."fieldId", g."recordId", g.word, g.number, g.day
    from json_to_recordset(${JSON.stringify(rows)}::json) as g("fieldId" uuid, "recordId" uuid, word text, number float8, day date)
    on conflict (tenant_id, record_id, field_id, word) do nothing`.execute(tx)
}

export async function dropFieldValues(tx: Tx, tenantId: string, fieldId: string): Promise<void> {
  await sql`delete from field_value where tenant_id = ${tenantId}::uuid and field_id = ${fieldId}::uuid`.execute(tx)
}

/** The values that a field has, with how many records bear each. */
export async function readValuesOf(
  tx: Tx,
  tenantId: string,
  entity: FieldEntity,
  key: string,
): Promise<{ value: unknown; uses: number }[]> {
  const { table } = customPlaces[entity]
  const { rows } = await sql<{
    value: unknown
    uses: number
  }>`select r.custom -> ${key}::text as value, count(*) as uses from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and r.custom ? ${key}::text group by 1 order by 2 desc`.execute(tx)
  return rows
}

/** Every record whose value is `from` gets `to`; null takes it away. */
export async function exchangeValue(tx: Tx, tenantId: string, entity: FieldEntity, key: string, from: unknown, to: unknown): Promise<void> {
  const { table } = customPlaces[entity]
  const next = to === null ? sql`r.custom - ${key}::text` : sql`r.custom || jsonb_build_object(${key}::text, ${JSON.stringify(to)}::jsonb)`
  await sql`update ${sql.table(table)} r set custom = ${next}
    where r.tenant_id = ${tenantId}::uuid and r.custom -> ${key}::text = ${JSON.stringify(from)}::jsonb`.execute(tx)
}

export async function readCurrency(tx: Tx, tenantId: string): Promise<{ currency: string; timeZone: string }> {
  const row = await tx
    .selectFrom('tenant')
    .select(['base_currency as currency', 'time_zone as timeZone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return row
}

/** Names of people and parties by id. */
export async function readNames(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const { rows } = await sql<{ id: string; name: string }>`
    select p.party_id as id, p.name from party p where p.tenant_id = ${tenantId}::uuid and p.party_id = any(${[...ids]}::uuid[])
    union all
    select m.user_id, u.name from membership m join identity."user" u on u.id = m.user_id
    where m.tenant_id = ${tenantId}::uuid and m.user_id = any(${[...ids]}::uuid[])`.execute(tx)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
