import { sql } from 'kysely'
import { foldCode } from '#core/units/text-key.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** Who holds a code that a removed customer had: the code, and the holder's name where the person sees it. */
export async function findHolder(
  tx: Tx,
  tenantId: string,
  viewer: Viewer,
  partyId: string,
  { code, uscc }: { readonly code: string | null; readonly uscc: string | null },
): Promise<{ readonly key: string; readonly name: string | null } | undefined> {
  const { rows } = await sql<{ key: string; name: string | null }>`
    select k.key, (select p.name from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      where d.tenant_id = k.tenant_id and (d.dyad_id = k.dyad_id or (k.dyad_id is null and d.buyer_id = k.entity_id)) and d.deleted_at is null and ${visibleDyads(viewer, 'd')} limit 1) as name
    from business_key k
    where k.tenant_id = ${tenantId}::uuid and k.entity_id <> ${partyId}::uuid
      and ((k.kind = 'customer_code' and k.key = ${code === null ? null : foldCode(code)}::text) or (k.kind = 'party_uscc' and k.key = ${uscc}::text)) limit 1`.execute(
    tx,
  )
  return rows[0]
}
