import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { type Both, inLanguage, type Language } from './bilingual.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type Contact, contactsOf } from './contacts.ts'
import { type Dice, diceOf, pickIndex, wholeBetween } from './dice.ts'
import { falling, type Fulfilment, fulfilmentOf } from './fulfilment.ts'
import { ordersOf } from './orders.ts'
import type { Profile } from './profiles.ts'
import type { World } from './world.ts'

/** How closely a customer is looked after: 0 not at all, 1 when it asks, 2 after each delivery, 3 with suggestions every quarter, 4 with a plan of both. */
export type Care = 0 | 1 | 2 | 3 | 4

/** One customer of the demo and everything its records are drawn from. `today`: the day up to which people have worked. */
export type Life = {
  readonly world: World
  readonly today: CivilDay
  readonly profile: Profile
  readonly contacts: readonly Contact[]
  readonly fulfilment: readonly Fulfilment[]
  /** Goods ordered in the last twelve months, fen. */
  readonly spend: Minor
  readonly care: Care
  readonly falls: boolean
  readonly say: (text: Both) => string
}

const cares: readonly (readonly [fromYuan: number, weights: readonly number[]])[] = [
  [900_000, [0, 0.04, 0.22, 0.4, 0.34]],
  [250_000, [0.04, 0.28, 0.4, 0.23, 0.05]],
  [60_000, [0.2, 0.5, 0.24, 0.06, 0]],
  [0, [0.58, 0.39, 0.03, 0, 0]],
]

function careOf(dice: Dice, spendFen: Minor, falls: boolean): Care {
  const weights = cares.find(([from]) => spendFen >= from * 100)?.[1] ?? [1]
  const drawn = pickIndex(dice, weights)
  return Math.max(0, drawn - (falls && drawn < 4 ? 1 : 0)) as Care
}

const linesFen = (fulfilment: readonly Fulfilment[]) =>
  fulfilment.reduce((sum, { order }) => sum + order.lines.reduce((all, { amountFen }) => all + amountFen, 0), 0)

export function lifeOf(world: World, profile: Profile, today: CivilDay, language: Language): Life {
  const fulfilment = fulfilmentOf(world, profile, ordersOf(world, profile))
  const spend = linesFen(fulfilment.filter(({ order }) => order.date > world.end - 365))
  const falls = falling.includes(profile.career.name)
  return {
    world,
    today,
    profile,
    contacts: contactsOf(world, profile),
    fulfilment,
    spend,
    falls,
    care: careOf(diceOf(world.seed, profile.index, 20), spend, falls),
    say: text => inLanguage(text, language),
  }
}

/** A moment of a day in China as the database reads it. */
export function momentOf(day: CivilDay, minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${formatDay(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`
}

/** A quarter of an hour in office time. */
export const officeMinute = (dice: Dice): number => 60 * wholeBetween(dice, 9, 16) + 15 * wholeBetween(dice, 0, 3)

/** Workdays at about even distances from one day to another, so many a year. */
export function* daysApart(dice: Dice, from: CivilDay, to: CivilDay, aYear: number): Generator<CivilDay> {
  if (aYear <= 0) return
  const step = 365 / aYear
  for (let day = from + step * dice(); ; day += step * (0.55 + 0.9 * dice())) {
    const found = workdayFrom(Math.round(day))
    if (found > to) return
    yield found
  }
}
