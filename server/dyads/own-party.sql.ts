import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { indexMoved, indexParties } from '#server/platform/search-entry.sql.ts'

/** The tenant's own company among the parties: the seller of every sale. Made at the first need. */
export async function ensureOwnParty(tx: Tx, tenantId: string): Promise<string> {
  const tenant = await tx
    .selectFrom('tenant')
    .select(['name', 'name_en', 'own_party_id'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (tenant.own_party_id !== null) return tenant.own_party_id
  const partyId = newId()
  await insertParty(tx, tenantId, partyId, tenant.name, tenant.name_en)
  await tx.updateTable('tenant').set({ own_party_id: partyId }).where('tenant_id', '=', tenantId).execute()
  return partyId
}

async function insertParty(tx: Tx, tenantId: string, partyId: string, name: string, nameEn: string | null): Promise<void> {
  const [keys] = await nameKeysOf([name])
  await tx
    .insertInto('party')
    .values({
      tenant_id: tenantId,
      party_id: partyId,
      name,
      name_en: nameEn,
      name_key: keys?.nameKey ?? name,
      pinyin: keys?.pinyin ?? '',
      initials: keys?.initials ?? '',
    })
    .execute()
  await indexParties(tx, tenantId, [partyId])
}

/** The dyad that holds trade without a named customer; there is one in each tenant, made at the first need. */
export async function ensureAnonymousDyad(tx: Tx, tenantId: string): Promise<string> {
  const found = await tx
    .selectFrom('dyad')
    .select('dyad_id')
    .where('tenant_id', '=', tenantId)
    .where('is_anonymous', '=', true)
    .orderBy('dyad_id')
    .limit(1)
    .executeTakeFirst()
  if (found) return found.dyad_id
  const [ownPartyId, partyId, dyadId] = [await ensureOwnParty(tx, tenantId), newId(), newId()]
  await insertParty(tx, tenantId, partyId, '未记名交易', 'Trade without a customer')
  await tx
    .insertInto('dyad')
    .values({ tenant_id: tenantId, dyad_id: dyadId, seller_id: ownPartyId, buyer_id: partyId, side: 'sale', is_anonymous: true })
    .execute()
  await indexMoved(tx, tenantId, [partyId])
  return dyadId
}

/** As above, where there is one already. */
export async function findAnonymousDyad(tx: Tx, tenantId: string): Promise<string | undefined> {
  const { rows } = await sql<{
    dyad_id: string
  }>`select dyad_id from app.dyad where tenant_id = ${tenantId}::uuid and is_anonymous order by dyad_id limit 1`.execute(tx)
  return rows[0]?.dyad_id
}
