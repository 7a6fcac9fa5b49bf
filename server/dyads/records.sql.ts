import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { GuardedEntity } from '#core/platform/field-policy.ts'
import { holdOf, type Viewer, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List, ListOrder } from '#server/platform/list-page.sql.ts'
import { isCustomer } from './customer-filter.sql.ts'
import { groupConditions } from './group-filter.sql.ts'

/** A table of records that hang on customers: where they lie, and which of their fields are plain columns. */
export type RecordTable = {
  readonly entity: GuardedEntity
  readonly table: 'opportunity' | 'agreement' | 'concern'
  readonly id: string
  /** Contract name -> column, of all that a person may write. */
  readonly columns: Readonly<Record<string, string>>
}

/** How records of a table are listed. The list's source calls the record `r`, its customer's dyad `d` and company `p`. */
export type RecordSource = RecordTable & {
  /** Joins beside the customer's. */
  readonly joins?: RawBuilder<unknown>
  readonly columnsOf: (now: Date, today: string) => List['columns']
  /** What is selected of a row beside its rights. */
  readonly rowOf: (now: Date, today: string) => RawBuilder<unknown>
  readonly usual: ListOrder
  /** What gives a guarded field away, and so is hidden with it. */
  readonly derived?: Readonly<Record<string, readonly string[]>>
}

export type Asked = Writer & { readonly tenantId: string }

const rightsOf = (asked: Asked) =>
  sql`${holdOf(asked, 'd')} as hold, coalesce(${writableDyads(asked, 'd')}, false) as "mayWrite", d.dyad_id as "dyadId", p.name as "customerName", d.code as "customerCode"`

/** What of the firm's own fields comes with a row: all of a record, or what a list shows of them. */
export type OwnPart = { readonly shown: RawBuilder<unknown>; readonly columns: List['columns'] }
export const wholeCustom: OwnPart = { shown: sql`r.custom`, columns: {} }
export const noCustom: OwnPart = { shown: sql`'{}'::jsonb`, columns: {} }

/** The list of a table's records as this person may see it; merged customers' records stand under their survivor. */
export function listOf(source: RecordSource, asked: Asked, now: Date, today: string, own: OwnPart = noCustom): List {
  const id = sql.ref(`r.${source.id}`)
  return {
    from: sql`${sql.table(source.table)} r
      left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
      join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = case when m.current_id is null then r.dyad_id else m.current_id end
      join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      left join identity."user" u on u.id = r.owner_id ${source.joins ?? sql``}`,
    id,
    columns: {
      customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
      customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
      customerOwner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
      owner: { value: sql`r.owner_id`, type: 'person', sqlType: 'uuid' },
      title: { value: sql`r.title`, type: 'text', sqlType: 'text' },
      number: { value: sql`r.number`, type: 'text', sqlType: 'text' },
      tags: { value: sql`r.tags`, type: 'tags', sqlType: 'text[]' },
      createdAt: { value: sql`r.created_at`, type: 'day', sqlType: 'timestamptz', indexed: 'desc' },
      updatedAt: { value: sql`r.updated_at`, type: 'day', sqlType: 'timestamptz' },
      ...source.columnsOf(now, today),
      ...own.columns,
    },
    row: sql`${rightsOf(asked)}, ${source.rowOf(now, today)}, ${own.shown} as custom`,
  }
}

const words = (q: string): RawBuilder<SqlBool>[] =>
  q
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 8)
    .map(word => {
      const pattern = `%${literal(word)}%`
      return sql<SqlBool>`(lower(r.title) like ${pattern} or lower(coalesce(r.number, '')) like ${pattern} or p.search_text like ${pattern} or lower(p.name) like ${pattern})`
    })

/** What a row must meet: to hang on a customer that this person sees, not to be removed, and the words that were typed. */
export function recordCondition(
  asked: Viewer & { readonly tenantId: string },
  {
    q,
    dyadId,
    group,
  }: { readonly q?: string | undefined; readonly dyadId?: string | undefined; readonly group?: readonly string[] | undefined },
): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`r.tenant_id = ${asked.tenantId}::uuid and r.deleted_at is null and ${isCustomer(asked.tenantId)}`,
    visibleDyads(asked, 'd'),
    ...(dyadId === undefined ? [] : [ofDyad(asked.tenantId, dyadId)]),
    ...groupConditions(asked.tenantId, group, 'd.buyer_id'),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Of one customer, named by its id of now or by one that was merged away. */
const ofDyad = (tenantId: string, dyadId: string) => sql<SqlBool>`r.dyad_id = any(array(
  select e.dyad_id from dyad_current e where e.tenant_id = ${tenantId}::uuid and e.current_id = coalesce((
    select c.current_id from dyad_current c where c.tenant_id = ${tenantId}::uuid and c.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid)
  union select ${dyadId}::uuid
  union select c.current_id from dyad_current c where c.tenant_id = ${tenantId}::uuid and c.dyad_id = ${dyadId}::uuid))`

export type RecordKey = { readonly tenantId: string; readonly dyadIds: readonly string[]; readonly id: string }

const keyed = ({ id: column }: RecordTable, { tenantId, dyadIds, id }: RecordKey) =>
  sql`r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...dyadIds]}::uuid[]) and ${sql.ref(`r.${column}`)} = ${id}::uuid`

/** One record of a customer whom the caller has found to be visible. */
export async function findRecord<Row>(tx: Tx, list: List, table: RecordTable, key: RecordKey): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select ${list.row} from ${list.from} where ${keyed(table, key)} and r.deleted_at is null`.execute(tx)
  return rows[0]
}

const written = (table: RecordTable, values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).flatMap(([name, value]) => {
    const column = table.columns[name]
    return value === undefined || column === undefined ? [] : [{ column: sql.id(column), value: sql`${value}` }]
  })

export async function insertRecord(
  tx: Tx,
  table: RecordTable,
  key: { readonly tenantId: string; readonly dyadId: string; readonly id: string; readonly authorId: string },
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = written(table, values)
  await sql`insert into ${sql.table(table.table)} (tenant_id, dyad_id, ${sql.id(table.id)}, author_id, ${sql.join(columns.map(each => each.column))})
    values (${key.tenantId}, ${key.dyadId}, ${key.id}, ${key.authorId}, ${sql.join(columns.map(each => each.value))})`.execute(tx)
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateRecord(
  tx: Tx,
  table: RecordTable,
  key: RecordKey,
  version: number,
  values: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const sets = written(table, values).map(({ column, value }) => sql`${column} = ${value}`)
  const { numAffectedRows } = await sql`update ${sql.table(table.table)} as r
    set ${sql.join([...sets, sql`version = r.version + 1`, sql`updated_at = statement_timestamp()`])}
    where ${keyed(table, key)} and r.version = ${version} and r.deleted_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Removes a record, or brings it back; answers whether there was one to do it to. */
export async function setRemoved(tx: Tx, table: RecordTable, key: RecordKey, removed: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`update ${sql.table(table.table)} as r
    set deleted_at = ${removed ? sql`statement_timestamp()` : sql`null`}, version = r.version + 1, updated_at = statement_timestamp()
    where ${keyed(table, key)} and r.deleted_at is ${removed ? sql`null` : sql`not null`}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Whether a person is among the contacts of a customer. */
export async function isContactOf(tx: Tx, tenantId: string, partyId: string, contactId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from contact c where c.tenant_id = ${tenantId}::uuid and c.party_id = ${partyId}::uuid
    and c.contact_id = ${contactId}::uuid and c.deleted_at is null`.execute(tx)
  return rows.length > 0
}

/** The firm's currency and zone. */
export async function readFirm(tx: Tx, tenantId: string): Promise<{ readonly currency: string; readonly timeZone: string }> {
  return await tx
    .selectFrom('tenant')
    .select(['base_currency as currency', 'time_zone as timeZone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
}
