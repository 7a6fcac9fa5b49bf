import type { CivilDay } from '#core/units/civil-day.ts'
import { activitiesOf } from './desk-activities.ts'
import { alliancesOf } from './desk-alliances.ts'
import { checksOf } from './desk-checks.ts'
import { colleaguesOf } from './desk-colleagues.ts'
import { concernsOf } from './desk-concerns.ts'
import type { DeskEntry } from './desk-entry.ts'
import { type Life, lifeOf } from './desk-life.ts'
import { recordsOf } from './desk-records.ts'
import { relationshipsOf } from './desk-relationships.ts'
import { answersOf, surveysOf } from './desk-surveys.ts'
import { type DemoOptions, profilesOf } from './generate.ts'
import { worldOf } from './world.ts'

/** `today`: the day up to which people have worked, on or after the end of the trade. */
export type DeskOptions = DemoOptions & { readonly today: CivilDay }

const records: readonly ((life: Life) => Generator<DeskEntry>)[] = [
  activitiesOf,
  concernsOf,
  recordsOf,
  relationshipsOf,
  answersOf,
  alliancesOf,
  colleaguesOf,
  checksOf,
]

/**
 * What the people of the demo company have written down: all of it invented, drawn from the same seed as the trade and fitting it. One list a
 * customer, so that any number of customers fits in memory.
 */
export function* deskOf(options: DeskOptions): Generator<readonly DeskEntry[]> {
  const { seed, endDate, today, language } = options
  const world = worldOf(seed, endDate)
  yield [...surveysOf(today)]
  for (const profile of profilesOf(options)) {
    const life = lifeOf(world, profile, today, language)
    yield records.flatMap(of => [...of(life)])
  }
}
