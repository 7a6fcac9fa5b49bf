import { type CivilDay, firstDayOf, monthOf } from '#core/units/civil-day.ts'
import { type Minor, toMinor } from '#core/units/money.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { between, diceOf, happens, normal, wholeBetween } from './dice.ts'
import type { Fulfilment } from './fulfilment.ts'
import type { Profile } from './profiles.ts'
import type { World } from './world.ts'

/** VAT on goods, whole per cent; the rate since April 2019 and the only one in the demo's years. */
export const vatPercent = 13

export type Payment = {
  readonly number: string
  readonly order: string
  readonly invoiced: CivilDay
  readonly paid: CivilDay
  readonly amountFen: Minor
}

export type CostKind = 'rebate' | 'claim'
export type KnownCost = { readonly order: string | undefined; readonly day: CivilDay; readonly kind: CostKind; readonly amountFen: Minor }

/** Payments with tax, one an order: invoiced with its last delivery, due after the credit days, paid as the customer usually does. */
export function paymentsOf(world: World, profile: Profile, fulfilment: readonly Fulfilment[]): readonly Payment[] {
  const dice = diceOf(world.seed, profile.index, 4)
  const { creditDays, daysOverdue } = profile.terms
  return fulfilment.flatMap(({ order, deliveries, creditNotes }) => {
    const invoiced = deliveries.reduce((last, { delivered }) => Math.max(last, delivered), -Infinity)
    const overdue = Math.round(daysOverdue + normal(dice) * (daysOverdue > 15 ? 14 : 3))
    const paid = workdayFrom(invoiced === -Infinity ? world.end + 1 : Math.max(invoiced, invoiced + creditDays + overdue))
    const netFen = deliveredFen(deliveries) - creditNotes.reduce((sum, note) => sum + note.amountFen, 0)
    if (paid > world.end || netFen <= 0) return []
    return [
      {
        number: `RC${order.number.slice(2)}`,
        order: order.number,
        invoiced,
        paid,
        amountFen: toMinor((netFen * (100 + vatPercent)) / 100),
      },
    ]
  })
}

const deliveredFen = (deliveries: Fulfilment['deliveries']) =>
  deliveries.reduce(
    (sum, { lines }) => sum + lines.reduce((part, { line, quantity }) => part + toMinor((line.amountFen * quantity) / line.quantity), 0),
    0,
  )

/** Rebates by the quarter and quality claims, by day. (Freight stands on the deliveries.) */
export function costsOf(world: World, profile: Profile, fulfilment: readonly Fulfilment[]): readonly KnownCost[] {
  return [...claimsOf(world, profile, fulfilment), ...rebatesOf(world, profile, fulfilment)].sort((a, b) => a.day - b.day)
}

function claimsOf(world: World, profile: Profile, fulfilment: readonly Fulfilment[]): readonly KnownCost[] {
  const dice = diceOf(world.seed, profile.index, 5)
  const often = profile.terms.returns > 0.04 ? 0.04 : 0.006
  return fulfilment.flatMap(({ order, deliveries }) => {
    const delivery = deliveries[0]
    if (!delivery || !happens(dice, often)) return []
    const day = workdayFrom(delivery.delivered + wholeBetween(dice, 5, 40))
    const amountFen = Math.round((deliveredFen([delivery]) * between(dice, 0.05, 0.35)) / 100) * 100
    return day <= world.end && amountFen > 0 ? [{ order: order.number, day, kind: 'claim' as const, amountFen }] : []
  })
}

function rebatesOf(world: World, { terms }: Profile, fulfilment: readonly Fulfilment[]): readonly KnownCost[] {
  if (terms.rebatePercent === 0) return []
  const quarters = Array.from({ length: 12 }, (_, index) => Math.floor(world.firstMonth / 3) * 3 + index * 3)
  return quarters.flatMap(first => {
    const sold = fulfilment.filter(({ order }) => monthOf(order.date) >= first && monthOf(order.date) < first + 3)
    const day = workdayFrom(firstDayOf(first + 3) + 19)
    const amountFen = toMinor((sold.reduce((sum, { deliveries }) => sum + deliveredFen(deliveries), 0) * terms.rebatePercent) / 100)
    return amountFen > 0 && day <= world.end ? [{ order: undefined, day, kind: 'rebate' as const, amountFen }] : []
  })
}
