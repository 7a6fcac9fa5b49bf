import type { CivilDay } from '#core/units/civil-day.ts'
import type { Language } from './bilingual.ts'
import { activitiesOf } from './desk-activities.ts'
import type { DeskEntry } from './desk-entry.ts'
import { type Life, lifeOf } from './desk-life.ts'
import { usualCustomers } from './generate.ts'
import { profileOf } from './profiles.ts'
import { worldOf } from './world.ts'

export type DeskOptions = {
  readonly seed: number
  readonly endDate: CivilDay
  /** The day up to which people have worked: on or after the end of the trade. */
  readonly today: CivilDay
  readonly language: Language
  readonly customers?: number | undefined
}

const records: readonly ((life: Life) => Generator<DeskEntry>)[] = [activitiesOf]

/**
 * What the people of the demo company have written down: all of it invented, drawn from the same seed as the trade and fitting it. One list a
 * customer, so that any number of customers fits in memory.
 */
export function* deskOf({ seed, endDate, today, language, customers = usualCustomers }: DeskOptions): Generator<readonly DeskEntry[]> {
  const world = worldOf(seed, endDate)
  for (let index = 0; index < customers; index++) {
    const life = lifeOf(world, profileOf(seed, index, world.start), today, language)
    yield records.flatMap(of => [...of(life)])
  }
}
