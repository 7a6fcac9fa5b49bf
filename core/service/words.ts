import type { Cause, ConcernChannel, ConcernKind, ConcernState, Severity } from './concern.ts'

type Words = readonly [zh: string, en: string]

export const concernKindWords: Readonly<Record<ConcernKind, Words>> = {
  complaint: ['投诉', 'Complaint'],
  question: ['咨询', 'Question'],
  return: ['退换货', 'Return'],
  dispute: ['争议', 'Dispute'],
}

export const concernStateWords: Readonly<Record<ConcernState, Words>> = {
  overdue: ['已逾期', 'Overdue'],
  open: ['待响应', 'Unanswered'],
  answered: ['处理中', 'Answered'],
  resolved: ['已解决', 'Resolved'],
}

export const severityWords: Readonly<Record<Severity, Words>> = {
  low: ['轻微', 'Low'],
  normal: ['一般', 'Normal'],
  high: ['严重', 'High'],
  critical: ['紧急', 'Critical'],
}

export const concernChannelWords: Readonly<Record<ConcernChannel, Words>> = {
  phone: ['电话', 'Phone'],
  message: ['微信等即时消息', 'Message'],
  email: ['邮件', 'E-mail'],
  visit: ['现场', 'On site'],
  web: ['网站', 'Web site'],
  letter: ['信函', 'Letter'],
  other: ['其他', 'Other'],
}

export const causeWords: Readonly<Record<Cause, Words>> = {
  quality_defect: ['质量缺陷', 'Quality defect'],
  late_delivery: ['交货延误', 'Late delivery'],
  stock_out: ['缺货', 'Out of stock'],
  slow_response: ['响应迟缓', 'Slow response'],
  unresolved_complaint: ['投诉未解决', 'Complaint not resolved'],
  billing_error: ['开票或对账差错', 'Billing error'],
  price_perception: ['认为价格偏高', 'Price felt too high'],
  neglect: ['疏于联系', 'Neglect'],
  contact_left: ['对接人离职', 'Contact has left'],
  need_not_met: ['需求未满足', 'Need not met'],
  competitor: ['竞争对手', 'Competitor'],
  closed: ['客户停业', 'Customer closed'],
  relocated: ['客户搬迁', 'Customer moved away'],
  product_phased_out: ['客户产品停产', "Customer's product phased out"],
  project_ended: ['项目结束', 'Project ended'],
  regulation: ['法规变化', 'Regulation'],
  default: ['客户违约或欠款', 'Default'],
  fraud: ['欺诈', 'Fraud'],
}
