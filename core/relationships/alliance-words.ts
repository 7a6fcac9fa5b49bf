import type {
  AllianceCondition,
  AllianceItemKind,
  AllianceItemState,
  AllianceLeader,
  AllianceMode,
  AllianceSide,
  AllianceState,
  AllianceSubMode,
  MeasureSource,
  ProblemStanding,
  ReviewVerdict,
} from './alliance.ts'

/** Chinese, English. */
type Words<K extends string> = Readonly<Record<K, readonly [string, string]>>

export const allianceModeWords: Words<AllianceMode> = {
  tailor: ['定制', 'Tailor'],
  partner: ['合伙人', 'Partner'],
  coach: ['引导', 'Coach'],
}

/** What a mode means, in plain words. */
export const allianceModeMeanings: Words<AllianceMode> = {
  tailor: ['客户照旧，我们改变自己去适应它', 'The customer stays as it is; we change to suit it'],
  partner: ['双方一起改变，共同负责结果', 'Both change together and answer for the result together'],
  coach: ['客户改变做法，由我们带领', 'The customer changes what it does, and we lead it there'],
}

export const allianceSubModeWords: Words<AllianceSubMode> = {
  timing: ['适时供应', 'Right-time offer'],
  solution: ['量身方案', 'Tailored solution'],
  offload: ['接手难题', 'Take the problem over'],
  codesign: ['共同设计', 'Design together'],
  sync: ['同步运作', 'Work the market in step'],
  integrate: ['业务融合', 'Combine the business'],
  showcase: ['展示优势', 'Show what is unused'],
  usage: ['培养用法', 'Change the way of use'],
  newfield: ['开创新业务', 'Open a new field'],
}

/** What is done in each way. */
export const allianceSubModeMeanings: Words<AllianceSubMode> = {
  timing: ['按客户自己的节奏，在需要的时候推出合适的产品', 'The right product at the moment the customer’s own rhythm asks for it'],
  solution: ['按客户的情况量身做方案', 'A solution made to the measure of this customer'],
  offload: ['把客户的一个难题整个接过来，由我们来解决', 'We take a whole problem off the customer’s hands'],
  codesign: ['产品和服务由双方共同设计', 'Products and services are designed by both sides'],
  sync: ['计划、库存、促销与客户同步', 'Plans, stock and promotions move in step with the customer’s'],
  integrate: ['双方把一部分业务合并起来做', 'Both sides run a part of their business as one'],
  showcase: ['找出客户还没有用上的优势和没有开发的市场', 'Find the advantages the customer does not use and the markets it has not opened'],
  usage: ['用一套使用办法带客户改变习惯，并跟踪采用程度', 'A programme of use that changes habits, with its adoption followed'],
  newfield: ['带客户开出新的业务增长点，先算账再看结果', 'A new field of business for the customer: the case first, then its result'],
}

export const allianceLeaderWords: Words<AllianceLeader> = {
  us: ['由我们带领', 'We lead'],
  both: ['双方共同', 'Both lead'],
  them: ['由客户带领', 'They lead'],
}

export const allianceStateWords: Words<AllianceState> = {
  proposed: ['拟议', 'Proposed'],
  active: ['执行中', 'Active'],
  paused: ['暂停', 'Paused'],
  ended: ['已结束', 'Ended'],
}

export const allianceConditionWords: Words<AllianceCondition> = {
  duties_kept: ['没有未履行的基本职责', 'No basic duty is broken'],
  not_released: ['不是“释放”类客户', 'It is not a customer to release'],
  orders: ['12 个月至少 3 张订单', 'At least 3 orders in 12 months'],
  information: ['资料完整度至少 50', 'What we know of it is at least 50 of 100 complete'],
  top_tier: ['属于价值金字塔上两层', 'It stands in the upper two layers of the pyramid'],
  form_reactive: ['关系形态至少“被动型”（有联系）', 'The relationship is at least reactive: there is contact'],
  form_accountable: ['关系形态至少“负责型”', 'The relationship is at least accountable'],
  form_proactive: ['关系形态至少“能动型”', 'The relationship is at least proactive'],
  not_transactional: ['不是交易型关系', 'The relationship is not transactional'],
  partnership: ['是伙伴型关系', 'The relationship is of the partnership type'],
  ability: ['客户的能力至少 50 分', 'Its ability is at least 50 of 100'],
  commitment: ['客户的投入意愿至少 50 分', 'Its commitment is at least 50 of 100'],
  headroom: ['增长空间排在前一半', 'Its head-room is in the upper half'],
  growing_type: ['属于黄金、明星、希望或开拓型客户', 'Its type is gold, star, promising or pioneering'],
}

export const measureSourceWords: Words<MeasureSource> = {
  sales: ['净销售额', 'Net sales'],
  contribution: ['毛利（成本已知的销售）', 'Gross margin (sales of known cost)'],
  on_time: ['按承诺日交付的比例', 'Share delivered by the promised day'],
  items: ['购买的品种数', 'Range of items bought'],
  entered: ['人工登记', 'Entered by hand'],
}

export const reviewVerdictWords: Words<ReviewVerdict> = {
  on_track: ['按计划', 'On track'],
  at_risk: ['有风险', 'At risk'],
  off_track: ['偏离计划', 'Off track'],
}

export const allianceItemKindWords: Words<AllianceItemKind> = {
  advice: ['给客户的建议', 'Advice to the customer'],
  gap: ['未用上的优势', 'An advantage not used'],
  usage: ['使用习惯', 'A habit of use'],
  field: ['新业务', 'A new field'],
}

export const allianceItemStateWords: Words<AllianceItemState> = {
  open: ['进行中', 'Open'],
  taken: ['已采用', 'Taken up'],
  declined: ['未采用', 'Declined'],
}

export const allianceSideWords: Words<AllianceSide> = { us: ['我方', 'Ours'], them: ['客户方', 'Theirs'] }

export const problemStandingWords: Words<ProblemStanding> = {
  open: ['处理中', 'Open'],
  overdue: ['已逾期', 'Overdue'],
  closed: ['已关闭', 'Closed'],
}
