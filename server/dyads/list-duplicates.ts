import type { decideDuplicate as decision, DuplicatePair, listDuplicates as contract } from '#contract/dyads/duplicate.ts'
import type { Input } from '#contract/endpoint.ts'
import { strengthOf } from '#core/dyads/duplicate.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readableHolds } from '#core/platform/field-policy.ts'
import { readPairs, seesPair, writeDecision } from './duplicate-pairs.sql.ts'

const pageSize = 50

function placeOf(text: string | undefined) {
  if (text === undefined) return undefined
  const [key, partyId, otherId] = readCursor(text, ['number', 'id', 'id'])
  return { key: Number(key), partyId: String(partyId), otherId: String(otherId) }
}

/** Pairs that may be one, one page. */
export async function listDuplicates(
  ctx: Ctx,
  query: Input<typeof contract>['query'],
): Promise<{ rows: DuplicatePair[]; next: string | null }> {
  const { state = 'open', sort = 'score', limit = pageSize, importId, partyId } = query
  const filter = { state, sort, importId, partyId, after: placeOf(query.after), limit: limit + 1 }
  const found = await ctx.inTenant(tx => readPairs(tx, ctx.tenantId, ctx, filter))
  const hidesCode = readableHolds(fieldsOf(ctx, 'customer'), 'code').length < 3
  const bare = (end: DuplicatePair['one']) => (hidesCode ? { ...end, code: null } : end)
  const rows = found.slice(0, limit).map(row => ({ ...row, one: bare(row.one), other: bare(row.other), strength: strengthOf(row.score) }))
  const last = rows.at(-1)
  const key = (row: DuplicatePair) => (sort === 'score' ? row.score : row.valueMinor)
  const [one, other] = last ? [last.one.partyId, last.other.partyId] : ['', '']
  return { rows, next: found.length > limit && last ? writeCursor([key(last), one, other]) : null }
}

/** Keeps two apart, or puts them on the list again. Who does not see both may not say that they are two. */
export async function decideDuplicate(
  ctx: Ctx,
  { partyId, otherId }: Input<typeof decision>['params'],
  { state, reason }: Input<typeof decision>['body'],
): Promise<{ done: true }> {
  const [first = '', second = ''] = [partyId, otherId].map(id => id.toLowerCase()).toSorted()
  const pair = [first, second] as const
  return await ctx.inTenant(async tx => {
    if (!(await seesPair(tx, ctx.tenantId, ctx, pair))) throw new Refusal('not_found')
    await writeDecision(tx, ctx.tenantId, { pair, state, reason: reason?.trim() || null, userId: ctx.userId, at: ctx.now() })
    await audit(tx, ctx, {
      action: state === 'dismissed' ? 'dismiss' : 'reopen',
      entity: 'duplicate',
      entityId: pair.join(' '),
      after: { state, reason },
    })
    return { done: true }
  })
}
