import { parseDay } from '#core/units/civil-day.ts'
import type { Input } from '#contract/endpoint.ts'
import type { startPlayRun as contract } from '#contract/strategy/play-run.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refuseField } from '#server/platform/errors.ts'
import { demandRun, type RunWhole } from './read-run.ts'
import { startPlay } from './start-play.ts'

const dayMillis = 86_400_000
const farthestDays = 731

/** A play is planned or written down afterwards within two years of today: farther away it is a slip of the keys, and would bar the play for good. */
export function isFarStart(startOn: string, now: Date): boolean {
  const day = parseDay(startOn)
  return day !== undefined && Math.abs(day - Math.floor(now.getTime() / dayMillis)) > farthestDays
}

function refuseFarStart(startOn: string | undefined, now: Date): void {
  if (startOn === undefined || !isFarStart(startOn, now)) return
  throw refuseField('body.startOn', ['开始日期须在今天前后两年之内', 'must be within two years of today'])
}

/** Starts a play by hand. */
export async function startRun(ctx: Ctx, dyadId: string, body: Input<typeof contract>['body']): Promise<RunWhole> {
  refuseFarStart(body.startOn, ctx.now())
  return await ctx.inTenant(async tx => {
    const playRunId = await startPlay(tx, ctx, { ...body, dyadId, source: 'manual' })
    return await demandRun(tx, ctx, (await seeDyad(tx, ctx, dyadId)).all, playRunId)
  })
}
