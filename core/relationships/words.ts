import type { AbilityPart, CommitmentPart, Stance } from './ability.ts'
import type { BondLevel, Imitability, Lever } from './bond.ts'
import type { ExchangeKind, Giver } from './exchange.ts'
import type { Bound, FairnessFlag, TermKind } from './fairness.ts'
import type { Form, FormStep } from './form.ts'
import type { PayneCell } from './payne.ts'
import type { RelationshipType, TypePoint } from './relationship-type.ts'
import type { SwitchingKind, SwitchingPart } from './switching-cost.ts'

/** Chinese, English. */
type Words<K extends string | number> = Readonly<Record<K, readonly [string, string]>>

export const formWords: Words<Form> = {
  basic: ['基本型', 'Basic'],
  reactive: ['被动型', 'Reactive'],
  accountable: ['负责型', 'Accountable'],
  proactive: ['能动型', 'Proactive'],
  partnership: ['伙伴型', 'Partnership'],
}

export const formStepWords: Words<FormStep> = {
  contact: ['售后有联系', 'In contact after the sale'],
  follow_up: ['交付后 14 天内回访', 'Followed up within 14 days of a delivery'],
  suggestion: ['每季度提出建议', 'A suggestion each quarter'],
  joint_plan: ['有执行中的共同计划', 'An active joint plan'],
}

export const bondLevelWords: Words<BondLevel> = {
  1: ['一级 财务纽带', 'Level 1, financial'],
  2: ['二级 社交纽带', 'Level 2, social'],
  3: ['三级 结构纽带', 'Level 3, structural'],
}

export const imitabilityWords: Words<Imitability> = {
  easy: ['容易模仿', 'Easily copied'],
  medium: ['需要时间', 'Takes time'],
  hard: ['难以模仿', 'Hard to copy'],
}

export const leverWords: Words<Lever> = {
  contractual: ['契约', 'Contract'],
  material: ['物质', 'Material'],
  emotional: ['情感', 'Emotional'],
}

export const relationshipTypeWords: Words<RelationshipType> = {
  transactional: ['交易型', 'Transactional'],
  mixed: ['混合型', 'Mixed'],
  partnership: ['伙伴型', 'Partnership'],
}

export const typePointWords: Words<TypePoint> = {
  suppliers: ['供应商数量', 'Number of suppliers'],
  switching: ['转换成本占年采购额', 'Switching cost to annual spend'],
  horizon: ['约定的时间跨度', 'How far ahead is agreed'],
  price_loss: ['因价格丢单且无协议', 'Lost on price, no agreement'],
}

export const switchingPartWords: Words<SwitchingPart> = { investment: ['投入', 'Investment'], risk: ['风险', 'Risk'] }

export const switchingKindWords: Words<SwitchingKind> = {
  money: ['资金投入', 'Money'],
  training: ['培训', 'Training'],
  people: ['专人', 'People'],
  process: ['流程改造', 'Process'],
  assets: ['专用设备与模具', 'Dedicated assets'],
  integration: ['系统对接', 'System integration'],
  exit_cost: ['退出成本', 'Cost of leaving'],
  forfeited_benefit: ['放弃的优惠', 'Benefits forgone'],
  quality: ['质量风险', 'Quality'],
  supply: ['断供风险', 'Supply'],
  start_up: ['切换期损失', 'Loss in the change-over'],
  technical: ['技术适配风险', 'Technical fit'],
  service: ['服务风险', 'Service'],
  price: ['价格风险', 'Price'],
}

export const payneWords: Words<PayneCell> = {
  product_selling: ['产品销售', 'Product selling'],
  managed_service: ['服务支持', 'Managed service and support'],
  customer_marketing: ['客户营销', 'Customer-based marketing'],
  individualised: ['一对一营销', 'Individualised relationship'],
}

export const abilityPartWords: Words<AbilityPart> = {
  credit: ['信用', 'Credit'],
  finance: ['财务', 'Finance'],
  management: ['管理', 'Management'],
  marketing: ['市场', 'Market'],
}

export const commitmentPartWords: Words<CommitmentPart> = {
  openness: ['信息开放', 'Openness'],
  horizon: ['合作期限', 'Horizon'],
  response: ['响应', 'Response'],
}

export const stanceWords: Words<Stance> = {
  partner: ['有能力也有意愿', 'Able and willing'],
  win_over: ['有能力，意愿不足', 'Able, not yet willing'],
  develop: ['有意愿，能力不足', 'Willing, not yet able'],
  keep_simple: ['能力与意愿都不足', 'Neither able nor willing'],
}

export const giverWords: Words<Giver> = { us: ['我方付出', 'We give'], them: ['客户付出', 'They give'] }

export const exchangeKindWords: Words<ExchangeKind> = {
  price: ['价格优惠', 'Price'],
  credit: ['账期与信用', 'Credit'],
  service: ['服务', 'Service'],
  information: ['信息', 'Information'],
  technology: ['技术', 'Technology'],
  training: ['培训', 'Training'],
  people: ['人员', 'People'],
  volume: ['采购量', 'Volume'],
  prompt_payment: ['及时付款', 'Prompt payment'],
  referral: ['推荐介绍', 'Referral'],
  priority: ['优先供应或采购', 'Priority'],
  other: ['其他', 'Other'],
}

export const boundWords: Words<Bound> = { us: ['约束我方', 'Binds us'], them: ['约束客户', 'Binds them'], both: ['约束双方', 'Binds both'] }

export const termKindWords: Words<TermKind> = {
  exclusivity: ['独家', 'Exclusivity'],
  minimum_purchase: ['最低采购量', 'Minimum purchase'],
  supply_commitment: ['供应保证', 'Supply commitment'],
  price_hold: ['锁价', 'Price held'],
  price_adjustment: ['调价', 'Price adjustment'],
  payment: ['付款', 'Payment'],
  rebate: ['返利', 'Rebate'],
  penalty: ['违约金', 'Penalty'],
  liability: ['责任', 'Liability'],
  termination: ['解约', 'Termination'],
  service_level: ['服务水平', 'Service level'],
  product: ['专用产品', 'Product made for them'],
  other: ['其他', 'Other'],
}

export const fairnessFlagWords: Words<FairnessFlag> = {
  barrier_without_benefit: ['退出壁垒未写明客户得益', 'A barrier without a benefit for the customer'],
  we_depend: ['我方依赖该客户', 'We depend on them'],
  they_depend: ['客户依赖我方', 'They depend on us'],
  one_sided_against_us: ['条款单方约束我方', 'One-sided terms against us'],
  one_sided_against_them: ['条款单方约束客户', 'One-sided terms against them'],
  they_give_little: ['客户付出明显偏少', 'They give far less'],
  we_give_little: ['我方付出明显偏少', 'We give far less'],
}
