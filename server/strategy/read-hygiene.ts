import {
  type HygieneCheck,
  type HygieneDuty,
  type HygieneFacts,
  type HygieneFinding,
  hygieneMonths,
  hygieneOf,
} from '#core/strategy/hygiene.ts'
import { addMonths, type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Tx } from '#server/platform/database.ts'
import { findPresentDay } from '#server/segments/jobs.sql.ts'
import { todayIn } from '#server/value/as-of.ts'
import { readTimeZone } from '#server/activities/dyad-seen.sql.ts'
import {
  type CheckRow,
  type ConcernTally,
  type DeliveryTally,
  type HygieneScope,
  readChecks,
  readSources,
  tallyClaims,
  tallyConcerns,
  tallyDeliveries,
  tallyPromisedLines,
  tallyTrade,
} from './hygiene.sql.ts'

/** The days that strategy is judged by: the book's as-of day for facts, the calendar's for deeds. */
export type StrategyDays = { readonly asOf: CivilDay; readonly today: CivilDay; readonly timeZone: string }

export async function readDays(tx: Tx, tenantId: string, now: Date): Promise<StrategyDays> {
  const present = await findPresentDay(tx, tenantId)
  const timeZone = present?.timeZone ?? (await readTimeZone(tx, tenantId))
  const today = todayIn(timeZone, now)
  return { asOf: (present === undefined ? undefined : parseDay(present.asOf)) ?? today, today, timeZone }
}

const byDyad = <T extends { readonly dyadId: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map(row => [row.dyadId, row]))

/** Not arrived beyond its promise counts as late where this customer's days of arrival are known at all. */
const deliveredOf = (tally: DeliveryTally | undefined) =>
  tally === undefined || tally.arrived === 0 ? undefined : { hits: tally.kept, events: tally.events }

const wrongOf = (wrong: number, events: number) => ({ hits: Math.max(0, events - wrong), events })

export type HygieneGround = {
  readonly scope: HygieneScope
  readonly days: StrategyDays
  /** What the duties of a customer are judged by. */
  readonly factsOf: (dyadId: string) => HygieneFacts
  readonly findingsOf: (dyadId: string) => readonly HygieneFinding[]
  readonly checksOf: (dyadId: string) => readonly CheckRow[]
  /** Whether a duty's figure comes from its second source: promised order lines instead of deliveries, paid claims instead of complaints. */
  readonly isSecond: (dyadId: string, duty: HygieneDuty) => boolean
}

const none: Omit<ConcernTally, 'dyadId'> = { complaints: 0, inTime: 0, overdue: 0, wrongOrders: 0, wrongInvoices: 0, quality: 0 }

const answerOf = ({ duty, isKept, checkedOn }: CheckRow): HygieneCheck => ({ duty, isKept, checkedOn: parseDay(checkedOn) ?? 0 })

/** Reads what the basic duties of some customers, or of all, are judged by: six months of facts up to the as-of day, in seven queries however many they are. */
export async function readHygiene(tx: Tx, tenantId: string, now: Date, dyadIds?: readonly string[]): Promise<HygieneGround> {
  const days = await readDays(tx, tenantId, now)
  const since = formatDay(addMonths(days.asOf, -hygieneMonths))
  const scope = { tenantId, since, asOf: formatDay(days.asOf), now, dyadIds }
  const [deliveries, lines] = [byDyad(await tallyDeliveries(tx, scope)), byDyad(await tallyPromisedLines(tx, scope))]
  const [trade, concerns] = [byDyad(await tallyTrade(tx, scope)), byDyad(await tallyConcerns(tx, scope))]
  const [claims, sources, checks] = [byDyad(await tallyClaims(tx, scope)), await readSources(tx, tenantId), await readChecks(tx, scope)]
  const grouped = Map.groupBy(checks, check => check.dyadId)
  const factsOf = (dyadId: string): HygieneFacts => {
    const delivered = deliveredOf(deliveries.get(dyadId)) ?? deliveredOf(lines.get(dyadId))
    const { orders, lines: count } = trade.get(dyadId) ?? { orders: 0, lines: 0 }
    const said = concerns.get(dyadId) ?? none
    const claimed = Math.max(said.quality, claims.get(dyadId)?.claims ?? 0)
    return {
      tallies: {
        ...(delivered === undefined ? {} : { delivered }),
        ...(sources.concerns
          ? {
              order_right: wrongOf(said.wrongOrders, orders),
              invoice_right: wrongOf(said.wrongInvoices, orders),
              complaints: { hits: said.inTime, events: said.complaints },
            }
          : {}),
        ...(sources.concerns || sources.claims ? { quality: { hits: claimed, events: count } } : {}),
      },
      overdue: said.overdue,
      checks: (grouped.get(dyadId) ?? []).map(answerOf),
    }
  }
  return {
    scope,
    days,
    factsOf,
    findingsOf: dyadId => hygieneOf(factsOf(dyadId), days.today),
    checksOf: dyadId => grouped.get(dyadId) ?? [],
    isSecond: (dyadId, duty) =>
      duty === 'delivered'
        ? deliveredOf(deliveries.get(dyadId)) === undefined
        : duty === 'quality' && (claims.get(dyadId)?.claims ?? 0) > (concerns.get(dyadId)?.quality ?? 0),
  }
}
