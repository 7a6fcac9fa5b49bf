import type { MapQuery } from '#contract/segments/map.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { readOwnCondition } from '#server/dyads/filter-customers.ts'
import { askerOf } from '#server/value/demand-customer.ts'
import { findGeneration, findRun, type Generation, joinWhole, type View } from './map.sql.ts'
import type { Static, TObject } from 'typebox'

/** What a call narrows the map by. */
export type Asked = Static<TObject<typeof MapQuery>> & { readonly asOf?: string; readonly compare?: string }

export type FoundRun = NonNullable<Awaited<ReturnType<typeof findRun>>>
export type Viewed = {
  readonly view: View
  readonly generation: Generation
  readonly run: FoundRun
  readonly compared: FoundRun | undefined
}

/**
 * Finds the day that a call looks at and the day it compares with: the month-end named, or the last run before the day named. Undefined
 * while there is no map, or for a day before the first one.
 */
export async function viewMap(tx: Tx, ctx: Ctx, asked: Asked): Promise<Viewed | undefined> {
  const { asOf, compare, filter, ...filters } = asked
  await joinWhole(tx)
  const generation = await findGeneration(tx, ctx.tenantId)
  if (generation === undefined) return undefined
  const run = await findRun(tx, ctx.tenantId, generation.generation, asOf)
  if (run === undefined) return undefined
  const compared = compare === undefined ? undefined : await findRun(tx, ctx.tenantId, generation.generation, compare)
  const asker = askerOf(ctx)
  const english = ctx.language === 'en'
  const condition = await readOwnCondition(tx, ctx, filter)
  const view: View = { asker, generation: generation.generation, asOf: run.asOf, compare: compared?.asOf, filters, condition, english }
  return { view, generation, run, compared }
}
