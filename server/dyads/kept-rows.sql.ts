import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

type ColumnType = 'text' | 'date' | 'uuid' | 'boolean' | 'text[]'

/** A table of records that hang on a customer, each with its id and version: what is written of them, by the names of the contract. */
export type KeptTable = {
  readonly table: 'party_site' | 'billing_title' | 'need'
  readonly parent: 'party_id' | 'dyad_id'
  readonly id: string
  readonly columns: Readonly<Record<string, readonly [column: string, type: ColumnType]>>
}

/** Where a record lies: the customer's own id and those merged into it. A new record is written under the first. */
export type Place = { readonly tenantId: string; readonly parents: readonly string[] }

export type Values = Readonly<Record<string, unknown>>

const lies = ({ parent }: KeptTable, { tenantId, parents }: Place) =>
  sql`k.tenant_id = ${tenantId}::uuid and k.${sql.ref(parent)} = any(${[...parents]}::uuid[]) and k.deleted_at is null`

const columnsGiven = ({ columns }: KeptTable, values: Values) =>
  Object.entries(columns).flatMap(([name, [column, type]]) =>
    values[name] === undefined ? [] : [{ column: sql.ref(column), value: sql`${values[name]}::${sql.raw(type)}` }],
  )

export async function insertKept(tx: Tx, kept: KeptTable, { tenantId, parents }: Place, id: string, values: Values): Promise<void> {
  const given = columnsGiven(kept, values)
  const names = sql.join([sql.ref('tenant_id'), sql.ref(kept.parent), sql.ref(kept.id), ...given.map(one => one.column)])
  await sql`insert into ${sql.table(kept.table)} (${names})
    values (${sql.join([sql`${tenantId}::uuid`, sql`${parents[0]}::uuid`, sql`${id}::uuid`, ...given.map(one => one.value)])})`.execute(tx)
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateKept(tx: Tx, kept: KeptTable, place: Place, id: string, version: number, values: Values): Promise<boolean> {
  const given = columnsGiven(kept, values).map(({ column, value }) => sql`${column} = ${value}`)
  const sets = sql.join([...given, sql`version = k.version + 1`, sql`updated_at = statement_timestamp()`])
  const { numAffectedRows } = await sql`update ${sql.table(kept.table)} k set ${sets}
    where ${lies(kept, place)} and k.${sql.ref(kept.id)} = ${id}::uuid and k.version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export async function removeKept(tx: Tx, kept: KeptTable, place: Place, id: string, version: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update ${sql.table(kept.table)} k set deleted_at = statement_timestamp(), version = k.version + 1
    where ${lies(kept, place)} and k.${sql.ref(kept.id)} = ${id}::uuid and k.version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** A record just made the default takes that from those that it stands in for: of the same uses where it has uses. */
export async function leaveOneDefault(tx: Tx, kept: KeptTable, place: Place, id: string): Promise<void> {
  const alike =
    kept.table === 'party_site'
      ? sql`and k.uses && (select m.uses from party_site m where m.tenant_id = k.tenant_id and m.party_id = k.party_id and m.site_id = ${id}::uuid)`
      : sql``
  await sql`update ${sql.table(kept.table)} k set is_default = false, version = k.version + 1
    where ${lies(kept, place)} and k.${sql.ref(kept.id)} <> ${id}::uuid and k.is_default ${alike}`.execute(tx)
}

/** A company and those merged into it, its own id first. */
export async function readPartyIds(tx: Tx, tenantId: string, partyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p.party_id as id from party p
    where p.tenant_id = ${tenantId}::uuid and p.merged_into_id = ${partyId}::uuid order by p.party_id`.execute(tx)
  return [partyId, ...rows.map(row => row.id)]
}
