import type { ActivityTemplate, addActivityTemplate, listActivityTemplates, updateActivityTemplate } from '#contract/activities/activity.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { may } from '#core/platform/access.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { findTemplate, insertTemplate, readTemplates, updateTemplateRow } from './templates.sql.ts'

export async function listTemplates(ctx: Ctx): Promise<Answer<typeof listActivityTemplates>> {
  const rows = await ctx.inTenant(tx => readTemplates(tx, ctx.tenantId))
  return { rows, mayManage: may(ctx.role, 'settings.manage') }
}

async function templateOf(tx: Tx, ctx: Ctx, templateId: string): Promise<ActivityTemplate> {
  const template = await findTemplate(tx, ctx.tenantId, templateId)
  if (template === undefined)
    throw new Refusal('not_found', ['找不到这个模板，可能已被删除。', 'There is no such template: it may have been removed.'])
  return template
}

export async function addTemplate(ctx: Ctx, body: Input<typeof addActivityTemplate>['body']): Promise<ActivityTemplate> {
  return await ctx.inTenant(async tx => {
    const templateId = newId()
    await insertTemplate(tx, ctx.tenantId, templateId, { ...body, name: body.name.trim() })
    const after = await templateOf(tx, ctx, templateId)
    await audit(tx, ctx, { action: 'create', entity: 'activity_template', entityId: templateId, after })
    return after
  })
}

export async function updateTemplate(
  ctx: Ctx,
  templateId: string,
  body: Input<typeof updateActivityTemplate>['body'],
): Promise<ActivityTemplate> {
  const { version, ...fields } = body
  return await ctx.inTenant(async tx => {
    const before = await templateOf(tx, ctx, templateId)
    if (!(await updateTemplateRow(tx, ctx.tenantId, templateId, version, { ...fields, name: fields.name.trim() })))
      throw new Refusal('stale')
    const after = await templateOf(tx, ctx, templateId)
    await audit(tx, ctx, { action: 'update', entity: 'activity_template', entityId: templateId, before, after })
    return after
  })
}

/** Takes a template away; entries that began with it stay as they are. */
export async function removeTemplate(ctx: Ctx, templateId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await templateOf(tx, ctx, templateId)
    if (!(await updateTemplateRow(tx, ctx.tenantId, templateId, before.version, { deletedAt: ctx.now() }))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'remove', entity: 'activity_template', entityId: templateId, before })
    return { done: true }
  })
}
