import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { enqueueIdentify } from '#server/segments/enqueue-identify.ts'
import { inferStates, readFirm, settleSheetEvidence } from './infer-relationship.ts'
import { writeStates } from './relationship-state.sql.ts'

/** Infers one relationship anew, in the transaction after which it is another; the values are computed anew where its sheet of switching cost says something else. */
export async function refreshRelationship(tx: Tx, ctx: Pick<Ctx, 'tenantId' | 'userId' | 'jobs' | 'now'>, dyadId: string): Promise<void> {
  const { tenantId } = ctx
  const firm = await readFirm(tx, tenantId, ctx.now())
  const found = await inferStates(tx, tenantId, firm, [dyadId])
  await writeStates(
    tx,
    tenantId,
    firm.days.today,
    [...found].map(([id, { state }]) => ({ dyadId: id, state })),
  )
  if (await settleSheetEvidence(tx, ctx, found, firm.days.today)) await enqueueIdentify(ctx.jobs, tx, ctx, 'evidence')
}
