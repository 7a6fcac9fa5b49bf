import type { LoyaltyMeasure, ValueChainFound } from '#contract/relationships/survey-quality.ts'
import { deliveredValueOf } from '#core/relationships/delivered-value.ts'
import { chainFrom, valueChainOf } from '#core/relationships/value-chain.ts'
import type { Ctx } from '#server/platform/context.ts'
import { todayOf } from './keep-surveys.ts'
import { yearBefore } from './settle-survey.ts'
import { type CustomerResponse, readSeenResponses } from './survey-answers.sql.ts'
import { readFactsTo } from './survey-measures.sql.ts'
import { meansOfSide, showable, valueAnswers } from './survey-perception.ts'
import { readLoyalty } from './survey-quality.sql.ts'

/** The same customers give the same intervals at every look. */
const seed = 20_261_122

/** Delivered value and satisfaction of each customer that told both within the year. */
function toldOf(responses: readonly CustomerResponse[]) {
  const { shown } = showable(responses, row => row.dyadId)
  return [...Map.groupBy(shown, row => row.dyadId)].flatMap(([dyadId, rows]) => {
    const means = meansOfSide(rows, 'theirs')
    const parts = Object.entries(valueAnswers(means)).map(([part, mean]) => [part, mean.points])
    const value = deliveredValueOf(Object.fromEntries(parts))
    const satisfaction = means.get('satisfaction')?.points
    const [first] = rows
    if (value === undefined || satisfaction === undefined || first === undefined) return []
    return [{ dyadId, name: first.customerName, nameEn: first.customerNameEn, value: value.difference, satisfaction }]
  })
}

type Estimated = Extract<ReturnType<typeof valueChainOf>, { state: 'estimated' }>

const pathsOf = ({ valueToSatisfaction, satisfactionToLoyalty, valueToLoyalty, indirect }: Estimated) => ({
  valueToSatisfaction,
  satisfactionToLoyalty,
  valueToLoyalty,
  indirect,
})

/** Whether delivered value leads to satisfaction and satisfaction to loyalty, among the customers that this person sees. */
export async function readValueChain(ctx: Ctx, loyalty: LoyaltyMeasure = 'repeat'): Promise<ValueChainFound> {
  return await ctx.inTenant(async tx => {
    const today = await todayOf(tx, ctx.tenantId, ctx.now())
    const asOf = await readFactsTo(tx, ctx.tenantId, today)
    const told = toldOf(await readSeenResponses(tx, ctx, { since: yearBefore(today) }))
    const loyal = new Map(
      (
        await readLoyalty(
          tx,
          ctx,
          told.map(({ dyadId }) => dyadId),
          loyalty,
          asOf,
        )
      ).map(each => [each.dyadId, each.loyalty]),
    )
    const rows = told.flatMap(row => {
      const found = loyal.get(row.dyadId)
      return found === undefined || found === null ? [] : [{ ...row, loyalty: found }]
    })
    const chain = valueChainOf(rows, seed)
    return {
      state: chain.state,
      customers: rows.length,
      needed: chainFrom,
      loyalty,
      asOf,
      paths: chain.state === 'estimated' ? pathsOf(chain) : null,
      ranks: chain.state === 'estimated' ? chain.ranks : null,
      rows: rows.toSorted((a, b) => a.value - b.value).slice(0, 500),
    }
  })
}
