import { sql } from 'kysely'
import type { AttachmentEntity } from '#core/dyads/attachment.ts'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { Tx } from '#server/platform/database.ts'
import type { VisibleDyad } from './customer.sql.ts'

type Entity = AttachmentEntity | FieldEntity

const ofDyad = {
  opportunity: ['opportunity', 'opportunity_id', sql`r.deleted_at is null`],
  agreement: ['agreement', 'agreement_id', sql`r.deleted_at is null`],
  concern: ['concern', 'concern_id', sql`r.deleted_at is null`],
  activity: ['activity', 'activity_id', sql`r.deleted_at is null`],
  order: ['sales_order', 'order_id', sql`r.superseded_by is null`],
} as const

/**
 * Whether a record belongs to a customer that the caller sees; null where it does not, else the customer under which it lies (one merged away
 * keeps its records). Fields, tags and files of records all go through here.
 */
export async function findRecordOf(
  tx: Tx,
  tenantId: string,
  dyad: VisibleDyad,
  entity: Entity,
  recordId: string,
): Promise<{ readonly dyadId: string } | undefined> {
  if (entity === 'customer') return dyad.all.includes(recordId) || recordId === dyad.dyadId ? { dyadId: dyad.dyadId } : undefined
  if (entity === 'party') return recordId === dyad.partyId ? { dyadId: dyad.dyadId } : undefined
  if (entity === 'contact') return (await isContactOf(tx, tenantId, dyad.partyId, recordId)) ? { dyadId: dyad.dyadId } : undefined
  const [table, id, holds] = ofDyad[entity]
  const { rows } = await sql<{ dyadId: string }>`select r.dyad_id as "dyadId" from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...dyad.all]}::uuid[]) and ${sql.ref(`r.${id}`)} = ${recordId}::uuid and ${holds}`.execute(
    tx,
  )
  return rows[0]
}

async function isContactOf(tx: Tx, tenantId: string, partyId: string, contactId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from contact c where c.tenant_id = ${tenantId}::uuid and c.contact_id = ${contactId}::uuid and c.deleted_at is null
    and (c.party_id = ${partyId}::uuid or exists (select 1 from contact_party l
      where l.tenant_id = c.tenant_id and l.contact_id = c.contact_id and l.party_id = ${partyId}::uuid))`.execute(tx)
  return rows.length > 0
}
