import type { CustomerType, LifecycleStage, PyramidTier } from '#core/segments/grid.ts'
import { type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { groupOf } from './group.ts'
import { isHeldOut } from './hold-out.ts'
import { type HygieneDuty, hygieneDuties, type HygieneState } from './hygiene.ts'
import { fitsType, isTooMuch, type Play } from './play.ts'
import { compileStart, type Known, type StartCondition } from './start-condition.ts'

/** What is known of a customer at a past month's end. */
export type PastStanding = {
  readonly dyadId: string
  readonly type: CustomerType | null
  readonly stage: LifecycleStage | null
  readonly tier: PyramidTier | null
  readonly lastOrder: CivilDay | null
  readonly alive: number | null
  readonly headroom: number | null
}

/** A customer that a play was meant for when it was being started, and its side of the lot. */
export type EffectEntry = {
  readonly dyadId: string
  readonly isHeld: boolean
  readonly holdoutShare: number
  readonly customerType: CustomerType | null
}

/** The start of a play with somebody, under a version that held back a share. */
export type Start = { readonly startedOn: CivilDay; readonly holdoutShare: number }

const knownThen: readonly string[] = ['type', 'group', 'stage', 'tier', 'daysSinceOrder', 'alive', 'headroom']

/** The tests of a start condition that a past month can be asked. The others are left out for both sides alike, which widens the book but tilts nothing. */
export const askedOfPast = ({ all }: StartCondition): StartCondition => ({ all: all.filter(({ field }) => knownThen.includes(field)) })

/**
 * The month-ends before the months in which a play was started with anybody, the earliest first, each with the share that its first start held back:
 * who is compared is settled there, before anyone is given it.
 */
export function wavesOf(starts: readonly Start[]): ReadonlyMap<CivilDay, number> {
  const waves = new Map<CivilDay, number>()
  for (const { startedOn, holdoutShare } of starts.toSorted((a, b) => a.startedOn - b.startedOn)) {
    const asOf = lastDayOf(monthOf(startedOn) - 1)
    if (!waves.has(asOf)) waves.set(asOf, holdoutShare)
  }
  return waves
}

const unasked = Object.fromEntries(hygieneDuties.map(duty => [duty, 'unknown'])) as Record<HygieneDuty, HygieneState>

const knownOf = (row: PastStanding, asOf: CivilDay): Known => ({
  type: row.type,
  group: row.type === null ? null : groupOf(row.type),
  stage: row.stage,
  tier: row.tier,
  daysSinceOrder: row.lastOrder === null ? null : Math.max(0, asOf - row.lastOrder),
  alive: row.alive,
  headroom: row.headroom,
  warning: false,
  openConcern: false,
  hygiene: unasked,
  tags: [],
})

type Wave = {
  readonly tenantId: string
  readonly play: Pick<Play, 'key' | 'kind' | 'strategyGroup' | 'customerTypes' | 'startCondition'>
  readonly share: number
  readonly asOf: CivilDay
}

/**
 * Whom a play was meant for at a month's end: everybody of its type who met its start condition, given the play later or not, with the side of the
 * lot. Who is written down once is not written down again. docs/methods/uplift.md, "Who is compared"
 */
export function entriesOf({ tenantId, play, share, asOf }: Wave, standings: readonly PastStanding[]): readonly EffectEntry[] {
  const failed = compileStart(askedOfPast(play.startCondition))
  return standings
    .filter(row => fitsType(play, row.type) && !isTooMuch(play, row.type) && failed(knownOf(row, asOf)).length === 0)
    .map(({ dyadId, type }) => ({
      dyadId,
      isHeld: isHeldOut(tenantId, play.key, dyadId, share),
      holdoutShare: share,
      customerType: type,
    }))
}
