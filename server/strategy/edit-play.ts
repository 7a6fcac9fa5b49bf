import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import type { createPlay as createContract, Play as PlayShown, PlayBody, revisePlay as reviseContract } from '#contract/strategy/play.ts'
import { typesOf } from '#core/strategy/group.ts'
import { playProblem, type PlayProblem } from '#core/strategy/play-steps.ts'
import type { Play } from '#core/strategy/play.ts'
import { isSound } from '#core/strategy/start-condition.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { checkOwnTests } from './check-own-tests.ts'
import { demandPlay } from './find-plays.ts'
import { playAnswer } from './play-answer.ts'
import { givePlays, insertPlay, lockPlay } from './plays.sql.ts'

const problems: Record<PlayProblem, readonly [path: string, ...words: Words]> = {
  no_steps: ['body.steps', '至少要有一个步骤，否则启动后无事可做', 'needs at least one step: a run without steps has nothing to do'],
  steps_not_in_order: ['body.steps', '后面的步骤不能早于前面的步骤', 'has a step that comes before the one above it'],
  duty_held_out: ['body.holdoutShare', '基本义务对每位客户都要做，不能设对照组', 'must be 0: a duty is owed to every customer'],
  minimum_motivator: ['body.kind', '基本维持组只能有基本义务', 'must be a duty: customers of group minimum are given hygiene only'],
  types_outside_group: ['body.customerTypes', '有客户类型不属于所选策略组', 'names a type outside the strategy group'],
  effect_spread: ['body.effect.sd', '不确定度不能为负', 'must not be negative'],
}

/** A play as given, or a refusal that names what does not fit. */
function playOf(key: string, body: PlayBody): Play {
  const play: Play = {
    ...body,
    startCondition: body.startCondition as Play['startCondition'],
    key,
    need: body.kind === 'duty' ? 'hygiene' : 'motivator',
  }
  const unsound = play.startCondition.all.findIndex(test => !isSound(test))
  if (unsound >= 0)
    throw refuseField(`body.startCondition.all.${unsound}`, [
      '条件的值与该项不符，请重新选择',
      'has a value that does not fit: choose it anew',
    ])
  const problem = playProblem(play, typesOf(play.strategyGroup))
  if (problem === undefined) return play
  const [path, ...words] = problems[problem]
  throw refuseField(path, words)
}

/** Adds a play of the firm's own. */
export async function createPlay(ctx: Ctx, { note, ...body }: Input<typeof createContract>['body']): Promise<PlayShown> {
  const playId = newId()
  const play = playOf(`own-${playId}`, body)
  return await ctx.inTenant(async tx => {
    await checkOwnTests(tx, ctx.tenantId, play.startCondition)
    await givePlays(tx, ctx.tenantId)
    await insertPlay(tx, { tenantId: ctx.tenantId, playId, version: 1, authorId: ctx.userId, note: note?.trim() || null }, play)
    await audit(tx, ctx, { action: 'create', entity: 'play', entityId: playId, after: play })
    return playAnswer(await demandPlay(tx, ctx.tenantId, playId))
  })
}

/** Writes a play's next version, if nobody else has since it was read; runs under way keep theirs. */
export async function revisePlay(
  ctx: Ctx,
  playId: string,
  { note, version, ...body }: Input<typeof reviseContract>['body'],
): Promise<PlayShown> {
  return await ctx.inTenant(async tx => {
    await lockPlay(tx, ctx.tenantId, playId)
    const before = await demandPlay(tx, ctx.tenantId, playId)
    if (before.version !== version) throw new Refusal('stale')
    if (before.deletedAt !== null)
      throw new Refusal('conflict', ['该打法已停用，请先恢复再修改。', 'This play was taken out of use. Put it back before you change it.'])
    const play = playOf(before.key, body)
    await checkOwnTests(tx, ctx.tenantId, play.startCondition)
    const written = { tenantId: ctx.tenantId, playId, version: version + 1, authorId: ctx.userId, note: note?.trim() || null }
    await insertPlay(tx, written, play)
    await audit(tx, ctx, {
      action: 'update',
      entity: 'play',
      entityId: playId,
      before: playAnswer(before),
      after: { ...play, version: version + 1 },
    })
    return playAnswer(await demandPlay(tx, ctx.tenantId, playId))
  })
}
