import type { DeclineWhole } from '#contract/strategy/decline.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { updateCase } from './decline-case.sql.ts'
import { demandCase, type HeldCase, wholeCase } from './read-decline-case.ts'

/** What is worked with while a case is changed. */
export type Changing = HeldCase & { readonly tx: Tx; readonly ctx: Ctx; readonly dyad: VisibleDyad }

/** Columns to be written; of these `told` is what the trail says, without what is large. */
export type CaseChange = { readonly columns: Readonly<Record<string, unknown>>; readonly told: object }

/** Changes a case that the caller may write, where nobody else has since it was read, and answers it whole. */
export async function changeDeclineCase(
  ctx: Ctx,
  at: { readonly dyadId: string; readonly caseId: string },
  version: number,
  work: (changing: Changing) => Promise<CaseChange>,
): Promise<DeclineWhole> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, at.dyadId)
    const held = await demandCase(tx, ctx, dyad, at.caseId)
    if (held.row.version !== version) throw new Refusal('stale')
    const { columns, told } = await work({ ...held, tx, ctx, dyad })
    const key = { tenantId: ctx.tenantId, dyadId: held.kept.dyadId, caseId: at.caseId, version }
    if (!(await updateCase(tx, key, columns))) throw new Refusal('stale')
    const deed = { action: 'update', entity: 'decline_case', entityId: at.caseId, dyadId: dyad.dyadId } as const
    await audit(tx, ctx, { ...deed, before: { state: held.row.state }, after: told })
    return await wholeCase(tx, ctx, dyad, at.caseId)
  })
}
