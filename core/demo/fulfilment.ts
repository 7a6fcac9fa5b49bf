import type { CivilDay } from '#core/units/civil-day.ts'
import { type Minor, toMinor } from '#core/units/money.ts'
import type { CareerName } from './careers.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { between, type Dice, diceOf, erlang, happens, wholeBetween } from './dice.ts'
import { carriers } from './firm.ts'
import { type Order, type OrderLine, stamp } from './orders.ts'
import type { Profile } from './profiles.ts'
import type { World } from './world.ts'

export type Delivery = {
  readonly number: string
  readonly order: Order
  readonly shipped: CivilDay
  readonly delivered: CivilDay
  readonly carrier: string
  readonly freightFen: Minor
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: number }[]
}

export type CreditNote = {
  readonly number: string
  readonly date: CivilDay
  readonly order: Order
  readonly line: OrderLine
  readonly quantity: number
  readonly amountFen: Minor
}

/** What followed from an order: its deliveries up to the world's end and what came back of it. */
export type Fulfilment = { readonly order: Order; readonly deliveries: readonly Delivery[]; readonly creditNotes: readonly CreditNote[] }

/** The fulfilment of a customer's orders, in their order. */
export function fulfilmentOf(world: World, profile: Profile, orders: readonly Order[]): readonly Fulfilment[] {
  const dice = diceOf(world.seed, profile.index, 3)
  return orders.map(order => {
    const deliveries = deliveriesOf(world, profile, order, dice)
    return { order, deliveries, creditNotes: creditNotesOf(world, profile, order, deliveries, dice) }
  })
}

function deliveriesOf(world: World, profile: Profile, order: Order, dice: Dice): readonly Delivery[] {
  const backOrdered = order.lines.length > 1 && happens(dice, 0.02) ? order.lines.length - 1 : order.lines.length
  const split = happens(dice, 0.01)
  const whole = order.lines.slice(0, backOrdered).map(line => ({ line, quantity: split ? Math.ceil(line.quantity / 2) : line.quantity }))
  const rest = split
    ? order.lines
        .map((line, index) => ({ line, quantity: line.quantity - (whole[index]?.quantity ?? 0) }))
        .filter(({ quantity }) => quantity > 0)
    : order.lines.slice(backOrdered).map(line => ({ line, quantity: line.quantity }))
  const day = deliveredOn(world, profile, order, dice)
  const first = deliveryOf(profile, order, 1, whole, day, dice)
  const second = deliveryOf(profile, order, 2, rest, workdayFrom(day + wholeBetween(dice, 3, 16)), dice)
  return [first, second].filter(({ lines, delivered }) => lines.length > 0 && delivered <= world.end)
}

/** Careers of customers that go away, whole or in part. */
export const falling: readonly CareerName[] = ['fader', 'lost', 'downsized']

/** Whether a customer that goes away will buy a fifth less in a few months: that has its reasons. */
export function isAboutToFall(world: World, { career }: Profile, day: CivilDay): boolean {
  const month = world.month[Math.min(day, world.end) - world.start] ?? 0
  return falling.includes(career.name) && career.activity(month + 5) < 0.8 * career.activity(month)
}

/** Customers at the end of a weak route: one in twenty. */
const isIllServed = ({ seed }: World, { index }: Profile): boolean => happens(diceOf(seed, index, 58), 0.05)

/**
 * On the promised day or a day before, later for one order in fifty; on a weak route for one in five, in the third half-year, when a supplier was
 * strained, for one in five as well, and before customers fall away for two in five.
 */
function deliveredOn(world: World, profile: Profile, order: Order, dice: Dice): CivilDay {
  const month = world.month[order.date - world.start] ?? 0
  const isStrained = (month >= 13 && month < 18) || isIllServed(world, profile)
  const often = isAboutToFall(world, profile, order.date) ? 0.4 : isStrained ? 0.2 : 0.02
  const late = happens(dice, often)
  const day = order.promised + (late ? 1 + Math.round(erlang(dice, 1) * 4) : happens(dice, 0.3) ? -1 : 0)
  return workdayFrom(Math.max(day, order.date + 1))
}

function deliveryOf(profile: Profile, order: Order, part: number, lines: Delivery['lines'], delivered: CivilDay, dice: Dice): Delivery {
  const value = lines.reduce((sum, { line, quantity }) => sum + (line.amountFen * quantity) / line.quantity, 0)
  const { transitDays } = profile.place
  return {
    number: `DN${order.number.slice(2)}-${part}`,
    order,
    shipped: Math.max(order.date, delivered - (order.rush ? 1 : transitDays)),
    delivered,
    carrier: carriers[order.rush ? 4 : wholeBetween(dice, 0, 3)]?.code ?? '',
    freightFen: freightOf(value, transitDays, order.rush, dice),
    lines,
  }
}

/** A basic charge and a share of the value that grows with the way; whole yuan. Express costs two and a half times as much. */
function freightOf(valueFen: number, transitDays: number, rush: boolean, dice: Dice): Minor {
  const fen = (2200 + 600 * transitDays + valueFen * (0.006 + 0.0035 * transitDays)) * between(dice, 0.8, 1.25) * (rush ? 2.5 : 1)
  return Math.round(fen / 100) * 100
}

function creditNotesOf(world: World, profile: Profile, order: Order, deliveries: readonly Delivery[], dice: Dice): readonly CreditNote[] {
  const notes = deliveries.flatMap(({ delivered, lines }) =>
    lines
      .filter(() => happens(dice, profile.terms.returns))
      .map(({ line, quantity }) =>
        creditNote(profile, order, line, returned(dice, quantity), workdayFrom(delivered + wholeBetween(dice, 4, 38))),
      ),
  )
  return notes.filter(note => note.date <= world.end).map((note, index) => ({ ...note, number: `${note.number}-${index + 1}` }))
}

const returned = (dice: Dice, quantity: number) =>
  happens(dice, 0.4) ? quantity : Math.max(1, Math.floor(quantity * between(dice, 0.1, 0.7)))

function creditNote(profile: Profile, order: Order, line: OrderLine, quantity: number, date: CivilDay): CreditNote {
  const amountFen = toMinor((quantity * line.priceFen * (100 - line.discountPercent)) / 100)
  return { number: `CN${stamp(date)}-${profile.code.slice(1)}-${stamp(order.date)}`, date, order, line, quantity, amountFen }
}
