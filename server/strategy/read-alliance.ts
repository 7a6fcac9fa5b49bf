import type { Answer } from '#contract/endpoint.ts'
import type * as contract from '#contract/relationships/alliance-list.ts'
import { type AllianceFinding, startFindings } from '#core/relationships/alliance.ts'
import { type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { RegisterPlace } from '#server/relationships/registers.sql.ts'
import { type EffectRow, readEffect } from './alliance-facts.sql.ts'
import { findAlliance } from './alliance-list.sql.ts'
import { readDays } from './read-hygiene.ts'
import { readAllianceFacts } from './refuse-alliance-start.ts'

type Whole = contract.AllianceWhole
type Effects = Whole['effect']

const yearDays = 365
/** Fewer deliveries than this make no share. */
const fewestDeliveries = 5

export const findingOf = ({ condition, met, isPassable }: AllianceFinding): Whole['findings'][number] => ({
  condition,
  met: met ?? null,
  isPassable,
})

const marginOf = ({ knownSales, knownCost }: EffectRow) => (knownSales > 0 ? knownSales - knownCost : null)
const onTimeOf = ({ promised, kept }: EffectRow) => (promised >= fewestDeliveries ? kept / promised : null)
const soldOf = (row: EffectRow, value: number) => (row.orders > 0 ? value : null)

function effectRows(before: EffectRow, after: EffectRow): Effects['rows'] {
  const both = (source: contract.AllianceEffect['source'], value: (row: EffectRow) => number | null, n: (row: EffectRow) => number) => ({
    source,
    before: value(before),
    after: value(after),
    nBefore: n(before),
    nAfter: n(after),
  })
  const orders = (row: EffectRow) => row.orders
  return [
    both('sales', row => soldOf(row, row.sales), orders),
    both('contribution', marginOf, orders),
    both('on_time', onTimeOf, row => row.promised),
    both('items', row => soldOf(row, row.items), orders),
  ]
}

/** The days that are set beside each other: from its start to its end or the as-of day, a year at most, and the same days of the year before. */
export function effectDays(
  startsOn: CivilDay,
  endsOn: CivilDay,
  asOf: CivilDay,
): { readonly from: CivilDay; readonly until: CivilDay } | undefined {
  const until = Math.min(endsOn, asOf, startsOn + yearDays - 1)
  return until < startsOn ? undefined : { from: startsOn, until }
}

async function readEffects(tx: Tx, place: RegisterPlace, row: contract.AllianceRow, asOf: CivilDay): Promise<Effects> {
  const days = effectDays(parseDay(row.startsOn) ?? 0, parseDay(row.endsOn) ?? 0, asOf)
  if (days === undefined) return { days: 0, beforeFrom: null, beforeUntil: null, afterFrom: null, afterUntil: null, rows: [] }
  const shifted = (by: number) => ({ from: formatDay(days.from - by), until: formatDay(days.until - by) })
  const [after, before] = [shifted(0), shifted(yearDays)]
  return {
    days: days.until - days.from + 1,
    beforeFrom: before.from,
    beforeUntil: before.until,
    afterFrom: after.from,
    afterUntil: after.until,
    rows: effectRows(await readEffect(tx, place, before), await readEffect(tx, place, after)),
  }
}

/** One alliance with its start condition and what the facts say before and after its start. docs/methods/alliances.md */
export async function readAlliance(ctx: Ctx, allianceId: string): Promise<Answer<typeof contract.readAlliance>> {
  return await ctx.inTenant(async tx => {
    const { today, asOf } = await readDays(tx, ctx.tenantId, ctx.now())
    const row = await findAlliance<contract.AllianceRow>(tx, ctx, formatDay(today), allianceId)
    if (row === undefined) throw new Refusal('not_found')
    const dyad = await seeDyad(tx, ctx, row.dyadId)
    const place = { tenantId: ctx.tenantId, dyadId: dyad.dyadId, all: dyad.all }
    const facts = await readAllianceFacts(tx, ctx, place)
    return { ...row, findings: startFindings(row.subMode, facts).map(findingOf), effect: await readEffects(tx, place, row, asOf) }
  })
}
