import type { Both } from './bilingual.ts'
import { type Dice, diceOf, pick, wholeBetween } from './dice.ts'
import type { Profile } from './profiles.ts'
import { brandOf } from './words-of-firms.ts'

/** A link of a group: who stands under whom, by the codes of customers or, for the head, by the name of a firm that is nobody's customer. */
export type FamilyLink = {
  readonly child: string
  readonly parent: string | Both
  readonly yearsAgo: number
  readonly note: Both | undefined
}

/** Names of heads lie far beyond those of customers, suppliers and carriers. */
const headIndex = 955

const bought: Both = ['收购', 'Taken over']
const founded: Both = ['集团新设', 'Founded by the group']

function headName(): Both {
  const { brand } = brandOf(headIndex)
  return [`${brand[0]}装备集团有限公司`, `${brand[1]} Equipment Group Co., Ltd.`]
}

function drawn(dice: Dice, from: Profile[]): string {
  const profile = pick(dice, from)
  from.splice(from.indexOf(profile), 1)
  return profile.code
}

/**
 * Two groups: one under a holding that buys nothing itself, with three plants of which one has two below it; and a large customer that has taken
 * over two smaller ones. Nothing where there are too few customers.
 */
export function familiesOf(seed: number, profiles: readonly Profile[]): readonly FamilyLink[] {
  const dice = diceOf(seed, 53)
  const makers = profiles.filter(({ industry, career }) => industry.kind === 'enterprise' && career.name !== 'prospect')
  const large = makers.filter(({ career }) => career.large)
  const middling = makers.filter(({ career, buying }) => !career.large && buying.ordersPerYear * buying.ticket > 120_000)
  if (large.length < 3 || middling.length < 6) return []
  const link = (child: string, parent: string | Both, note?: Both): FamilyLink => ({
    child,
    parent,
    yearsAgo: wholeBetween(dice, 1, 6),
    note,
  })
  const [plant, other, buyer] = [drawn(dice, large), drawn(dice, large), drawn(dice, large)]
  return [
    link(plant, headName()),
    link(other, headName(), bought),
    link(drawn(dice, middling), headName(), founded),
    link(drawn(dice, middling), plant, founded),
    link(drawn(dice, middling), plant),
    link(drawn(dice, middling), buyer, bought),
    link(drawn(dice, middling), buyer, bought),
  ]
}
