import type { startTransfer as start, Transfer, OwnerLoad } from '#contract/activities/ownership.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { planOf } from './plan-transfer.ts'
import { transferKind, undoTransferKind } from './run-transfer.ts'
import { holdTransfer, insertTransfer, noteTransfer, readOwners, readTransfers } from './transfer.sql.ts'

/** Puts a transfer into the queue. */
export async function startTransfer(ctx: Ctx, body: Input<typeof start>['body']): Promise<Answer<typeof start>> {
  const { tenantId, userId } = ctx
  const transferId = newId()
  return await ctx.inTenant(async tx => {
    const { from, plan } = await planOf(tx, ctx, body)
    await insertTransfer(tx, { tenantId, transferId, from, plan, reason: body.reason.trim(), authorId: userId, at: ctx.now() })
    const jobId = await ctx.jobs.enqueue(tx, ctx, { kind: transferKind, data: { transferId }, subject: { transferId } })
    return { transferId, jobId }
  })
}

/** Puts the taking back of a transfer into the queue. */
export async function undoTransfer(ctx: Ctx, transferId: string): Promise<{ jobId: string }> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const transfer = await holdTransfer(tx, tenantId, transferId)
    if (transfer === undefined) throw new Refusal('not_found')
    if (transfer.state !== 'done')
      throw new Refusal('conflict', [
        '只有已完成且未撤销的移交可以撤销。',
        'Only a transfer that is done and has not been taken back can be undone.',
      ])
    await noteTransfer(tx, tenantId, transferId, { state: 'undoing', at: ctx.now() })
    return { jobId: await ctx.jobs.enqueue(tx, ctx, { kind: undoTransferKind, data: { transferId }, subject: { transferId } }) }
  })
}

const pageSize = 50

/** One page of transfers, the newest first. */
export async function listTransfers(ctx: Ctx, cursor: string | undefined): Promise<{ rows: Transfer[]; next: string | null }> {
  const [at, transferId] = cursor === undefined ? [] : readCursor(cursor, ['time', 'id'])
  const after = typeof at === 'string' && typeof transferId === 'string' ? { at, transferId } : undefined
  const rows = await ctx.inTenant(tx => readTransfers(tx, ctx.tenantId, after, pageSize + 1))
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    rows: shown.map(row => ({ ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null })),
    next: rows.length > pageSize && last ? writeCursor([last.cursorAt, last.transferId]) : null,
  }
}

/** People with what they own. */
export async function listOwners(ctx: Ctx): Promise<{ rows: OwnerLoad[] }> {
  return { rows: await ctx.inTenant(tx => readOwners(tx, ctx)) }
}
