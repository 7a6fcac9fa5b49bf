import type { ValuePart } from './delivered-value.ts'
import { type ServiceDimension, serviceDimensions } from './service-quality.ts'
import type { PlainMeasure, ServiceAspect, SkipReason, SurveyEvent, SurveyKind, SurveyMeasure, SurveySide, SurveyState } from './survey.ts'

type Words = readonly [zh: string, en: string]

export const dimensionWords: Readonly<Record<ServiceDimension, Words>> = {
  contact: ['人员沟通', 'Contact with people'],
  release_quantity: ['供货数量', 'Release quantity'],
  information: ['信息质量', 'Information'],
  ordering: ['订货手续', 'Ordering'],
  accuracy: ['发货准确', 'Accuracy'],
  condition: ['货物完好', 'Condition'],
  quality: ['货品质量', 'Quality'],
  discrepancy_handling: ['差错处理', 'Discrepancy handling'],
  timeliness: ['准时', 'Timeliness'],
}

export const valuePartWords: Readonly<Record<ValuePart, Words>> = {
  product: ['产品价值', 'Product value'],
  service: ['服务价值', 'Service value'],
  personnel: ['人员价值', 'Personnel value'],
  image: ['形象价值', 'Image value'],
  money: ['货币成本', 'Money cost'],
  time: ['时间成本', 'Time cost'],
  effort: ['体力成本', 'Effort cost'],
  worry: ['精神成本', 'Worry cost'],
}

const plainWords: Readonly<Record<PlainMeasure, Words>> = {
  trust: ['信任', 'Trust'],
  satisfaction: ['满意', 'Satisfaction'],
  nps: ['推荐意愿 (NPS)', 'Would recommend (NPS)'],
  csat: ['本次满意度 (CSAT)', 'Satisfaction this time (CSAT)'],
  product: ['产品感知', 'View of the product'],
  service: ['服务感知', 'View of the service'],
  price: ['价格感知', 'View of the price'],
  needs_met: ['需求满足', 'Needs met'],
  comment: ['意见与建议', 'Comment'],
}

export const aspectWords: Readonly<Record<ServiceAspect, Words>> = {
  perception: ['感知', 'Perceived'],
  expectation: ['期望', 'Expected'],
  importance: ['重要性', 'Importance'],
}

const isDimension = (name: string): name is ServiceDimension => (serviceDimensions as readonly string[]).includes(name)

/** What a measure is called. */
export function measureWords(measure: SurveyMeasure): Words {
  const [family = '', part = ''] = measure.split('.')
  if (family === 'value') return valuePartWords[part as ValuePart]
  if (!isDimension(part)) return plainWords[measure as PlainMeasure]
  const [dimension, aspect] = [dimensionWords[part], aspectWords[family as ServiceAspect]]
  return [`${dimension[0]} · ${aspect[0]}`, `${dimension[1]} · ${aspect[1].toLowerCase()}`]
}

export const kindWords: Readonly<Record<SurveyKind, Words>> = {
  relationship: ['关系质量', 'Relationship quality'],
  logistics: ['物流服务质量', 'Logistics service quality'],
  delivered_value: ['让渡价值', 'Delivered value'],
  after_delivery: ['交货后回访', 'After a delivery'],
  after_concern: ['工单办结回访', 'After a closed concern'],
  other: ['其他', 'Other'],
}

export const stateWords: Readonly<Record<SurveyState, Words>> = {
  draft: ['草稿', 'Draft'],
  running: ['进行中', 'Running'],
  closed: ['已结束', 'Closed'],
  withdrawn: ['已撤回', 'Withdrawn'],
}

export const sideWords: Readonly<Record<SurveySide, Words>> = { theirs: ['客户', 'Customer'], ours: ['我方人员', 'Our people'] }

export const eventWords: Readonly<Record<SurveyEvent, Words>> = {
  delivery: ['每次交货后', 'After each delivery'],
  concern: ['每次工单办结后', 'After each closed concern'],
}

export const skipWords: Readonly<Record<SkipReason, Words>> = {
  no_contact: ['没有联系人', 'No contact person'],
  forbidden: ['对方不接受调查或联系方式受限', 'Has refused surveys or this way of contact'],
  too_often: ['近期联系已达上限', 'Contacted as often as allowed already'],
  asked_lately: ['不久前刚被调查过', 'Was asked a short time ago'],
  asked_already: ['已在此调查中被邀请', 'Asked in this survey already'],
  no_questions: ['此调查没有问这一方的问题', 'This survey has no question for this side'],
  left: ['已不在该公司，或已被删除', 'Is no longer with the company'],
}

const agree: readonly Words[] = [
  ['完全不同意', 'Strongly disagree'],
  ['不太同意', 'Disagree'],
  ['一般', 'Neither'],
  ['比较同意', 'Agree'],
  ['完全同意', 'Strongly agree'],
]
const satisfied: readonly Words[] = [
  ['很不满意', 'Very dissat\u00adisfied'],
  ['不满意', 'Dissat\u00adisfied'],
  ['一般', 'Neutral'],
  ['满意', 'Satisfied'],
  ['很满意', 'Very satisfied'],
]
const good: readonly Words[] = [
  ['很差', 'Very poor'],
  ['较差', 'Poor'],
  ['一般', 'Fair'],
  ['较好', 'Good'],
  ['很好', 'Very good'],
]
const expected: readonly Words[] = [
  ['要求不高', 'Low is enough'],
  ['过得去即可', 'Fair'],
  ['达到行业水平', 'As usual in the trade'],
  ['较高', 'High'],
  ['必须很高', 'Must be very high'],
]
const important: readonly Words[] = [
  ['不重要', 'Not important'],
  ['不太重要', 'Slightly'],
  ['一般', 'Moderately'],
  ['重要', 'Important'],
  ['非常重要', 'Very important'],
]
const much: readonly Words[] = [
  ['很少', 'Very little'],
  ['较少', 'Little'],
  ['一般', 'Some'],
  ['较多', 'Much'],
  ['很多', 'Very much'],
]

const costs = ['value.money', 'value.time', 'value.effort', 'value.worry']

/** The words of the five answers to a question of this measure, from 1 to 5. */
export function scaleWords(measure: SurveyMeasure): readonly Words[] {
  if (measure.startsWith('importance.')) return important
  if (measure.startsWith('expectation.')) return expected
  if (costs.includes(measure)) return much
  if (measure.startsWith('perception.') || measure.startsWith('value.')) return good
  return measure === 'satisfaction' || measure === 'csat' || measure === 'service' ? satisfied : agree
}
