import type { ActivityTemplate } from '#contract/activities/activity.ts'
import type { Tx } from '#server/platform/database.ts'

const columns = [
  'template_id as templateId',
  'kind',
  'name',
  'direction',
  'subject',
  'content',
  'minutes',
  'next_days as nextDays',
  'version',
] as const

export async function readTemplates(tx: Tx, tenantId: string): Promise<ActivityTemplate[]> {
  const rows = await tx
    .selectFrom('activity_template')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .orderBy('kind')
    .orderBy('name')
    .orderBy('template_id')
    .limit(200)
    .execute()
  return rows as ActivityTemplate[]
}

export async function findTemplate(tx: Tx, tenantId: string, templateId: string): Promise<ActivityTemplate | undefined> {
  const row = await tx
    .selectFrom('activity_template')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row as ActivityTemplate | undefined
}

type Fields = Omit<ActivityTemplate, 'templateId' | 'version'>
const written = ({ kind, name, direction, subject, content, minutes, nextDays }: Fields) => ({
  kind,
  name,
  direction,
  subject,
  content,
  minutes,
  next_days: nextDays,
})

export async function insertTemplate(tx: Tx, tenantId: string, templateId: string, fields: Fields): Promise<void> {
  await tx
    .insertInto('activity_template')
    .values({ ...written(fields), tenant_id: tenantId, template_id: templateId })
    .execute()
}

/** Changes a template, or takes it away; false where another version stands. */
export async function updateTemplateRow(
  tx: Tx,
  tenantId: string,
  templateId: string,
  version: number,
  change: Fields | { readonly deletedAt: Date },
): Promise<boolean> {
  const set = 'deletedAt' in change ? { deleted_at: change.deletedAt } : written(change)
  const result = await tx
    .updateTable('activity_template')
    .set({ ...set, version: version + 1 })
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
