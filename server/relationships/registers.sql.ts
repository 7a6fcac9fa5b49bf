import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

type ColumnType = 'text' | 'date' | 'uuid' | 'smallint' | 'integer' | 'bigint' | 'float8'

/** A table of what people keep of a relationship: contract name -> column and type of all that is written. */
export type RegisterTable = {
  readonly table:
    | 'bond'
    | 'switching_item'
    | 'relationship_term'
    | 'relationship_entry'
    | 'relationship_fact'
    | 'alliance'
    | 'alliance_measure'
    | 'alliance_milestone'
    | 'alliance_review'
    | 'alliance_item'
    | 'joint_problem'
  readonly id: string
  readonly columns: Readonly<Record<string, readonly [column: string, type: ColumnType]>>
  /** What is read otherwise than it is kept, by contract name; the record is `k`. */
  readonly reads?: Readonly<Record<string, RawBuilder<unknown>>>
}

/** A customer: its own id, under which new records stand, and all that it is read under. */
export type RegisterPlace = { readonly tenantId: string; readonly dyadId: string; readonly all: readonly string[] }
export type Values = Readonly<Record<string, unknown>>

const given = ({ columns }: RegisterTable, values: Values) =>
  Object.entries(columns).flatMap(([name, [column, type]]) =>
    values[name] === undefined ? [] : [{ column: sql.ref(column), value: sql`${values[name]}::${sql.raw(type)}` }],
  )

const at = ({ id: column }: RegisterTable, { tenantId, all }: RegisterPlace, id: string) =>
  sql`k.tenant_id = ${tenantId}::uuid and k.dyad_id = any(${[...all]}::uuid[]) and k.${sql.ref(column)} = ${id}::uuid`

export async function insertRow(tx: Tx, register: RegisterTable, place: RegisterPlace, id: string, authorId: string, values: Values) {
  const columns = given(register, values)
  await sql`insert into ${sql.table(register.table)} (tenant_id, dyad_id, ${sql.ref(register.id)}, author_id, ${sql.join(columns.map(one => one.column))})
    values (${place.tenantId}::uuid, ${place.dyadId}::uuid, ${id}::uuid, ${authorId}::uuid, ${sql.join(columns.map(one => one.value))})`.execute(
    tx,
  )
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateRow(tx: Tx, register: RegisterTable, place: RegisterPlace, id: string, version: number, values: Values) {
  const sets = given(register, values).map(({ column, value }) => sql`${column} = ${value}`)
  const { numAffectedRows } = await sql`update ${sql.table(register.table)} k
    set ${sql.join([...sets, sql`version = k.version + 1`, sql`updated_at = statement_timestamp()`])}
    where ${at(register, place, id)} and k.version = ${version} and k.deleted_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Removes a record of a version, or brings a removed one back; answers whether there was one to do it to. */
export async function setRowRemoved(tx: Tx, register: RegisterTable, place: RegisterPlace, id: string, version: number | undefined) {
  const [to, where] =
    version === undefined
      ? [sql`null`, sql`k.deleted_at is not null`]
      : [sql`statement_timestamp()`, sql`k.deleted_at is null and k.version = ${version}`]
  const { numAffectedRows } = await sql`update ${sql.table(register.table)} k
    set deleted_at = ${to}, version = k.version + 1, updated_at = statement_timestamp() where ${at(register, place, id)} and ${where}`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}

const orders: Record<RegisterTable['table'], string> = {
  bond: 'k.level desc, k.since desc',
  switching_item: 'k.part, k.amount_minor desc',
  relationship_term: 'k.since desc',
  relationship_entry: 'k.giver, k.amount_minor desc nulls last',
  relationship_fact: 'k.kind, k.observed_on desc',
  alliance: 'k.starts_on desc',
  alliance_measure: 'k.created_at desc',
  alliance_milestone: 'k.due_on desc',
  alliance_review: 'k.held_on desc',
  alliance_item: 'k.kind, k.day desc',
  joint_problem: 'k.found_on desc',
}

/** The records of a customer, or the one under an id. */
export async function readRows<Row>(tx: Tx, register: RegisterTable, { tenantId, all }: RegisterPlace, id?: string): Promise<Row[]> {
  const { reads = {} } = register
  const columns = Object.entries(register.columns).map(
    ([name, [column]]) => sql`${reads[name] ?? sql`k.${sql.ref(column)}`} as ${sql.ref(name)}`,
  )
  const one = id === undefined ? sql`` : sql`and k.${sql.ref(register.id)} = ${id}::uuid`
  const { rows } = await sql<Row>`
    select k.${sql.ref(register.id)} as id, ${sql.join(columns)}, u.name as "authorName", k.created_at as "createdAt", k.version
    from ${sql.table(register.table)} k left join identity."user" u on u.id = k.author_id
    where k.tenant_id = ${tenantId}::uuid and k.dyad_id = any(${[...all]}::uuid[]) and k.deleted_at is null ${one}
    order by ${sql.raw(orders[register.table])}, k.${sql.ref(register.id)} desc limit 500`.execute(tx)
  return rows
}

const lasting = { since: ['since', 'date'], until: ['until', 'date'] } as const

export const bondTable: RegisterTable = {
  table: 'bond',
  id: 'bond_id',
  columns: {
    level: ['level', 'smallint'],
    title: ['title', 'text'],
    ...lasting,
    costMinor: ['cost_minor', 'bigint'],
    effect: ['effect', 'text'],
    imitability: ['imitability', 'text'],
    lever: ['lever', 'text'],
    benefit: ['benefit', 'text'],
    proof: ['proof', 'text'],
  },
}

export const switchingTable: RegisterTable = {
  table: 'switching_item',
  id: 'item_id',
  columns: {
    part: ['part', 'text'],
    kind: ['kind', 'text'],
    lever: ['lever', 'text'],
    title: ['title', 'text'],
    amountMinor: ['amount_minor', 'bigint'],
    since: ['since', 'date'],
    lifeMonths: ['life_months', 'integer'],
    probability: ['probability', 'float8'],
    benefit: ['benefit', 'text'],
    source: ['source', 'text'],
    note: ['note', 'text'],
  },
}

export const termTable: RegisterTable = {
  table: 'relationship_term',
  id: 'term_id',
  columns: {
    kind: ['kind', 'text'],
    title: ['title', 'text'],
    binds: ['binds', 'text'],
    counterpart: ['counterpart', 'text'],
    revenueShare: ['revenue_share', 'float8'],
    ...lasting,
    source: ['source', 'text'],
  },
}

export const exchangeTable: RegisterTable = {
  table: 'relationship_entry',
  id: 'entry_id',
  columns: {
    giver: ['giver', 'text'],
    kind: ['kind', 'text'],
    title: ['title', 'text'],
    amountMinor: ['amount_minor', 'bigint'],
    ...lasting,
    note: ['note', 'text'],
  },
}

export const factTable: RegisterTable = {
  table: 'relationship_fact',
  id: 'fact_id',
  columns: {
    kind: ['kind', 'text'],
    value: ['value', 'float8'],
    choice: ['choice', 'text'],
    observedOn: ['observed_on', 'date'],
    until: ['until', 'date'],
    source: ['source', 'text'],
    note: ['note', 'text'],
  },
}
