import type { CustomerType } from '#core/segments/grid.ts'
import type { Cause } from '#core/service/concern.ts'
import type { DeclineOutcome } from '#core/strategy/decline.ts'
import type { Both } from './bilingual.ts'
import { between, diceOf, happens, pick, pickIndex } from './dice.ts'

/** A fall on the demo's map that is some months past, and what stood before it. */
export type PastFall = {
  readonly dyadId: string
  readonly fallenOn: string
  readonly fromType: CustomerType
  readonly toType: CustomerType
  readonly stakeMinor: number
  readonly isBack: boolean
  readonly lateComplaints: number
  readonly faultComplaints: number
}

/** What people found, decided and got. Money in minor units. */
export type FallStory = {
  readonly cause: Cause
  readonly isRemedied: boolean
  readonly note: Both
  readonly decision: 'attempt' | 'let_go'
  readonly outcome: DeclineOutcome | 'acting'
  readonly offerMinor: number
  readonly effortMinor: number
  readonly secondLifeMinor: number
}

const others: readonly Cause[] = ['price_perception', 'competitor', 'project_ended', 'contact_left', 'neglect', 'product_phased_out']
const notes: Readonly<Partial<Record<Cause, Both>>> = {
  late_delivery: [
    '连续晚交后转单，设备部证实产线停过。',
    'Orders moved after late deliveries; maintenance confirms that the line stood still.',
  ],
  quality_defect: ['批次质量问题后对方减少了下单。', 'They ordered less after a faulty batch.'],
  price_perception: ['对方比价后认为我方偏高。', 'They compared prices and found ours too high.'],
  competitor: ['竞争对手以寄售库存切入。', 'A competitor came in with consignment stock.'],
  project_ended: ['项目验收结束，后续无批量。', 'The project is finished; nothing follows.'],
  contact_left: ['原采购经理离职，新人不熟悉我们。', 'The buyer left; the new one does not know us.'],
  neglect: ['半年没有人上门。', 'Nobody had called on them for half a year.'],
  product_phased_out: ['对方停产了用我方轴承的机型。', 'They stopped the machine that used our bearings.'],
}

/** The course of a case that is past, as it fits what happened with the customer since. */
export function storyOf(seed: number, index: number, fall: PastFall): FallStory {
  const dice = diceOf(seed, index, 33)
  const cause = fall.lateComplaints > 0 ? 'late_delivery' : fall.faultComplaints > 0 ? 'quality_defect' : pick(dice, others)
  const isNatural = cause === 'project_ended' || cause === 'product_phased_out'
  const decision = isNatural && !fall.isBack ? 'let_go' : 'attempt'
  const failed = (['lost', 'acting', 'closed'] as const)[pickIndex(dice, [0.65, 0.25, 0.1])] ?? 'lost'
  return {
    cause,
    isRemedied: happens(dice, 0.7),
    note: notes[cause] ?? ['', ''],
    decision,
    outcome: decision === 'let_go' ? 'let_go' : fall.isBack ? 'won' : failed,
    offerMinor: Math.round((fall.stakeMinor * between(dice, 0.01, 0.06)) / 10_000) * 10_000,
    effortMinor: Math.round(between(dice, 800, 4000)) * 100,
    secondLifeMinor: Math.round((fall.stakeMinor * between(dice, 1, 2.2)) / 10_000) * 10_000,
  }
}
