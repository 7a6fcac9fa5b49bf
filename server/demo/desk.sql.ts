import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** Ids by the codes that the demo calls its customers, people and departments by. */
export type DeskIds = {
  readonly dyads: ReadonlyMap<string, string>
  readonly parties: ReadonlyMap<string, string>
  readonly contacts: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly departments: ReadonlyMap<string, string>
}

type Pair = { readonly key: string; readonly id: string }
const mapOf = (rows: readonly Pair[]) => new Map(rows.map(({ key, id }) => [key, id]))

export async function readDeskIds(tx: Tx, tenantId: string): Promise<DeskIds> {
  const id = sql`${tenantId}::uuid`
  const { rows: dyads } = await sql<Pair & { party: string }>`
    select code as key, dyad_id as id, buyer_id as party from app.dyad where tenant_id = ${id} and side = 'sale' and code is not null`.execute(
    tx,
  )
  const { rows: contacts } =
    await sql<Pair>`select email as key, contact_id as id from app.contact where tenant_id = ${id} and email is not null`.execute(tx)
  const { rows: people } = await sql<Pair>`
    select u.email as key, m.user_id as id from app.membership m join identity."user" u on u.id = m.user_id where m.tenant_id = ${id}`.execute(
    tx,
  )
  const { rows: departments } =
    await sql<Pair>`select name as key, department_id as id from app.department where tenant_id = ${id}`.execute(tx)
  return {
    dyads: mapOf(dyads),
    parties: new Map(dyads.map(({ key, party }) => [key, party])),
    contacts: mapOf(contacts),
    people: mapOf(people),
    departments: mapOf(departments),
  }
}

/** Writes rows that all have the same columns, in one statement. */
export async function insertDeskRows(
  tx: Tx,
  tenantId: string,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = ['tenant_id', ...Object.keys(rows[0] ?? {})]
  const list = sql.join(columns.map(column => sql.id(column)))
  const json = JSON.stringify(rows.map(row => ({ tenant_id: tenantId, ...row })))
  await sql`insert into ${sql.id('app', table)} (${list}) select ${list} from jsonb_populate_recordset(null::${sql.id('app', table)}, ${json}::jsonb)`.execute(
    tx,
  )
}

export async function hasDesk(tx: Tx, tenantId: string): Promise<boolean> {
  return (await tx.selectFrom('activity').select('activity_id').where('tenant_id', '=', tenantId).limit(1).executeTakeFirst()) !== undefined
}
