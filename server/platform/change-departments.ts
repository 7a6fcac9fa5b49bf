import type { Input } from '#contract/endpoint.ts'
import type { createDepartment as creation, Department, updateDepartment as change } from '#contract/platform/departments.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import {
  countUses,
  deleteDepartment,
  isDepartment,
  readDepartment,
  readDepartments,
  updateDepartmentRow,
  writeDepartment,
} from './departments.sql.ts'
import { Refusal, refuseField } from './errors.ts'
import { newId } from './ids.ts'
import { readDepartmentTree } from './membership.sql.ts'

export async function listDepartments(ctx: Ctx): Promise<{ rows: Department[] }> {
  return { rows: await ctx.inTenant(tx => readDepartments(tx, ctx.tenantId)) }
}

export async function refuseUnknownDepartment(tx: Tx, tenantId: string, departmentId: string | null, path: string): Promise<void> {
  if (departmentId !== null && !(await isDepartment(tx, tenantId, departmentId)))
    throw refuseField(path, ['没有这个部门，可能已被删除', 'is no department here: it may have been removed'])
}

/** A department that moved below itself would be seen by nobody. */
async function refuseCycle(tx: Tx, tenantId: string, departmentId: string, parentId: string | null): Promise<void> {
  if (parentId === null) return
  const below = await readDepartmentTree(tx, tenantId, departmentId)
  if (below.includes(parentId))
    throw refuseField('body.parentId', ['上级部门不能是本部门或其下级', 'must not be the department itself or one below it'])
}

function refuseSameName(all: readonly Department[], given: { name: string; parentId: string | null; departmentId?: string }): void {
  const twin = all.find(one => one.name === given.name && one.parentId === given.parentId && one.departmentId !== given.departmentId)
  if (twin)
    throw new Refusal('already_exists', [
      '同一上级下已有同名部门，请换一个名称。',
      'There is already a department of this name beside it. Choose another name.',
    ])
}

export async function createDepartment(ctx: Ctx, body: Input<typeof creation>['body']): Promise<Department> {
  const { tenantId } = ctx
  const { name, nameEn = null, parentId = null } = body
  return await ctx.inTenant(async tx => {
    await refuseUnknownDepartment(tx, tenantId, parentId, 'body.parentId')
    refuseSameName(await readDepartments(tx, tenantId), { name, parentId })
    const departmentId = newId()
    await writeDepartment(tx, { tenantId, departmentId, parentId, name, nameEn })
    const after: Department = { departmentId, parentId, name, nameEn, people: 0, version: 1 }
    await audit(tx, ctx, { action: 'create', entity: 'department', entityId: departmentId, after })
    return after
  })
}

export async function updateDepartment(
  ctx: Ctx,
  departmentId: string,
  { version, ...body }: Input<typeof change>['body'],
): Promise<Department> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const before = await readDepartment(tx, tenantId, departmentId)
    if (before === undefined) throw new Refusal('not_found')
    const after = { ...before, ...body, version: version + 1 }
    if (body.parentId !== undefined) {
      await refuseUnknownDepartment(tx, tenantId, after.parentId, 'body.parentId')
      await refuseCycle(tx, tenantId, departmentId, after.parentId)
    }
    refuseSameName(await readDepartments(tx, tenantId), after)
    if (!(await updateDepartmentRow(tx, tenantId, departmentId, version, after))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'department', entityId: departmentId, before, after })
    return after
  })
}

export async function removeDepartment(ctx: Ctx, departmentId: string): Promise<{ done: true }> {
  const { tenantId } = ctx
  await ctx.inTenant(async tx => {
    const before = await readDepartment(tx, tenantId, departmentId)
    if (before === undefined) throw new Refusal('not_found')
    const { departments, people, customers } = await countUses(tx, tenantId, departmentId)
    if (departments + people + customers > 0)
      throw new Refusal('conflict', [
        `该部门仍有下级部门 ${departments} 个、人员 ${people} 名、客户 ${customers} 个，请先移走后再删除。`,
        `The department still has ${departments} below it, ${people} people and ${customers} customers. Move them first, then remove it.`,
      ])
    await deleteDepartment(tx, tenantId, departmentId)
    await audit(tx, ctx, { action: 'remove', entity: 'department', entityId: departmentId, before })
  })
  return { done: true }
}
