import type { CivilDay } from '#core/units/civil-day.ts'
import { poolDefaults, type PoolType } from '#core/activities/pool.ts'
import type { Both } from './bilingual.ts'
import { type Dice, diceOf, happens, pick, wholeBetween } from './dice.ts'

/** A customer that nothing ties to its owner: no open chance, case, concern, task or play. `type`: null where it has no place on the map. */
export type Loose = {
  readonly dyadId: string
  readonly department: string
  readonly type: PoolType
  readonly lastOrder: CivilDay | undefined
}

/** In a pool since a day, or still with its owner and close to its day. */
export type PoolStory = { readonly loose: Loose } & (
  | { readonly kind: 'released' | 'recycled'; readonly day: CivilDay; readonly reason: Both | undefined }
  | { readonly kind: 'warned'; readonly claimed: CivilDay; readonly daysLeft: number }
)

const reasons: readonly Both[] = [
  ['负责区域调整，无暇顾及', 'My region was changed: no time for it'],
  ['多次联系无人接听', 'Nobody answers, however often I call'],
  ['采购改由总部统一，暂无机会', 'They buy through their head office now'],
]

const warningDays = [1, 2, 4, 5, 6, 7]
const mostPooled = 6

/** Days without an order after which a customer is worth nobody's keeping, and within which one may still be kept. */
const quiet = 200

function pooled(dice: Dice, loose: Loose, today: CivilDay): PoolStory {
  const isGivenUp = happens(dice, 0.4)
  const day = today - wholeBetween(dice, 2, 40)
  return isGivenUp ? { loose, kind: 'released', day, reason: pick(dice, reasons) } : { loose, kind: 'recycled', day, reason: undefined }
}

/** With its owner since so many days that the days of its type are nearly over. */
function warned(loose: Loose, daysLeft: number, today: CivilDay): PoolStory | undefined {
  const days = poolDefaults.recycleDays[loose.type]
  return days === null ? undefined : { loose, kind: 'warned', claimed: today - days + daysLeft, daysLeft }
}

/** Whom nobody has followed for long stands in a pool; some others are about to go there. Of each department a few. */
export function poolStoriesOf(seed: number, loose: readonly Loose[], today: CivilDay): readonly PoolStory[] {
  const dice = diceOf(seed, 54)
  const isQuiet = ({ lastOrder }: Loose) => lastOrder === undefined || lastOrder < today - quiet
  const departments = [...new Set(loose.map(({ department }) => department))]
  const inPools = departments.flatMap(name => loose.filter(each => each.department === name && isQuiet(each)).slice(0, mostPooled))
  const kept = loose.filter(each => !inPools.includes(each))
  const near = warningDays.flatMap(daysLeft => {
    const found = kept.findIndex(each => {
      const story = warned(each, daysLeft, today)
      return story?.kind === 'warned' && (each.lastOrder ?? 0) <= story.claimed
    })
    return found === -1 ? [] : [warned(kept.splice(found, 1)[0] as Loose, daysLeft, today) as PoolStory]
  })
  return [...inPools.map(each => pooled(dice, each, today)), ...near]
}
