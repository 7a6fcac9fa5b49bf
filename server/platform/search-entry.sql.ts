import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from './database.ts'

// What customers and companies are searched by lies in a narrow table of its own (docs/decisions/0009). Whoever writes the name or code of a company, whose a
// customer is, whether it is shown, a merge or a value, calls one of these in the same transaction. app.search_entry_due says what the entries must say.

const columns = ['survivor_id', 'owner_id', 'department_id', 'pool_id', 'net_contribution_minor', 'is_listed', 'words'] as const

const listOf = (of: string) => sql.join(columns.map(column => sql.ref(`${of}.${column}`)))

/** Columns of the search entry that are written. */
export const entryColumns = sql`tenant_id, entry_id, ${sql.join(columns.map(column => sql.ref(column)))}`

/** Writes the due entries (alias v) that meet a condition; one that says so already is left as it is. */
async function writeDue(tx: Tx, tenantId: string, condition: RawBuilder<SqlBool>): Promise<void> {
  await sql`insert into app.search_entry as e (${entryColumns})
    select v.tenant_id, v.entry_id, ${listOf('v')} from app.search_entry_due v where v.tenant_id = ${tenantId}::uuid and ${condition}
    on conflict (tenant_id, entry_id) do update set ${sql.join(columns.map(column => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}
    where (${listOf('e')}) is distinct from (${listOf('excluded')})`.execute(tx)
}

/**
 * Holds entries, in the order of their keys, before what is due is read: of two who write one customer, the second reads it when the first has ended,
 * and writes nothing that is no longer so.
 */
async function holdEntries(tx: Tx, tenantId: string, entries: RawBuilder<unknown>): Promise<void> {
  await sql`select 1 from app.search_entry e where e.tenant_id = ${tenantId}::uuid and e.entry_id ${entries} order by e.entry_id for update`.execute(
    tx,
  )
}

/** After a change of many, where joins are hashed: the entries that meet a condition on what is due (alias v). */
export async function indexDue(tx: Tx, tenantId: string, condition: RawBuilder<SqlBool>): Promise<void> {
  await holdEntries(
    tx,
    tenantId,
    sql`in (select v.entry_id from app.search_entry_due v where v.tenant_id = ${tenantId}::uuid and ${condition})`,
  )
  await writeDue(tx, tenantId, condition)
}

/** What a customer is found by who has just been added. */
export async function enterDyad(tx: Tx, tenantId: string, dyadId: string): Promise<void> {
  await writeDue(tx, tenantId, sql`v.own_id = ${dyadId}::uuid`)
}

/** After a change of very many: every entry of the firm. */
export async function indexAll(tx: Tx, tenantId: string): Promise<void> {
  await indexDue(tx, tenantId, sql`true`)
}

/** After a change of who has customers, or whether they are shown: the entries of these relations and of those merged into them. */
export async function followDyads(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  if (dyadIds.length === 0) return
  const given = sql`${[...dyadIds]}::uuid[]`
  const dyads = sql`any(array(select f.id from unnest(${given}) as f (id)
    union select m.dyad_id from app.dyad m where m.tenant_id = ${tenantId}::uuid and m.merged_into_id = any(${given})))`
  await holdEntries(tx, tenantId, sql`= ${dyads}`)
  await writeDue(tx, tenantId, sql`v.own_id = ${dyads}`)
}

/** After a change of names or codes: all entries of these companies, and of the customers merged into theirs. */
export async function indexParties(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<void> {
  if (partyIds.length === 0) return
  const [tenant, given] = [sql`${tenantId}::uuid`, sql`${[...partyIds]}::uuid[]`]
  const bought = sql`app.dyad d where d.tenant_id = ${tenant} and d.buyer_id = any(${given}) and d.side = 'sale'`
  const parties = sql`any(array(select f.id from unnest(${given}) as f (id)
    union select m.buyer_id from app.dyad m where m.tenant_id = ${tenant} and m.merged_into_id = any(array(select d.dyad_id from ${bought}))))`
  await holdEntries(
    tx,
    tenantId,
    sql`= any(array(select f.id from unnest(${given}) as f (id) union select d.dyad_id from ${bought}
      union select m.dyad_id from app.dyad m where m.tenant_id = ${tenant} and m.merged_into_id = any(array(select d.dyad_id from ${bought}))))`,
  )
  await writeDue(tx, tenantId, sql`v.party_id = ${parties}`)
}

/** After relations went from one company to another, or came to one that had none: a company that buys of us has no entry of its own beside. */
export async function indexMoved(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<void> {
  await sql`delete from app.search_entry e where e.tenant_id = ${tenantId}::uuid and e.entry_id = any(${[...partyIds]}::uuid[])
    and exists (select 1 from app.dyad d where d.tenant_id = e.tenant_id and d.buyer_id = e.entry_id and d.side = 'sale')`.execute(tx)
  await indexParties(tx, tenantId, partyIds)
}

/** After relations or companies were removed for good: nothing is found that is not there, and a company that lost its last relation is found by its name. */
export async function settleEntries(tx: Tx, tenantId: string): Promise<void> {
  const [tenant, same] = [sql`${tenantId}::uuid`, sql`k.tenant_id = v.tenant_id and k.entry_id = v.entry_id`]
  await sql`delete from app.search_entry k where k.tenant_id = ${tenant}
    and not exists (select 1 from app.search_entry_due v where v.tenant_id = ${tenant} and ${same})`.execute(tx)
  await writeDue(tx, tenantId, sql`v.own_id is null and not exists (select 1 from app.search_entry k where ${same})`)
}
