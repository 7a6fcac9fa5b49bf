import { fewestEvents, type HygieneDuty, hygieneMonths } from '#core/strategy/hygiene.ts'
import { addMonths, formatDay } from '#core/units/civil-day.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type DeskEntry, record, staff } from './desk-entry.ts'
import { type Care, type Life, momentOf, officeMinute } from './desk-life.ts'
import { diceOf, happens, wholeBetween } from './dice.ts'

/** How many of a hundred have been checked this quarter, by how closely they are looked after. */
const checked: Readonly<Record<Care, number>> = { 0: 0.5, 1: 0.62, 2: 0.72, 3: 0.85, 4: 0.95 }

/** What no fact answers for this customer: price and data never, complaints seldom, the rest where it ordered little in six months. */
function dutiesToAsk({ fulfilment, today }: Life): readonly HygieneDuty[] {
  const since = addMonths(today, -hygieneMonths) + 7
  const recent = fulfilment.filter(({ order }) => order.date > since)
  const lines = recent.reduce((sum, { order }) => sum + order.lines.length, 0)
  return [
    ...(lines < fewestEvents ? (['delivered', 'quality'] as const) : []),
    ...(recent.length < fewestEvents ? (['order_right', 'invoice_right'] as const) : []),
    'complaints',
    'open_price',
    'data_safe',
  ]
}

/** What a person has checked with a customer within the last weeks, where no fact tells: with about six in ten. One in a hundred found prices unclear. */
export function* checksOf(life: Life): Generator<DeskEntry> {
  const { world, profile, care, today, say } = life
  const dice = diceOf(world.seed, profile.index, 27)
  if (!happens(dice, checked[care])) return
  const day = Math.min(workdayFrom(today - wholeBetween(dice, 4, 55)), today - 1)
  const at = momentOf(day, officeMinute(dice))
  const isUnclear = happens(dice, 0.01)
  const fine = happens(dice, 0.4) ? say(['电话逐项核实', 'Asked by phone, one by one']) : null
  for (const duty of dutiesToAsk(life)) {
    const isKept = duty !== 'open_price' || !isUnclear
    yield {
      table: 'hygiene_check',
      row: {
        dyad_id: { dyad: profile.code },
        check_id: record(`check ${profile.code} ${duty}`),
        duty,
        is_kept: isKept,
        checked_on: formatDay(day),
        checked_by: staff(profile.seller),
        note: isKept ? fine : say(['运费加价未在报价单写明', 'The charge for freight was not in the offer']),
        created_at: at,
      },
    }
  }
}
