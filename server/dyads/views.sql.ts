import { sql } from 'kysely'
import type { SavedView } from '#contract/dyads/view.ts'
import type { Tx } from '#server/platform/database.ts'

export type ViewOwner = { readonly tenantId: string; readonly userId: string }

/** The departments that a view may be shared with to reach this person: their own and those above it. */
const ownDepartments = ({ tenantId, userId }: ViewOwner) => sql`(
  with recursive above as (
    select d.tenant_id, d.department_id, d.parent_id from membership m
    join department d on d.tenant_id = m.tenant_id and d.department_id = m.department_id
    where m.tenant_id = ${tenantId}::uuid and m.user_id = ${userId}::uuid
    union
    select d.tenant_id, d.department_id, d.parent_id from above a
    join department d on d.tenant_id = a.tenant_id and d.department_id = a.parent_id)
  select coalesce(array_agg(department_id), '{}') from above)`

/** The views of a list that a person may use: their own, those shared with everyone and with their department; one alone where its id is given. */
export async function readViews(
  tx: Tx,
  owner: ViewOwner,
  which: { readonly list: string } | { readonly viewId: string },
): Promise<SavedView[]> {
  const { tenantId, userId } = owner
  const chosen = 'list' in which ? sql`v.list = ${which.list}` : sql`v.view_id = ${which.viewId}::uuid`
  const { rows } = await sql<SavedView>`
    select v.view_id as "viewId", v.list, v.name, v.is_shared as "isShared", v.department_ids as "departmentIds", v.owner_id = ${userId}::uuid as "isMine", u.name as "ownerName", v.state,
      v.updated_at as "updatedAt"
    from saved_view v left join identity."user" u on u.id = v.owner_id
    where v.tenant_id = ${tenantId}::uuid and ${chosen} and (v.owner_id = ${userId}::uuid or v.is_shared
      or v.department_ids && ${ownDepartments(owner)})
    order by v.owner_id = ${userId}::uuid desc, v.name, v.view_id limit 200`.execute(tx)
  return rows
}

export type ViewWrite = {
  readonly name?: string | undefined
  readonly isShared?: boolean | undefined
  readonly departmentIds?: readonly string[] | undefined
  readonly state?: unknown
}

export async function insertView(
  tx: Tx,
  owner: ViewOwner,
  viewId: string,
  list: string,
  view: ViewWrite & { readonly name: string },
): Promise<void> {
  await tx
    .insertInto('saved_view')
    .values({
      tenant_id: owner.tenantId,
      view_id: viewId,
      list,
      name: view.name,
      owner_id: owner.userId,
      is_shared: view.isShared ?? false,
      department_ids: [...(view.departmentIds ?? [])],
      state: JSON.stringify(view.state ?? {}),
    })
    .execute()
}

/** Changes a view of the person's own; false where it is none. */
export async function updateViewRow(tx: Tx, owner: ViewOwner, viewId: string, view: ViewWrite): Promise<boolean> {
  const result = await tx
    .updateTable('saved_view')
    .set({
      ...(view.name === undefined ? {} : { name: view.name }),
      ...(view.isShared === undefined ? {} : { is_shared: view.isShared }),
      ...(view.departmentIds === undefined ? {} : { department_ids: [...view.departmentIds] }),
      ...(view.state === undefined ? {} : { state: JSON.stringify(view.state) }),
      updated_at: sql`statement_timestamp()`,
    })
    .where('tenant_id', '=', owner.tenantId)
    .where('owner_id', '=', owner.userId)
    .where('view_id', '=', viewId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteView(tx: Tx, owner: ViewOwner, viewId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('saved_view')
    .where('tenant_id', '=', owner.tenantId)
    .where('owner_id', '=', owner.userId)
    .where('view_id', '=', viewId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whether all of these are departments of the firm. */
export async function areDepartments(tx: Tx, tenantId: string, departmentIds: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(departmentIds)]
  if (wanted.length === 0) return true
  const rows = await tx
    .selectFrom('department')
    .select('department_id')
    .where('tenant_id', '=', tenantId)
    .where('department_id', 'in', wanted)
    .execute()
  return rows.length === wanted.length
}
