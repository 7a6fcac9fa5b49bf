import type { addEvidence as contract, Evidence } from '#contract/dyads/evidence.ts'
import type { Input } from '#contract/endpoint.ts'
import { boundsOf, type EvidenceKind, measureOf } from '#core/dyads/customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { trimmed } from './create-customer.ts'
import { insertEvidence, isCategory, readEvidence, withdrawRow } from './evidence.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import type { Revalue } from './revalue.ts'

export async function listEvidence(ctx: Ctx, dyadId: string): Promise<{ rows: Evidence[] }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    return { rows: await readEvidence(tx, ctx.tenantId, dyad.all) }
  })
}

function refuseImpossible(kind: EvidenceKind, value: number): void {
  const { lowest, highest } = boundsOf(kind)
  const isWhole = measureOf(kind) !== 'money' || Number.isInteger(value)
  if (value >= lowest && value <= highest && isWhole) return
  throw refuseField('body.value', [`应在 ${lowest} 到 ${highest} 之间`, `must lie between ${lowest} and ${highest}`])
}

/** A day that has not come yet is a slip of the pen; a day ahead is allowed for the zones east of us. */
function refuseFuture(day: string, now: Date): void {
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
  if (day > tomorrow) throw refuseField('body.observedOn', ['不能是将来的日期', 'must not lie in the future'])
}

async function evidenceOf(tx: Tx, ctx: Ctx, dyadIds: readonly string[], evidenceId: string): Promise<Evidence> {
  const [evidence] = await readEvidence(tx, ctx.tenantId, dyadIds, evidenceId)
  if (evidence === undefined) throw new Refusal('not_found')
  return evidence
}

/** Keeps evidence with its day, source and author. */
export async function addEvidence(ctx: Ctx, revalue: Revalue, dyadId: string, body: Input<typeof contract>['body']): Promise<Evidence> {
  const given = trimmed(body)
  refuseImpossible(given.kind, given.value)
  refuseFuture(given.observedOn, ctx.now())
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const categoryId = given.categoryId ?? null
    if (categoryId !== null && !(await isCategory(tx, ctx.tenantId, categoryId)))
      throw refuseField('body.categoryId', ['没有这个类别', 'is no category of the company'])
    const evidenceId = newId()
    const row = { ...given, categoryId, confidence: given.confidence ?? null, note: given.note ?? null, evidenceId }
    await insertEvidence(tx, { ...row, tenantId: ctx.tenantId, dyadId: dyad.dyadId, authorId: ctx.userId })
    await audit(tx, ctx, { action: 'create', entity: 'evidence', entityId: evidenceId, dyadId: dyad.dyadId, after: row })
    await revalue(ctx.jobs, tx, ctx, 'evidence')
    return await evidenceOf(tx, ctx, dyad.all, evidenceId)
  })
}

/** Withdraws evidence: it stays to be read, and no longer counts. */
export async function withdrawEvidence(ctx: Ctx, revalue: Revalue, dyadId: string, evidenceId: string): Promise<Evidence> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const before = await evidenceOf(tx, ctx, dyad.all, evidenceId)
    if (!(await withdrawRow(tx, ctx.tenantId, dyad.all, evidenceId))) return before
    await audit(tx, ctx, { action: 'withdraw', entity: 'evidence', entityId: evidenceId, dyadId: dyad.dyadId, before })
    await revalue(ctx.jobs, tx, ctx, 'evidence')
    return await evidenceOf(tx, ctx, dyad.all, evidenceId)
  })
}
