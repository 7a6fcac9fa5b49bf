import type { Both } from './bilingual.ts'
import type { CareerName } from './careers.ts'
import { diceOf, pick, wholeBetween } from './dice.ts'
import { sellersOf } from './firm.ts'
import type { Profile } from './profiles.ts'

/** A customer that was entered a second time by a colleague who did not look, or believed it another. `enteredBy`: index into the staff. */
export type Twin = {
  readonly of: string
  readonly code: string
  readonly name: Both
  readonly phone: string | undefined
  readonly city: Both
  readonly enteredBy: number
  readonly reason: Both
}

type Spelling = (name: Both) => Both
const spellings: readonly { readonly write: Spelling; readonly hasPhone: boolean; readonly reason: Both }[] = [
  {
    write: ([zh, en]) => [zh.replace(/(股份)?有限公司$/, '有限责任公司'), en.replace(/(Co\., Ltd\.|Corp\.)$/, 'LLC')],
    hasPhone: true,
    reason: ['对方说是新注册的公司，先单独建档', 'They say it is a newly registered firm: kept apart for now'],
  },
  {
    write: ([zh, en]) => [zh.replace(/(股份)?有限公司$/, '（销售部）'), en.replace(/(Co\., Ltd\.|Corp\.)$/, '(Sales)')],
    hasPhone: true,
    reason: ['对接的是销售部，账户不同', 'We deal with their sales office: another account'],
  },
  {
    write: ([zh, en]) => [zh.slice(2), en.slice(en.indexOf(' ') + 1)],
    hasPhone: false,
    reason: ['展会名片，城市不详', 'A card from a fair, without a city'],
  },
]

const usual: readonly CareerName[] = ['steady', 'grower', 'bursty', 'newcomer']

/** Three customers that stand in the books twice, drawn from those of a middling size. Nothing where there are too few. */
export function twinsOf(seed: number, profiles: readonly Profile[]): readonly Twin[] {
  const dice = diceOf(seed, 55)
  const makers = profiles.filter(
    ({ industry, career, buying }) =>
      industry.kind === 'enterprise' && usual.includes(career.name) && buying.ordersPerYear * buying.ticket > 60_000,
  )
  const left = [...makers]
  const chosen = spellings.flatMap(() => left.splice(wholeBetween(dice, 0, Math.max(0, left.length - 1)), 1))
  if (chosen.length < spellings.length) return []
  return spellings.flatMap(({ write, hasPhone, reason }, at) => {
    const profile = chosen[at]
    if (profile === undefined) return []
    const { code, name, phone, place, seller } = profile
    const others = ['EAST', 'FAR'].flatMap(sellersOf).filter(one => one !== seller)
    return [
      {
        of: code,
        code: `N${code.slice(1)}`,
        name: write(name),
        phone: hasPhone ? phone : undefined,
        city: place.name,
        enteredBy: pick(dice, others),
        reason,
      },
    ]
  })
}
