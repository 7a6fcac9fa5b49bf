import type { createView as createContract, SavedView, updateView as updateContract } from '#contract/dyads/view.ts'
import type { Input } from '#contract/endpoint.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { areDepartments, deleteView, insertView, readViews, updateViewRow } from './views.sql.ts'

const notYours = () => new Refusal('not_found', ['找不到这个视图，或它不是您创建的。', 'There is no such view, or it is not your own.'])

async function viewOf(tx: Tx, ctx: Ctx, viewId: string): Promise<SavedView> {
  const [view] = await readViews(tx, ctx, { viewId })
  if (view === undefined) throw notYours()
  return view
}

export async function listViews(ctx: Ctx, list: string): Promise<{ rows: SavedView[] }> {
  return { rows: await ctx.inTenant(tx => readViews(tx, ctx, { list })) }
}

async function refuseStrange(tx: Tx, ctx: Ctx, departmentIds: readonly string[] = []): Promise<void> {
  if (await areDepartments(tx, ctx.tenantId, departmentIds)) return
  throw refuseField('body.departmentIds', ['有一个部门不存在', 'names a department that the company does not have'])
}

export async function createView(ctx: Ctx, body: Input<typeof createContract>['body']): Promise<SavedView> {
  const { list, name, isShared, departmentIds, state } = body
  const viewId = newId()
  return await ctx.inTenant(async tx => {
    await refuseStrange(tx, ctx, departmentIds)
    await insertView(tx, ctx, viewId, list, { name: name.trim(), isShared, departmentIds, state })
    await audit(tx, ctx, { action: 'create', entity: 'saved_view', entityId: viewId, after: body })
    return await viewOf(tx, ctx, viewId)
  })
}

export async function updateView(ctx: Ctx, viewId: string, body: Input<typeof updateContract>['body']): Promise<SavedView> {
  return await ctx.inTenant(async tx => {
    const before = await viewOf(tx, ctx, viewId)
    await refuseStrange(tx, ctx, body.departmentIds)
    if (!(await updateViewRow(tx, ctx, viewId, { ...body, ...(body.name === undefined ? {} : { name: body.name.trim() }) })))
      throw notYours()
    await audit(tx, ctx, { action: 'update', entity: 'saved_view', entityId: viewId, before, after: body })
    return await viewOf(tx, ctx, viewId)
  })
}

export async function removeView(ctx: Ctx, viewId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await viewOf(tx, ctx, viewId)
    if (!(await deleteView(tx, ctx, viewId))) throw notYours()
    await audit(tx, ctx, { action: 'remove', entity: 'saved_view', entityId: viewId, before })
    return { done: true }
  })
}
