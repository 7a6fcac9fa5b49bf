import type { Ctx } from './context.ts'
import { refuseField } from './errors.ts'
import { readPreferences, removePreference, writePreference } from './preferences.sql.ts'

const maxBytes = 64 * 1024
const maxNames = 200

/** Remembers a choice of this person for one place; null forgets it. Choices are small and few. */
export async function setPreference(ctx: Ctx, name: string, value: unknown): Promise<{ done: true }> {
  const { tenantId, userId } = ctx
  if (JSON.stringify(value ?? null).length > maxBytes)
    throw refuseField('body.value', ['内容过长，最多 64 KB', 'is too long: 64 kB at most'])
  await ctx.inTenant(async tx => {
    if (value === null || value === undefined) return await removePreference(tx, tenantId, userId, name)
    const known = await readPreferences(tx, tenantId, userId)
    if (!(name in known) && Object.keys(known).length >= maxNames) throw refuseField('params.name', ['保存的偏好过多', 'is one too many'])
    await writePreference(tx, tenantId, userId, name, value, ctx.now())
  })
  return { done: true }
}
