import type { Input } from '#contract/endpoint.ts'
import type { startPlayRun as contract } from '#contract/strategy/play-run.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { demandRun, type RunWhole } from './read-run.ts'
import { startPlay } from './start-play.ts'

/** Starts a play by hand. */
export async function startRun(ctx: Ctx, dyadId: string, body: Input<typeof contract>['body']): Promise<RunWhole> {
  return await ctx.inTenant(async tx => {
    const playRunId = await startPlay(tx, ctx, { ...body, dyadId, source: 'manual' })
    return await demandRun(tx, ctx, (await seeDyad(tx, ctx, dyadId)).all, playRunId)
  })
}
