import { type CivilDay, dateOf } from '#core/units/civil-day.ts'
import { type Minor, toMinor } from '#core/units/money.ts'
import { categories, items } from './catalogue.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { between, type Dice, diceOf, erlang, happens, logNormal, pick, pickIndex, poisson, wholeBetween } from './dice.ts'
import type { Profile, Shelf, Terms } from './profiles.ts'
import { busyDaysPerYear, type World } from './world.ts'

export type Order = {
  readonly number: string
  readonly date: CivilDay
  readonly requested: CivilDay
  readonly firstPromised: CivilDay
  readonly promised: CivilDay
  readonly rush: boolean
  readonly lines: readonly OrderLine[]
}

export type OrderLine = {
  readonly line: number
  /** Index into the catalogue. */
  readonly item: number
  readonly quantity: number
  readonly priceFen: Minor
  readonly discountPercent: number
  readonly amountFen: Minor
}

/** Everything that a customer ordered up to the world's end, oldest first. */
export function ordersOf(world: World, profile: Profile): readonly Order[] {
  const dice = diceOf(world.seed, profile.index, 2)
  return orderDays(world, profile, dice).map(offset => orderOn(world, profile, offset, dice))
}

/** Offsets from the start on which it orders: a renewal process that runs in busy time at the pace of its career. */
function orderDays(world: World, { career, buying }: Profile, dice: Dice): readonly number[] {
  const pace = buying.ordersPerYear / busyDaysPerYear
  const found: number[] = []
  let waited = 0
  let gap = erlang(dice, buying.rhythm) * dice()
  for (let offset = 0; offset < world.busy.length; offset++) {
    const month = world.month[offset] ?? 0
    const busy = world.busy[offset] ?? 0
    if (busy === 0) continue
    const activity = career.activity(month) / career.bundling(month)
    waited = activity === 0 ? 0 : waited + busy * activity * pace
    if (activity === 0) gap = firstGap
    if (activity === 0 || waited < gap) continue
    found.push(offset)
    gap = career.bursty(month) ? burstGap(dice, found.length) : erlang(dice, buying.rhythm)
    waited = 0
  }
  return found
}

/** Who begins, or begins again, orders soon. */
const firstGap = 0.05

/** Gaps of a project buyer, 1 on average: two orders shortly after each other, a pause, one more, a pause. */
function burstGap(dice: Dice, count: number): number {
  const isPause = count % 5 === 2 || count % 5 === 4
  return isPause ? between(dice, 1.7, 2.7) : between(dice, 0.1, 0.3)
}

const yearly = (world: World, offset: number) => Math.floor((world.month[offset] ?? 0) / 12)

/** Days by which the firm itself moves a promise; by more it was moved because the customer asked, and is promised anew. */
const longestOwnMove = 3

function orderOn(world: World, profile: Profile, offset: number, dice: Dice): Order {
  const date = world.start + offset
  const rush = happens(dice, profile.terms.rush)
  const requested = workdayFrom(date + (rush ? wholeBetween(dice, 2, 4) : wholeBetween(dice, 7, 24)))
  const agreed = workdayFrom(requested + (happens(dice, 0.16) ? wholeBetween(dice, 2, 9) : 0))
  const moved = happens(dice, 0.09) ? wholeBetween(dice, 2, 12) : 0
  const promised = moved > 0 ? workdayFrom(agreed + moved) : agreed
  return {
    number: `SO${stamp(date)}-${profile.code.slice(1)}`,
    date,
    requested,
    firstPromised: moved > longestOwnMove ? promised : agreed,
    promised,
    rush,
    lines: linesOf(world, profile, offset, dice),
  }
}

/** The middle of a document number: year, month and day in six digits. */
export function stamp(day: CivilDay): string {
  const { year, month, day: dayOfMonth } = dateOf(day)
  return String((year % 100) * 10_000 + month * 100 + dayOfMonth).padStart(6, '0')
}

function linesOf(world: World, profile: Profile, offset: number, dice: Dice): readonly OrderLine[] {
  const { buying, career, terms } = profile
  const month = world.month[offset] ?? 0
  const shelves = openShelves(profile, month)
  const total =
    buying.ticket * career.bundling(month) * breadthFactor(buying.assortment, shelves) * logNormal(dice, 0.9, career.large ? 0.08 : 0.45)
  const wishes = career.large
    ? plannedWishes(shelves, dice)
    : freeWishes(shelves, buying.linesPerOrder * Math.sqrt(career.bundling(month)), dice)
  const increase = 1.025 ** yearly(world, offset)
  return wishes.map(({ item, part }, index) => {
    const priceFen = Math.round((items[item]?.priceFen ?? 0) * increase)
    const quantity = packed(item, (total * part * 100 * logNormal(dice, 0.9, career.large ? 0.1 : 0.5)) / priceFen)
    const discountPercent = discountOf(terms, priceFen, unitCostFen(world, item, world.start + offset))
    const amountFen = toMinor((quantity * priceFen * (100 - discountPercent)) / 100)
    return { line: (index + 1) * 10, item, quantity, priceFen, discountPercent, amountFen }
  })
}

/** An item and its part of the order's value. */
type Wish = { readonly item: number; readonly part: number }

/** What is needed just now: items drawn by the shares of their categories, none twice. */
function freeWishes(shelves: readonly Shelf[], mean: number, dice: Dice): readonly Wish[] {
  const count = 1 + poisson(dice, mean - 1)
  const chosen = new Set(Array.from({ length: count }, () => pick(dice, shelves[pickIndex(dice, shares(shelves))]?.items ?? [0])))
  return [...chosen].map(item => ({ item, part: 1 / chosen.size }))
}

/** The largest buy to a plan: something of every category, each for its share. */
function plannedWishes(shelves: readonly Shelf[], dice: Dice): readonly Wish[] {
  const total = sum(shares(shelves))
  return shelves.flatMap(({ share, items: usual }) => {
    const chosen = new Set(Array.from({ length: Math.max(1, Math.round(share / 2.5)) }, () => pick(dice, usual)))
    return [...chosen].map(item => ({ item, part: share / total / chosen.size }))
  })
}

function discountOf(terms: Terms, priceFen: Minor, costFen: Minor): number {
  if (terms.costPlusPercent === undefined) return terms.discountPercent
  return Math.max(0, Math.round(100 - (100 * costFen) / (1 - terms.costPlusPercent / 100) / priceFen))
}

const shares = (shelves: readonly Shelf[]) => shelves.map(shelf => shelf.share)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** The categories that it buys from us in a month: at least one. */
function openShelves({ buying, career }: Profile, month: number): readonly Shelf[] {
  return buying.assortment.slice(0, Math.max(1, Math.round(career.breadth(month) * buying.assortment.length)))
}

/** Who buys fewer categories from us spends less per order, though not in proportion. */
const breadthFactor = (all: readonly Shelf[], open: readonly Shelf[]) => Math.sqrt(sum(shares(open)) / sum(shares(all)))

function packed(item: number, wanted: number): number {
  const pack = items[item]?.pack ?? 1
  const step = wanted > 400 ? Math.max(pack, 50) : wanted > 80 ? Math.max(pack, 10) : pack
  return Math.max(pack, Math.round(wanted / step) * step)
}

/** Unit cost of an item on a day, fen: steel grew dearer by 2 % a year. */
export function unitCostFen(world: World, item: number, day: CivilDay): Minor {
  return Math.round((items[item]?.costFen ?? 0) * 1.02 ** yearly(world, day - world.start))
}

export const categoryCodeOf = (item: number): string => categories[items[item]?.category ?? 0]?.code ?? ''
