import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export type Holder = 'party' | 'contact'
export type Unread = { readonly id: string; readonly phone: string | null; readonly country: string | null }

const unread = {
  party: sql`select p.party_id as id, p.phone, p.country from party p where p.phone is distinct from p.phone_read`,
  contact: sql`select p.contact_id as id, p.phone, f.country from contact p
    join party f on f.tenant_id = p.tenant_id and f.party_id = p.party_id where p.phone is distinct from p.phone_read`,
} as const

/** Numbers that have not been read as E.164 since their text was written, at most `limit`; of one record where its id is given. */
export async function readUnread(tx: Tx, tenantId: string, holder: Holder, limit: number, id?: string): Promise<Unread[]> {
  const one = id === undefined ? sql`` : sql`and p.${sql.ref(`${holder}_id`)} = ${id}::uuid`
  const { rows } = await sql<Unread>`${unread[holder]} and p.tenant_id = ${tenantId}::uuid ${one} limit ${limit}`.execute(tx)
  return rows
}

/** Keeps the numbers beside the texts that they were read from; a text that has changed meanwhile is read again later. */
export async function writeNumbers(
  tx: Tx,
  tenantId: string,
  holder: Holder,
  read: readonly (Unread & { readonly e164: string | null })[],
): Promise<void> {
  const id = sql.ref(`${holder}_id`)
  await sql`update ${sql.table(holder)} h set phone_e164 = n.e164, phone_read = n.phone
    from unnest(${read.map(one => one.id)}::uuid[], ${read.map(one => one.phone)}::text[], ${read.map(one => one.e164)}::text[]) as n (id, phone, e164)
    where h.tenant_id = ${tenantId}::uuid and h.${id} = n.id`.execute(tx)
}

/** Whether a firm has numbers that wait to be read. */
export async function hasUnread(tx: Tx, tenantId: string): Promise<boolean> {
  for (const holder of ['party', 'contact'] as const) if ((await readUnread(tx, tenantId, holder, 1)).length > 0) return true
  return false
}
