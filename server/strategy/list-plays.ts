import type { Answer } from '#contract/endpoint.ts'
import type { listPlays as contract, listPlayVersions as versionsContract } from '#contract/strategy/play.ts'
import { may } from '#core/platform/access.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import { demandPlay, findPlays, findVersions } from './find-plays.ts'
import { playAnswer } from './play-answer.ts'
import { readBeliefs } from './read-beliefs.ts'
import { runCondition, sumUse } from './run-list.sql.ts'

const unused = { open: 0, done: 0, stopped: 0, plannedMinor: 0, bookedMinor: 0, plannedHours: 0, bookedHours: 0 }

/** The firm's playbooks with how often each has run. A firm that opens them first is given the defaults. */
export async function listPlays(ctx: Ctx, removed: boolean): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const plays = await findPlays(tx, ctx.tenantId, removed)
    const uses = new Map((await sumUse(tx, runCondition(ctx, {}))).map(({ playId, ...use }) => [playId, use]))
    const { expected } = await readBeliefs(tx, ctx.tenantId)
    const { currency } = await readFirm(tx, ctx.tenantId)
    const rows = plays.map(play => ({ ...playAnswer(play), expected: expected(play), use: uses.get(play.playId) ?? unused }))
    return { rows, mayManage: may(ctx.role, 'settings.manage'), currency }
  })
}

export async function listVersions(ctx: Ctx, playId: string): Promise<Answer<typeof versionsContract>> {
  return await ctx.inTenant(async tx => {
    await demandPlay(tx, ctx.tenantId, playId)
    return { rows: (await findVersions(tx, ctx.tenantId, playId)).map(playAnswer) }
  })
}
