import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** Columns by the names of the contract. */
const columns = {
  kind: 'kind',
  state: 'state',
  direction: 'direction',
  day: 'day',
  startsAt: 'starts_at',
  minutes: 'minutes',
  subject: 'subject',
  content: 'content',
  place: 'place',
  outcome: 'outcome',
  nextStep: 'next_step',
  nextOn: 'next_on',
  ownerId: 'owner_id',
  remindAt: 'remind_at',
  remindedAt: 'reminded_at',
} as const
export type ActivityWrite = { readonly [K in keyof typeof columns]?: string | number | Date | null | undefined }

const written = (write: ActivityWrite) =>
  Object.fromEntries(
    Object.entries(write).flatMap(([name, value]) =>
      value === undefined || !(name in columns) ? [] : [[columns[name as keyof typeof columns], value]],
    ),
  )

export type ActivityKey = { readonly tenantId: string; readonly dyadId: string; readonly activityId: string }

export async function insertActivity(tx: Tx, key: ActivityKey, authorId: string, write: ActivityWrite): Promise<void> {
  const values = { ...written(write), tenant_id: key.tenantId, dyad_id: key.dyadId, activity_id: key.activityId, author_id: authorId }
  await tx
    .insertInto('activity')
    .values(values as never)
    .execute()
}

export async function updateActivityRow(tx: Tx, key: ActivityKey, version: number, write: ActivityWrite): Promise<boolean> {
  const result = await tx
    .updateTable('activity')
    .set({ ...written(write), version: version + 1, updated_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', key.tenantId)
    .where('dyad_id', '=', key.dyadId)
    .where('activity_id', '=', key.activityId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeActivityRow(tx: Tx, key: ActivityKey, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('activity')
    .set({ deleted_at: sql`statement_timestamp()`, version: version + 1 })
    .where('tenant_id', '=', key.tenantId)
    .where('dyad_id', '=', key.dyadId)
    .where('activity_id', '=', key.activityId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Names who took part on one side; those named before are no longer. */
export async function setPeople(tx: Tx, key: ActivityKey, side: 'ours' | 'theirs', people: readonly string[]): Promise<void> {
  const { tenantId, dyadId, activityId } = key
  await tx
    .deleteFrom('activity_person')
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .where('activity_id', '=', activityId)
    .where('side', '=', side)
    .execute()
  const rows = [...new Set(people)].map(person_id => ({ tenant_id: tenantId, dyad_id: dyadId, activity_id: activityId, side, person_id }))
  if (rows.length > 0) await tx.insertInto('activity_person').values(rows).execute()
}
