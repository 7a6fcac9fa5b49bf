import type { AgreementKind, AgreementStanding, AgreementState } from './agreement.ts'
import type { CloseReason, LeadChannel, OpportunityState } from './opportunity.ts'

type Words = readonly [zh: string, en: string]

export const opportunityStateWords: Readonly<Record<OpportunityState, Words>> = {
  open: ['进行中', 'Open'],
  won: ['赢单', 'Won'],
  lost: ['丢单', 'Lost'],
}

export const closeReasonWords: Readonly<Record<CloseReason, Words>> = {
  price: ['价格', 'Price'],
  quality: ['质量', 'Quality'],
  delivery_time: ['交期', 'Delivery time'],
  product_fit: ['产品适配', 'Fit of the product'],
  terms: ['付款与商务条款', 'Payment and other terms'],
  relationship: ['客情关系', 'Relationship'],
  competitor: ['竞争对手', 'Competitor'],
  budget_gone: ['预算取消或项目中止', 'Budget or project gone'],
  no_decision: ['客户未作决定', 'No decision'],
  other: ['其他', 'Other'],
}

export const leadChannelWords: Readonly<Record<LeadChannel, Words>> = {
  existing_customer: ['老客户', 'Existing customer'],
  referral: ['转介绍', 'Referral'],
  cold_call: ['主动开发', 'Own outreach'],
  exhibition: ['展会', 'Exhibition'],
  website: ['官网与搜索', 'Web site and search'],
  advertising: ['广告', 'Advertising'],
  marketplace: ['电商与采购平台', 'Marketplace'],
  tender: ['招投标', 'Tender'],
  partner: ['渠道伙伴', 'Channel partner'],
  other: ['其他', 'Other'],
}

export const agreementKindWords: Readonly<Record<AgreementKind, Words>> = {
  frame: ['框架合同', 'Frame contract'],
  price: ['价格协议', 'Price agreement'],
  service_level: ['服务水平协议', 'Service level agreement'],
  confidentiality: ['保密协议', 'Confidentiality agreement'],
  other: ['其他', 'Other'],
}

export const agreementStateWords: Readonly<Record<AgreementState, Words>> = {
  draft: ['草拟', 'Draft'],
  active: ['生效', 'Active'],
  ended: ['已终止', 'Ended'],
}

export const agreementStandingWords: Readonly<Record<AgreementStanding, Words>> = {
  draft: ['草拟', 'Draft'],
  upcoming: ['尚未开始', 'Not yet begun'],
  in_force: ['有效', 'In force'],
  due: ['临近到期', 'Due'],
  expired: ['已到期', 'Expired'],
  ended: ['已终止', 'Ended'],
}
