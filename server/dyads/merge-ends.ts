import type { Words } from '#contract/platform/language.ts'
import { areTwoFirms } from '#core/dyads/merge.ts'
import { may } from '#core/platform/access.ts'
import type { Writer } from '#server/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { type End, isAbove, readEnds } from './merge.sql.ts'

export type Ends = { readonly survivor: End; readonly merged: End }

/** Who merges changes what a manager of the same scope would change: an analyst keeps the records clean without writing them otherwise. */
export const stewardOf = (ctx: Ctx): Writer => ({ ...ctx, role: may(ctx.role, 'customers.write') ? ctx.role : 'manager' })

const gone: Words = [
  '找不到其中一个：可能已被合并或删除，或不在您的可见范围内。请刷新列表后重试。',
  'One of the two is not there: it may have been merged or removed, or lies outside what you may see. Reload the list and try again.',
]

/** Both parties where the caller sees every relation of each; `not_found` for any other. */
export async function seeEnds(tx: Tx, ctx: Ctx, survivorId: string, mergedId: string): Promise<Ends> {
  const ends = await readEnds(tx, ctx.tenantId, stewardOf(ctx), [survivorId, mergedId])
  const [survivor, merged] = [survivorId, mergedId].map(id => ends.find(end => end.partyId === id.toLowerCase()))
  const isSeen = (end: End | undefined): end is End => end !== undefined && end.relations.some(relation => relation.isSeen)
  if (!isSeen(survivor) || !isSeen(merged) || survivor === merged) throw new Refusal('not_found', gone)
  return { survivor, merged }
}

const rules: readonly (readonly [applies: (ends: Ends) => boolean, code: 'forbidden' | 'conflict', words: Words])[] = [
  [
    ({ survivor, merged }) => survivor.isOwn || merged.isOwn,
    'conflict',
    ['本企业自身不能参与合并。', 'Your own company cannot be merged.'],
  ],
  [
    ({ survivor, merged }) => [...survivor.relations, ...merged.relations].some(relation => !relation.isSeen || !relation.isWritable),
    'forbidden',
    [
      '其中有您不能修改的客户关系（由他人负责，或在公海中）。请由可管理双方的人员合并。',
      'One of them has a relation that you may not change (it is somebody else’s, or lies in a public pool). Ask somebody who manages both to merge them.',
    ],
  ],
  [
    ({ survivor, merged }) => areTwoFirms(survivor.values.uscc as string | null, merged.values.uscc as string | null),
    'conflict',
    [
      '两者的统一社会信用代码都有效且不同，是两家企业。若其中一个填错了，请先更正再合并。',
      'Both have a valid credit code, and the codes differ: these are two firms. If one of the codes is wrong, correct it first.',
    ],
  ],
]

export type Obstacle = { readonly code: 'forbidden' | 'conflict'; readonly words: Words }

/** Why two that are seen cannot be merged; undefined where they can. */
export async function obstacleOf(tx: Tx, ctx: Ctx, ends: Ends): Promise<Obstacle | undefined> {
  const rule = rules.find(([applies]) => applies(ends))
  if (rule) return { code: rule[1], words: rule[2] }
  if (!(await isAbove(tx, ctx.tenantId, ends.survivor.partyId, ends.merged.partyId))) return undefined
  return {
    code: 'conflict',
    words: [
      '两者在同一集团中是上下级。若确为同一家企业，请先解除集团关系再合并。',
      'One stands above the other in a group. If they are one firm, take them out of the group first.',
    ],
  }
}
