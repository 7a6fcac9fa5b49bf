import { sql } from 'kysely'
import type { Need } from '#contract/dyads/need.ts'
import type { Tx } from '#server/platform/database.ts'
import type { KeptTable, Place } from './kept-rows.sql.ts'

export const needTable: KeptTable = {
  table: 'need',
  parent: 'dyad_id',
  id: 'need_id',
  columns: {
    content: ['content', 'text'],
    source: ['source', 'text'],
    status: ['status', 'text'],
    ownerId: ['owner_id', 'uuid'],
    contactId: ['contact_id', 'uuid'],
    since: ['since', 'date'],
    dueOn: ['due_on', 'date'],
    response: ['response', 'text'],
  },
}

/** Needs of a customer: open ones first, then the newest. */
export async function readNeeds(tx: Tx, { tenantId, parents }: Place, id?: string): Promise<Need[]> {
  const one = id === undefined ? sql`` : sql`and n.need_id = ${id}::uuid`
  const { rows } = await sql<Need>`
    select n.need_id as "needId", n.content, n.source, n.status, n.owner_id as "ownerId", u.name as "ownerName", n.contact_id as "contactId",
      c.name as "contactName", n.since, n.due_on as "dueOn", n.response, n.created_at as "createdAt", n.version
    from need n
    left join identity."user" u on u.id = n.owner_id
    left join contact c on c.tenant_id = n.tenant_id and c.contact_id = n.contact_id and c.deleted_at is null
    where n.tenant_id = ${tenantId}::uuid and n.dyad_id = any(${[...parents]}::uuid[]) and n.deleted_at is null ${one}
    order by n.status in ('met', 'declined'), n.since desc, n.need_id desc limit 500`.execute(tx)
  return rows
}
