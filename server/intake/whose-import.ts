import { seesEveryImport } from '#core/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { readImportRow } from './imports.sql.ts'

/** Whose imports a person sees: everybody's, or their own alone. Undefined = everybody's. */
export const broughtBy = ({ scope, userId }: Pick<Ctx, 'scope' | 'userId'>): string | undefined =>
  seesEveryImport(scope) ? undefined : userId

/** An import that this person does not see is not there for them. */
export async function refuseUnseen(ctx: Ctx, importId: string): Promise<void> {
  const whose = broughtBy(ctx)
  if (whose === undefined) return
  const stored = await ctx.inTenant(tx => readImportRow(tx, ctx.tenantId, importId))
  if (stored?.createdBy !== whose) throw new Refusal('not_found')
}
