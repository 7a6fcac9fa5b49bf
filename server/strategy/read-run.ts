import type { Answer } from '#contract/endpoint.ts'
import type { readPlayRun as contract } from '#contract/strategy/play-run.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { both, isRun, readRuns, runCondition } from './run-list.sql.ts'
import { readSteps } from './run-steps.sql.ts'

export type RunWhole = Answer<typeof contract>

/** A run of a customer that the caller sees, with its steps; also under the id of a customer that was merged away. */
export async function demandRun(tx: Tx, ctx: Ctx, dyadIds: readonly string[], playRunId: string): Promise<RunWhole> {
  const [run] = await readRuns(tx, ctx, both(runCondition(ctx, { dyadIds }), isRun(playRunId)), 1)
  if (run === undefined)
    throw new Refusal('not_found', [
      '找不到这次执行：可能不在您的可见范围内。',
      'There is no such run: it may lie outside what you may see.',
    ])
  const steps = await readSteps(tx, ctx.tenantId, playRunId)
  const stepRows = steps.map(({ doneAt, ...step }) => ({ ...step, doneAt: doneAt?.toISOString() ?? null }))
  return { ...run, createdAt: run.createdAt.toISOString(), stepRows }
}

export async function readRun(ctx: Ctx, dyadId: string, playRunId: string): Promise<RunWhole> {
  return await ctx.inTenant(async tx => await demandRun(tx, ctx, (await seeDyad(tx, ctx, dyadId)).all, playRunId))
}
