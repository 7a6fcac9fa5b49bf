import type { Answer, Input } from '#contract/endpoint.ts'
import type { readMigration as endpoint } from '#contract/segments/movement.ts'
import { type CustomerType, customerTypes, type Move, moves } from '#core/segments/grid.ts'
import { rankOf } from '#core/segments/moves.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refuseField } from '#server/platform/errors.ts'
import { findGeneration, readGroups, readReturnGroups, readRuns, type ReturnGroup } from './map.sql.ts'
import { viewMap } from './view-map.ts'

type Flow = Answer<typeof endpoint>['flows'][number]

/** Flows from type to type, `none` for not placed; those who were nowhere on both days are left out. */
function flowsOf(groups: readonly ReturnGroup[]): Flow[] {
  const flows = new Map<string, Flow>()
  for (const { was, type, count, value, valueBefore } of groups) {
    if (was === null && type === null) continue
    const key = `${was}>${type}`
    const flow = flows.get(key) ?? { from: was ?? 'none', to: type ?? 'none', count: 0, value: 0, valueBefore: 0 }
    flows.set(key, { ...flow, count: flow.count + count, value: flow.value + value, valueBefore: flow.valueBefore + valueBefore })
  }
  return [...flows.values()].sort((a, b) => b.count - a.count)
}

/** What a flow is by the two types alone; those of an upgrade who only came back are told apart afterwards. */
function moveOf({ from, to }: Pick<Flow, 'from' | 'to'>): Move | undefined {
  if (from === to) return undefined
  if (from === 'none') return 'entered'
  if (to === 'none') return 'left'
  const change = rankOf(customerTypes.indexOf(to as CustomerType)) - rankOf(customerTypes.indexOf(from as CustomerType))
  return change > 0 ? 'upgrade' : change < 0 ? 'downgrade' : 'lateral'
}

type Total = Pick<Flow, 'count' | 'value' | 'valueBefore'>

const totalOf = (of: readonly Total[]): Total => {
  const sum = (field: keyof Total) => of.reduce((total, flow) => total + flow[field], 0)
  return { count: sum('count'), value: sum('value'), valueBefore: sum('valueBefore') }
}

/** Flows by move. Of those who rose, the ones that are back where a downgrade took them from have recovered, as in the runs (DOMAIN section 8). */
export function movesOf(flows: readonly Flow[], returns: readonly ReturnGroup[]) {
  const back = totalOf(flowsOf(returns).filter(flow => moveOf(flow) === 'upgrade'))
  return moves.flatMap(move => {
    const found = totalOf(flows.filter(flow => moveOf(flow) === move))
    const total =
      move === 'recovery'
        ? back
        : move === 'upgrade'
          ? { count: found.count - back.count, value: found.value - back.value, valueBefore: found.valueBefore - back.valueBefore }
          : found
    return total.count === 0 ? [] : [{ move, ...total }]
  })
}

/** Time runs one way: the day moved from comes before the day moved to. */
function refuseBackwards(since: string, upTo: string): void {
  if (since <= upTo) return
  throw refuseField('query.from', [
    `起始日 ${since} 晚于截止日 ${upTo}，请把两个日期对调或另选起始日。`,
    `The first day, ${since}, lies after the last, ${upTo}: exchange them or choose an earlier first day.`,
  ])
}

/**
 * Who went from where to where between two days. Unless named: the newest day, and the month-end before the one whose types hold there (types are
 * confirmed at month-ends alone).
 */
export async function readMigration(ctx: Ctx, query: Input<typeof endpoint>['query']): Promise<Answer<typeof endpoint>> {
  const { from, to, ...filters } = query
  return await ctx.inTenant(async tx => {
    const generation = await findGeneration(tx, ctx.tenantId)
    const runs = generation === undefined ? [] : await readRuns(tx, ctx.tenantId, generation.generation)
    const at = runs.findLastIndex(run => to === undefined || run.asOf <= to)
    const upTo = runs[at]
    const since = from ?? runs[upTo?.kind === 'as_of' ? at - 2 : at - 1]?.asOf
    const nothing = { from: null, to: null, currency: generation?.currency ?? '', flows: [], moves: [] }
    if (upTo === undefined || since === undefined) return nothing
    refuseBackwards(since, upTo.asOf)
    const viewed = await viewMap(tx, ctx, { ...filters, asOf: upTo.asOf, compare: since })
    if (viewed === undefined || viewed.compared === undefined) return nothing
    const flows = flowsOf(await readGroups(tx, viewed.view))
    return {
      from: viewed.compared.asOf,
      to: viewed.run.asOf,
      currency: viewed.generation.currency,
      flows,
      moves: movesOf(flows, await readReturnGroups(tx, viewed.view)),
    }
  })
}
