import type { Batch, changeBatch as contract, CustomerBatch, previewBatch as preview } from '#contract/dyads/batch.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { largestBatch, smallBatch } from '#core/dyads/batch-change.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { batchKind, type BatchOrder } from './batch.jobs.ts'
import { insertBatch, moveBatch, readBatches, readKeptRows } from './batches.sql.ts'
import { checkedBatch } from './custom-batch.ts'
import { refuseStrangers } from './create-customer.ts'
import { refuseHidden } from './list-customers.ts'
import { changeStretch, chosenIds, planBatch, returnStretch } from './run-batch.ts'
import { firmNames } from './tags.ts'

type Body = Input<typeof contract>['body']

/** Texts without blanks around them; an empty one empties the field. */
function cleaned({ set, ...tags }: CustomerBatch): CustomerBatch {
  if (set === undefined) return tags
  const trimmed = Object.entries(set).map(([name, value]) => [name, typeof value === 'string' ? value.trim() || null : value] as const)
  return { ...tags, set: Object.fromEntries(trimmed) }
}

function refuseEmpty(ctx: Ctx, { chosen, change }: Body): void {
  if ((chosen.dyadId === undefined) === (chosen.query === undefined))
    throw refuseField('body.chosen', ['请逐个选择客户，或选择全部查询结果', 'names either customers or a query'])
  const { custom = {}, ...plain } = change.set ?? {}
  const names = [...Object.values(plain), ...Object.values(custom)].filter(value => value !== undefined)
  if (names.length + (change.addTags?.length ?? 0) + (change.removeTags?.length ?? 0) === 0)
    throw refuseField('body.change', ['请至少选择一项要修改的内容', 'changes nothing'])
  if (chosen.query) refuseHidden(ctx, chosen.query)
}

const sampleSize = 5

/** What a change would do: how many customers, how many the caller may not change, and a few of them before and after. */
export async function previewBatch(ctx: Ctx, body: Body): Promise<Answer<typeof preview>> {
  refuseEmpty(ctx, body)
  const change = cleaned(body.change)
  const policy = fieldsOf(ctx, 'customer')
  return await ctx.inTenant(async tx => {
    await refuseStrangers(tx, ctx.tenantId, change.set ?? {})
    const checked = await checkedBatch(tx, ctx, change)
    const dyadIds = await chosenIds(tx, ctx, body.chosen)
    const { changed, unchanged, refused } = await planBatch(tx, ctx, checked, dyadIds.slice(0, largestBatch))
    const sample = changed.slice(0, sampleSize).map(({ dyadId, name, hold, planned }) => ({
      dyadId,
      name,
      before: shown(policy, planned.before, hold),
      after: planned.after,
    }))
    return { found: dyadIds.length, isTooMany: dyadIds.length > largestBatch, changed: changed.length, unchanged, refused, sample }
  })
}

async function batchOf(tx: Tx, ctx: Ctx, batchId: string): Promise<Batch> {
  const [batch] = await readBatches(tx, ctx.tenantId, ctx.userId, { batchId, now: ctx.now() })
  if (batch === undefined) throw new Refusal('not_found')
  return batch
}

const tooMany = () =>
  refuseField('body.chosen', [
    `一次最多修改 ${largestBatch} 位客户，请缩小范围`,
    `holds more than ${largestBatch} customers: narrow the list`,
  ])

/** Changes the chosen customers: at once up to five hundred, as a job beyond that. */
export async function changeBatch(ctx: Ctx, body: Body): Promise<Batch> {
  refuseEmpty(ctx, body)
  const { tenantId, userId } = ctx
  const key = { tenantId, batchId: newId() }
  return await ctx.inTenant(async tx => {
    const wanted = await checkedBatch(tx, ctx, cleaned(body.change))
    await refuseStrangers(tx, tenantId, wanted.set ?? {})
    const addTags = wanted.addTags ? { addTags: await firmNames(tx, ctx, 'customer', wanted.addTags) } : {}
    const change = { ...wanted, ...addTags }
    const dyadIds = await chosenIds(tx, ctx, body.chosen)
    if (dyadIds.length > largestBatch) throw tooMany()
    await insertBatch(tx, key, userId, change, ctx.now())
    await audit(tx, ctx, { action: 'batch', entity: 'customer', entityId: key.batchId, after: change, count: dyadIds.length })
    if (dyadIds.length <= smallBatch) {
      await changeStretch(tx, ctx, ctx, key, change, dyadIds)
      await moveBatch(tx, key, 'running', 'done', ctx.now())
    } else await enqueue(tx, ctx, { batchId: key.batchId, deed: 'change', change, dyadIds })
    return await batchOf(tx, ctx, key.batchId)
  })
}

async function enqueue(tx: Tx, ctx: Ctx, data: BatchOrder): Promise<void> {
  await ctx.jobs.enqueue(tx, ctx, { kind: batchKind, data, subject: { batchId: data.batchId, deed: data.deed } })
}

/** Takes a change back: at once where it was small, as a job beyond that. */
export async function undoBatch(ctx: Ctx, batchId: string): Promise<Batch> {
  const key = { tenantId: ctx.tenantId, batchId }
  return await ctx.inTenant(async tx => {
    const batch = await batchOf(tx, ctx, batchId)
    if (!batch.mayUndo || !(await moveBatch(tx, key, 'done', 'undoing', ctx.now())))
      throw new Refusal('conflict', [
        '这次批量修改已撤销、仍在进行，或已超过 30 天，不能再撤销。',
        'This change has been taken back already, is still running, or is older than 30 days: it can no longer be taken back.',
      ])
    await audit(tx, ctx, { action: 'undo', entity: 'customer', entityId: batchId, before: batch.change, count: batch.changed })
    if (batch.changed <= smallBatch) {
      await returnStretch(tx, ctx, ctx, key, await readKeptRows(tx, key, undefined, smallBatch))
      await moveBatch(tx, key, 'undoing', 'undone', ctx.now())
    } else await enqueue(tx, ctx, { batchId, deed: 'undo' })
    return await batchOf(tx, ctx, batchId)
  })
}

export async function readBatch(ctx: Ctx, batchId: string): Promise<Batch> {
  return await ctx.inTenant(tx => batchOf(tx, ctx, batchId))
}

/** The caller's own changes of many customers in the last thirty days. */
export async function listBatches(ctx: Ctx): Promise<{ rows: Batch[] }> {
  return { rows: await ctx.inTenant(tx => readBatches(tx, ctx.tenantId, ctx.userId, { now: ctx.now() })) }
}
