import { parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { findPresentDay } from './jobs.sql.ts'
import { rescore } from './rescore.ts'

/** Scores one customer anew for the day of the present map, after its facts were put together or apart; nothing before the first map. */
export async function rescorePresent(ctx: Ctx, dyadId: string): Promise<void> {
  const present = await ctx.inTenant(tx => findPresentDay(tx, ctx.tenantId))
  if (present !== undefined) await rescore(ctx, dyadId, parseDay(present.asOf) ?? 0)
}
