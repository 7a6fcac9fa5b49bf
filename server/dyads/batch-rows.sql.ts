import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Values } from '#core/dyads/batch-change.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, type Writer, writableDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'
import { type Asker, customerCondition } from './customer-filter.sql.ts'
import { flatValues } from './custom-batch.ts'
import { customerSource, type ListRequest } from './customer-list.sql.ts'

/** What of a customer can be changed in many at once: where it lies, and as what it is read from JSON. */
const fields = {
  customerKind: { table: 'dyad', column: 'customer_kind', type: 'text' },
  ownerId: { table: 'dyad', column: 'owner_id', type: 'uuid' },
  departmentId: { table: 'dyad', column: 'department_id', type: 'uuid' },
  paymentTermsDays: { table: 'dyad', column: 'payment_terms_days', type: 'integer' },
  contractEndsOn: { table: 'dyad', column: 'contract_ends_on', type: 'date' },
  tags: { table: 'dyad', column: 'tags', type: 'text[]' },
  region: { table: 'party', column: 'region', type: 'text' },
  city: { table: 'party', column: 'city', type: 'text' },
  industry: { table: 'party', column: 'industry', type: 'text' },
} as const

export type BatchRow = {
  readonly dyadId: string
  readonly partyId: string
  readonly name: string
  readonly hold: Hold
  readonly isWritable: boolean
  readonly now: Values
}

const nowJson = sql`json_build_object(${sql.join(
  Object.entries(fields).map(([name, { table, column }]) => sql`${sql.lit(name)}, ${sql.ref(`${table === 'dyad' ? 'd' : 'p'}.${column}`)}`),
)}, 'custom', d.custom, 'partyCustom', p.custom)`

/** The ids of the customers of a list, at most so many. */
export async function readChosenIds(
  tx: Tx,
  request: Pick<ListRequest, 'asker' | 'query' | 'searched' | 'filter'>,
  limit: number,
): Promise<string[]> {
  const { asker, query, searched, filter } = request
  const narrowed: RawBuilder<SqlBool> = filter ?? sql<SqlBool>`true`
  const { rows } = await sql<{ dyadId: string }>`
    select d.dyad_id as "dyadId" from ${customerSource(request, 'left join')}
    where ${customerCondition(asker, query, searched)} and ${narrowed} order by d.dyad_id limit ${limit}`.execute(tx)
  return rows.map(({ dyadId }) => dyadId)
}

/** Those of these customers that this person sees, with what of them can be changed; held fast until the transaction ends where they will be. */
export async function readBatchRows(tx: Tx, asker: Asker & Writer, dyadIds: readonly string[], held: boolean): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select d.dyad_id as "dyadId", d.buyer_id as "partyId", p.name, ${holdOf(asker, 'd')} as hold, coalesce(${writableDyads(asker, 'd')}, false) as "isWritable",
      ${nowJson} as now
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where ${customerCondition(asker, {}, { how: 'all' })} and d.dyad_id = any(${[...dyadIds]}::uuid[])
    order by d.dyad_id ${held ? sql`for no key update of d` : sql``}`.execute(tx)
  return rows.map(row => ({ ...row, now: flatValues(row.now) }))
}

export type Written = Pick<BatchRow, 'dyadId' | 'partyId'> & { readonly values: Values }

const asList = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`

async function writeField(tx: Tx, tenantId: string, name: string, rows: readonly Written[]): Promise<void> {
  const field = name in fields ? fields[name as keyof typeof fields] : undefined
  if (field === undefined) throw new Error(`${name} is no field that many customers are changed in`)
  const { table, column, type } = field
  const key = table === 'dyad' ? 'dyad_id' : 'party_id'
  const given = rows.map(({ dyadId, partyId, values }) => ({ id: table === 'dyad' ? dyadId : partyId, value: values[name] ?? null }))
  const value =
    type === 'text[]'
      ? sql`array(select jsonb_array_elements_text(case jsonb_typeof(v.value) when 'array' then v.value else '[]' end))`
      : sql`(v.value #>> '{}')::${sql.raw(type)}`
  await sql`update ${sql.table(table)} t set ${sql.ref(column)} = ${value}
    from jsonb_to_recordset(${asList(given)}) as v(id uuid, value jsonb)
    where t.tenant_id = ${tenantId}::uuid and t.${sql.ref(key)} = v.id`.execute(tx)
}

/** Writes each row's values, and notes the change in the versions of its records. */
export async function writeBatchRows(tx: Tx, tenantId: string, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values).filter(name => name in fields)))]
  for (const name of names) {
    const having = rows.filter(({ values }) => name in values)
    await writeField(tx, tenantId, name, having)
  }
  const stamp = async (table: 'dyad' | 'party', key: string, ids: readonly string[]) =>
    await sql`update ${sql.table(table)} t set version = t.version + 1, updated_at = statement_timestamp()
      where t.tenant_id = ${tenantId}::uuid and t.${sql.ref(key)} = any(${[...ids]}::uuid[])`.execute(tx)
  const dyadIds = rows.map(({ dyadId }) => dyadId)
  await stamp('dyad', 'dyad_id', dyadIds)
  if (names.includes('ownerId') || names.includes('departmentId')) await followDyads(tx, tenantId, dyadIds)
  const ofParty = (values: Values) =>
    Object.keys(values).some(name => name in fields && fields[name as keyof typeof fields].table === 'party')
  const parties = rows.filter(({ values }) => ofParty(values)).map(({ partyId }) => partyId)
  if (parties.length > 0) await stamp('party', 'party_id', parties)
}
