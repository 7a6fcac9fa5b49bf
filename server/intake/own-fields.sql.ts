import { sql } from 'kysely'
import { foldPerson, ownImportField, type OwnImportField } from '#core/intake/own-field.ts'
import { readCustomFields } from '#server/platform/custom-field.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** Names that two people share name nobody; an e-mail always names one. */
async function readPeople(tx: Tx, tenantId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`select m.user_id as id, u.name, u.email
    from membership m join identity."user" u on u.id = m.user_id where m.tenant_id = ${tenantId}::uuid`.execute(tx)
  const names = Map.groupBy(rows, row => foldPerson(row.name))
  const alone = [...names].flatMap(([name, people]) => (people.length === 1 && people[0] ? [[name, people[0].id] as const] : []))
  return Object.fromEntries([...alone, ...rows.map(row => [foldPerson(row.email), row.id] as const)])
}

/** The firm's own fields in use that files may fill. */
export async function readOwnImportFields(tx: Tx, tenantId: string): Promise<readonly OwnImportField[]> {
  const fields = (await readCustomFields(tx, tenantId)).filter(field => !field.isArchived)
  const people = fields.some(({ type }) => type === 'person') ? await readPeople(tx, tenantId) : {}
  return fields.flatMap(field => ownImportField(field, people) ?? [])
}
