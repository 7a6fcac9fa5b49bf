import { type SqlBool, sql } from 'kysely'
import type { Contact } from '#contract/dyads/contact.ts'
import type { Tx } from '#server/platform/database.ts'
import type { NameKeys } from '#server/platform/name-keys.ts'

const columns = {
  name: 'name',
  title: 'title',
  department: 'department',
  phone: 'phone',
  email: 'email',
  language: 'language',
  isPrimary: 'is_primary',
  note: 'note',
} as const
export type ContactChange = { readonly [K in keyof typeof columns]?: string | boolean | null | undefined }

const written = (change: ContactChange) =>
  Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[columns[name as keyof typeof columns], value]])),
  )

/** A contact belongs to a party that is its first firm, or one beside it. */
const belongsTo = (partyId: string) =>
  sql<SqlBool>`(contact.party_id = ${partyId}::uuid and contact.ended_on is null or exists (select 1 from contact_party l where l.tenant_id = contact.tenant_id
    and l.contact_id = contact.contact_id and l.party_id = ${partyId}::uuid and l.ended_on is null))`

export type ContactKey = { readonly tenantId: string; readonly partyId: string; readonly contactId: string }

export async function readContact(tx: Tx, { tenantId, partyId, contactId }: ContactKey): Promise<Contact | undefined> {
  return await tx
    .selectFrom('contact')
    .select([
      'contact_id as contactId',
      'name',
      'title',
      'department',
      'phone',
      'email',
      'language',
      'is_primary as isPrimary',
      'note',
      'version',
    ])
    .where('tenant_id', '=', tenantId)
    .where(belongsTo(partyId))
    .where('contact_id', '=', contactId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export async function insertContact(tx: Tx, key: ContactKey, name: string, keys: NameKeys, change: ContactChange): Promise<void> {
  await tx
    .insertInto('contact')
    .values({
      tenant_id: key.tenantId,
      contact_id: key.contactId,
      party_id: key.partyId,
      ...written(change),
      name,
      pinyin: keys.pinyin,
      initials: keys.initials,
    })
    .execute()
}

export async function updateContactRow(
  tx: Tx,
  key: ContactKey,
  version: number,
  change: ContactChange,
  keys: NameKeys | undefined,
): Promise<boolean> {
  const spelled = keys ? { pinyin: keys.pinyin, initials: keys.initials } : {}
  const result = await tx
    .updateTable('contact')
    .set({ ...written(change), ...spelled, version: version + 1, updated_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', key.tenantId)
    .where(belongsTo(key.partyId))
    .where('contact_id', '=', key.contactId)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** One of the people is the first to call: naming another takes it from the one before. */
export async function leaveOnePrimary(tx: Tx, { tenantId, partyId, contactId }: ContactKey): Promise<void> {
  await tx
    .updateTable('contact')
    .set(eb => ({ is_primary: false, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('party_id', '=', partyId)
    .where('contact_id', '<>', contactId)
    .where('is_primary', '=', true)
    .execute()
}

/** Removes a person from their first firm; false where this is only one beside it. */
export async function removeContactRow(tx: Tx, { tenantId, partyId, contactId }: ContactKey): Promise<boolean> {
  const result = await tx
    .updateTable('contact')
    .set(eb => ({ deleted_at: sql`statement_timestamp()`, is_primary: false, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('party_id', '=', partyId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
