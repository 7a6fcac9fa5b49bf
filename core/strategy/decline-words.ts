import type { Word } from '#core/segments/words.ts'
import type { WarningCode } from '../value/future.ts'
import type { DeclineDecision, DeclineState, DeclineTrigger } from './decline.ts'
import type { EvidenceKind } from './decline-evidence.ts'
import type { LossType, WinBackKind } from './win-back.ts'

export const declineStateWords: Readonly<Record<DeclineState, Word>> = {
  open: ['待查原因', 'Find the cause'],
  deciding: ['待决策', 'To be decided'],
  acting: ['挽留中', 'Being won back'],
  won: ['已赢回', 'Won back'],
  lost: ['未挽回', 'Lost'],
  let_go: ['已放手', 'Let go'],
  closed: ['已关闭', 'Closed'],
}

export const declineTriggerWords: Readonly<Record<DeclineTrigger, Word>> = {
  map: ['地图下滑', 'Fall on the map'],
  warning: ['流失预警', 'Early warning'],
  manual: ['手工', 'By hand'],
}

/** What a warning said, once its figures are gone. */
export const warningWords: Readonly<Record<WarningCode, Word>> = {
  later_than_own_rhythm: [
    '开立时，距上次下单已比它自己的节奏晚。',
    'When it was opened the customer was later than its own rhythm allows.',
  ],
  later_than_customers_alike: [
    '开立时，距上次下单已比相似客户的节奏晚。',
    'When it was opened the customer was later than customers like it are.',
  ],
  later_than_usual_once: [
    '开立时，只下过一单，且已过了通常再次下单的时间。',
    'When it was opened it had ordered once, and the time of a second order was past.',
  ],
}

export const declineDecisionWords: Readonly<Record<DeclineDecision, Word>> = {
  attempt: ['挽留', 'Win back'],
  let_go: ['放手', 'Let go'],
}

export const lossTypeWords: Readonly<Record<LossType, Word>> = {
  fault: ['我方过失', 'Our fault'],
  competitive: ['竞争流失', 'To a competitor'],
  natural: ['自然流失', 'In the course of things'],
  malicious: ['恶意流失', 'In bad faith'],
}

export const winBackKindWords: Readonly<Record<WinBackKind, Word>> = {
  fault_remedied: ['过失且已纠正', 'Our fault, put right'],
  fault_open: ['过失未纠正', 'Our fault, not put right'],
  competitor_feature: ['竞争对手产品或服务更合适', 'Competitor offers more'],
  competitor_price: ['竞争对手价格更低', 'Competitor is cheaper'],
  natural: ['自然流失', 'In the course of things'],
  malicious: ['恶意流失', 'In bad faith'],
}

export const causeNatureWords: Readonly<Record<'subjective' | 'objective', Word>> = {
  subjective: ['主观原因：我方有能力扭转', 'Ours to undo'],
  objective: ['客观原因：谁也扭转不了', 'Nobody can undo it'],
}

export const evidenceWords: Readonly<Record<EvidenceKind, Word>> = {
  late: ['晚交占比', 'Deliveries late'],
  short: ['缺货与短交（次）', 'Out of stock or short'],
  quality: ['质量投诉与索赔（次）', 'Quality complaints and claims'],
  response: ['投诉未按时答复占比', 'Complaints answered late'],
  unresolved: ['逾期未解决的投诉', 'Complaints overdue'],
  billing: ['开票或对账差错（次）', 'Billing errors'],
  price: ['所购物料单价变动', 'Unit price of what they buy'],
  contacts: ['联系次数', 'Contacts with them'],
  left: ['离职的对接人', 'Contacts who left'],
  owner: ['更换负责人（次）', 'Changes of owner'],
  needs: ['逾期或未答应的需求', 'Needs overdue or declined'],
  competitor: ['记录到的竞争对手', 'Competitors noted'],
  pull: ['竞争对手吸引力', 'Pull of competitors'],
  payment: ['平均付款天数', 'Days to payment'],
  dropped: ['停购物料占以往采购额', 'Items no longer bought, of former sales'],
  ended: ['终止通知', 'Notice of ending'],
}
