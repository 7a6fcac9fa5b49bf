import type { Answer } from '#contract/endpoint.ts'
import type { readFuture as endpoint } from '#contract/value/future.ts'
import type { Ctx } from '#server/platform/context.ts'
import { demandCustomer } from '#server/value/demand-customer.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import { futureAnswer } from './future-answer.ts'
import { findFuture, findModel } from './future-rows.sql.ts'
import { findIdentifyJob } from './jobs.sql.ts'

/** What is to come of a customer: P(alive), expected orders, the next order, lifetime value, types by probability, warning and loss. */
export async function readFuture(ctx: Ctx, dyadId: string): Promise<Answer<typeof endpoint>> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    await demandCustomer(tx, ctx, dyadId)
    const { currency } = await readBaseCurrency(tx, tenantId)
    const row = await findFuture(tx, tenantId, dyadId)
    const model = await findModel(tx, tenantId)
    return { future: row ? futureAnswer(row, model, currency) : null, jobId: (await findIdentifyJob(tx, tenantId)) ?? null }
  })
}
