import { sql } from 'kysely'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** A customer or supplier that a person may see. `all`: its own id and those merged into it, under which older records still stand. */
export type SeenDyad = {
  readonly dyadId: string
  readonly partyId: string
  readonly name: string
  readonly side: 'sale' | 'supply' | 'other'
  readonly all: readonly string[]
  readonly hold: Hold
  readonly isWritable: boolean
  readonly timeZone: string
}

/** The other party of a dyad: the buyer where we sell, the seller where we buy. */
export const otherParty = (dyad: string) =>
  sql`case when ${sql.ref(`${dyad}.side`)} = 'supply' then ${sql.ref(`${dyad}.seller_id`)} else ${sql.ref(`${dyad}.buyer_id`)} end`

/** Dyads that are there for readers at all. */
export const present = (dyad: string) =>
  sql`${sql.ref(`${dyad}.is_published`)} and ${sql.ref(`${dyad}.deleted_at`)} is null and ${sql.ref(`${dyad}.merged_into_id`)} is null and not ${sql.ref(`${dyad}.is_anonymous`)}`

/** Finds a customer or supplier within what the person sees; one that was merged away is found as its survivor. */
export async function findSeenDyad(tx: Tx, tenantId: string, viewer: Writer, dyadId: string): Promise<SeenDyad | undefined> {
  const { rows } = await sql<SeenDyad>`
    select d.dyad_id as "dyadId", p.party_id as "partyId", p.name, d.side, ${holdOf(viewer, 'd')} as hold, coalesce(${writableDyads(viewer, 'd')}, false) as "isWritable",
      t.time_zone as "timeZone", array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id union select d.dyad_id) as all
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = ${otherParty('d')} join tenant t on t.tenant_id = d.tenant_id
    where d.tenant_id = ${tenantId}::uuid and ${present('d')} and ${visibleDyads(viewer, 'd')}
      and d.dyad_id = (select coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid))`.execute(
    tx,
  )
  return rows[0]
}

export async function readTimeZone(tx: Tx, tenantId: string): Promise<string> {
  const row = await tx.selectFrom('tenant').select('time_zone').where('tenant_id', '=', tenantId).executeTakeFirst()
  return row?.time_zone ?? 'Asia/Shanghai'
}

/** Those of some ids that are active members of the firm. */
export async function membersOf(tx: Tx, tenantId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('membership')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', [...userIds])
    .where('disabled_at', 'is', null)
    .execute()
  return new Set(rows.map(row => row.user_id))
}

/** Those of some ids that are contacts of the party, or of one merged into it. */
export async function contactsOf(tx: Tx, tenantId: string, partyId: string, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select c.contact_id as id from contact c join party p on p.tenant_id = c.tenant_id and p.party_id = c.party_id
    where c.tenant_id = ${tenantId}::uuid and c.contact_id = any(${[...contactIds]}::uuid[]) and (p.party_id = ${partyId}::uuid or p.merged_into_id = ${partyId}::uuid)`.execute(
    tx,
  )
  return new Set(rows.map(row => row.id))
}

export type ContactChoice = { readonly id: string; readonly name: string; readonly title: string | null }

/** Contacts of a party, the first to call on top. */
export async function readContactChoices(tx: Tx, tenantId: string, partyId: string): Promise<ContactChoice[]> {
  const { rows } = await sql<ContactChoice>`
    select c.contact_id as id, c.name, c.title from contact c join party p on p.tenant_id = c.tenant_id and p.party_id = c.party_id
    where c.tenant_id = ${tenantId}::uuid and c.deleted_at is null and (c.party_id = ${partyId}::uuid or p.merged_into_id = ${partyId}::uuid)
    order by c.is_primary desc, c.pinyin, c.contact_id limit 200`.execute(tx)
  return rows
}
