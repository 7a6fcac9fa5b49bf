import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export type Counted = { readonly tasks: number; readonly opportunities: number }

/** What moved along with a transfer, by id: what taking it back gives back. */
export type Followed = {
  readonly tasks: readonly string[]
  readonly opportunities: readonly string[]
  readonly activities: readonly string[]
}

const open = {
  tasks: { table: 'task', id: 'task_id', person: 'assignee_id', still: sql`x.state = 'open'` },
  opportunities: { table: 'opportunity', id: 'opportunity_id', person: 'owner_id', still: sql`x.state = 'open'` },
  activities: { table: 'activity', id: 'activity_id', person: 'owner_id', still: sql`x.state = 'planned'` },
} as const
type Kind = keyof typeof open

const count = (tenantId: string, userId: string, { table, person, still }: (typeof open)[Kind]): RawBuilder<number> =>
  sql<number>`(select count(*)::int from ${sql.ref(table)} x join dyad d on d.tenant_id = x.tenant_id and d.dyad_id = x.dyad_id and d.owner_id = ${userId}::uuid
    where x.tenant_id = ${tenantId}::uuid and ${sql.ref(`x.${person}`)} = ${userId}::uuid and ${still} and x.deleted_at is null)`

/** Open work of a person with the customers that they own: it goes along when those are handed over. */
export async function countFollowing(tx: Tx, tenantId: string, userId: string): Promise<Counted> {
  const { rows } =
    await sql<Counted>`select ${count(tenantId, userId, open.tasks)} as tasks, ${count(tenantId, userId, open.opportunities)} as opportunities`.execute(
      tx,
    )
  return rows[0] ?? { tasks: 0, opportunities: 0 }
}

type Moved = { readonly tenantId: string; readonly transferId: string; readonly userId: string }

async function moveKind(tx: Tx, { tenantId, transferId, userId }: Moved, kind: Kind): Promise<string[]> {
  const { table, id, person, still } = open[kind]
  const { rows } = await sql<{ id: string }>`
    update ${sql.ref(table)} x set ${sql.raw(person)} = d.owner_id, version = x.version + 1, updated_at = statement_timestamp()
    from ownership_entry e join dyad d on d.tenant_id = e.tenant_id and d.dyad_id = e.dyad_id and d.owner_id is not null
    where e.tenant_id = ${tenantId}::uuid and e.transfer_id = ${transferId}::uuid and x.tenant_id = e.tenant_id and x.dyad_id = e.dyad_id
      and ${sql.ref(`x.${person}`)} = ${userId}::uuid and ${still} and x.deleted_at is null returning ${sql.ref(`x.${id}`)} as id`.execute(
    tx,
  )
  return rows.map(row => row.id)
}

/** Moves the open work of a person with the customers of a transfer to their new owners. */
export async function moveFollowing(tx: Tx, moved: Moved): Promise<Followed> {
  return {
    tasks: await moveKind(tx, moved, 'tasks'),
    opportunities: await moveKind(tx, moved, 'opportunities'),
    activities: await moveKind(tx, moved, 'activities'),
  }
}

/** Gives back what moved along and is still open, of the customers that went back. */
export async function returnFollowing(tx: Tx, tenantId: string, userId: string, followed: Followed): Promise<void> {
  for (const kind of ['tasks', 'opportunities', 'activities'] as const) {
    const { table, id, person, still } = open[kind]
    await sql`
      update ${sql.ref(table)} x set ${sql.raw(person)} = ${userId}::uuid, version = x.version + 1, updated_at = statement_timestamp()
      from dyad d where x.tenant_id = ${tenantId}::uuid and ${sql.ref(`x.${id}`)} = any(${[...followed[kind]]}::uuid[]) and ${still}
        and d.tenant_id = x.tenant_id and d.dyad_id = x.dyad_id and d.owner_id = ${userId}::uuid`.execute(tx)
  }
}
