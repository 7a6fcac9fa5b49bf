import type { Answer } from '#contract/endpoint.ts'
import type { setHoldout as contract } from '#contract/strategy/effect.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { demandPlay } from './find-plays.ts'
import { insertPlay, lockPlay } from './plays.sql.ts'

const thousandths = (share: number) => Math.round(share * 1000) / 1000

/** Holds back another share of the customers from a play: its next version, alike but for that. Who was compared until now stays on its side. */
export async function setHoldout(ctx: Ctx, playId: string, asked: number, version: number): Promise<Answer<typeof contract>> {
  const holdoutShare = thousandths(asked)
  return await ctx.inTenant(async tx => {
    await lockPlay(tx, ctx.tenantId, playId)
    const before = await demandPlay(tx, ctx.tenantId, playId)
    if (before.version !== version) throw new Refusal('stale')
    if (before.deletedAt !== null)
      throw new Refusal('conflict', ['该打法已停用，请先恢复再修改。', 'This play was taken out of use. Put it back before you change it.'])
    if (before.kind === 'duty' && holdoutShare > 0)
      throw refuseField('body.share', ['须为 0：基本职责对每位客户都要履行', 'must be 0: duties are owed to every customer'])
    if (before.holdoutShare === holdoutShare) return { version, holdoutShare }
    const written = { tenantId: ctx.tenantId, playId, version: version + 1, authorId: ctx.userId, note: null }
    await insertPlay(tx, written, { ...before, holdoutShare })
    await audit(tx, ctx, {
      action: 'update',
      entity: 'play',
      entityId: playId,
      before: { holdoutShare: before.holdoutShare },
      after: { holdoutShare },
    })
    return { version: version + 1, holdoutShare }
  })
}
