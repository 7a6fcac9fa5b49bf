import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** A file that lies near a person, and why it was looked at: `of_person` on their own record or on an activity that they took part in. */
export type NearFile = {
  readonly attachmentId: string
  readonly dyadId: string
  readonly customer: string
  readonly isSupplier: boolean
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly hash: string
  readonly why: 'of_person' | 'named' | 'on_customer'
}

/** The files of the customers that a person belongs or belonged to, those nearest first: on their own record, named after them, then all others. */
export async function readFilesNear(
  tx: Tx,
  tenantId: string,
  contactId: string,
  { words, dyadIds }: { readonly words: readonly string[]; readonly dyadIds: readonly string[] },
  limit: number,
): Promise<NearFile[]> {
  const named = sql`exists (select 1 from unnest(${[...words]}::text[]) w (word) where w.word <> '' and position(lower(w.word) in lower(a.name)) > 0)`
  const ofPerson = sql`((a.entity = 'contact' and a.record_id = ${contactId}::uuid) or (a.entity = 'activity' and exists (
    select 1 from activity_person x where x.tenant_id = a.tenant_id and x.dyad_id = a.dyad_id and x.activity_id = a.record_id and x.person_id = ${contactId}::uuid)))`
  const { rows } = await sql<NearFile>`
    select f.* from (
      select a.attachment_id as "attachmentId", coalesce(m.current_id, a.dyad_id) as "dyadId", p.name as customer, d.side = 'supply' as "isSupplier", a.name, b.media_type as "mediaType", b.bytes, a.hash,
        case when ${ofPerson} then 'of_person' when ${named} then 'named' else 'on_customer' end as why, a.created_at
      from attachment a join attachment_blob b on b.tenant_id = a.tenant_id and b.hash = a.hash
      join dyad d on d.tenant_id = a.tenant_id and d.dyad_id = a.dyad_id
      join party p on p.tenant_id = d.tenant_id and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end
      left join dyad_current m on m.tenant_id = a.tenant_id and m.dyad_id = a.dyad_id
      where a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...dyadIds]}::uuid[])) f
    order by f.why = 'on_customer', f.why = 'named', f.created_at desc, f."attachmentId" limit ${limit}`.execute(tx)
  return rows
}
