import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { findSeenDyad, type SeenDyad } from './dyad-seen.sql.ts'

/** The customer or supplier under this id within what the caller sees; `not_found` for any other, whether or not it exists. */
export async function seeAnyDyad(tx: Tx, ctx: Ctx, dyadId: string): Promise<SeenDyad> {
  const dyad = await findSeenDyad(tx, ctx.tenantId, ctx, dyadId)
  if (dyad !== undefined) return dyad
  throw new Refusal('not_found', [
    '找不到该客户或供应商：可能已删除，或不在您的可见范围内。',
    'There is no such customer or supplier: it may have been removed, or lies outside what you may see.',
  ])
}

/** Refuses to write where the caller may only read. */
export function refuseReader(dyad: Pick<SeenDyad, 'isWritable' | 'hold'>): void {
  if (dyad.isWritable) return
  throw dyad.hold === 'unclaimed'
    ? new Refusal('forbidden', ['该客户在公海中，请先领取再跟进。', 'This customer lies in a public pool: claim it first, then follow up.'])
    : new Refusal('forbidden', [
        '您只能查看该客户，不能写入跟进或安排。如需跟进，请联系其负责人添加您为协作人。',
        'You may look at this customer but not write to it. Ask its owner to add you as a collaborator.',
      ])
}
