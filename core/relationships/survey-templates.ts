import { costParts, type ValuePart, benefitParts } from './delivered-value.ts'
import { type ServiceDimension, serviceDimensions } from './service-quality.ts'
import {
  kindOf,
  type Question,
  type ServiceAspect,
  serviceAspects,
  type SurveyKind,
  type SurveyMeasure,
  type SurveySide,
} from './survey.ts'

/** Questions to begin with. Version 0: as the product brings it. */
export type SurveyTemplate = {
  readonly key: string
  readonly version: number
  readonly kind: SurveyKind
  readonly nameZh: string
  readonly nameEn: string
  readonly questions: readonly Question[]
}

function asked(id: string, side: SurveySide, measure: SurveyMeasure, textZh: string, textEn: string): Question {
  const kind = kindOf(measure)
  return { id, kind, measure, side, textZh, textEn, isRequired: kind !== 'text' }
}
const they = (id: string, measure: SurveyMeasure, zh: string, en: string) => asked(id, 'theirs', measure, zh, en)
const we = (id: string, measure: SurveyMeasure, zh: string, en: string) => asked(id, 'ours', measure, zh, en)

/** What each dimension means, as it is said in a question. Items after Mentzer, Flint & Hult (2001). */
const meanings: Readonly<Record<ServiceDimension, readonly [string, string]>> = {
  contact: ['对接人员了解您的情况，认真解决问题', 'our people know your situation and make an effort for you'],
  release_quantity: ['需要的数量能足量供应，不被随意削减', 'the quantities that you need are released in full'],
  information: ['交期、库存、价格等信息及时且准确', 'what we tell you on dates, stock and prices is timely and right'],
  ordering: ['下单手续简便、好用', 'placing an order is simple and effective'],
  accuracy: ['送到的货与订单一致，不错不漏', 'what arrives is what was ordered, nothing wrong or missing'],
  condition: ['货物送到时完好无损', 'the goods arrive undamaged'],
  quality: ['货品符合约定的质量要求', 'the goods meet the agreed specification'],
  discrepancy_handling: ['出现差错时处理得又快又妥当', 'when something goes wrong it is put right quickly and well'],
  timeliness: ['货物在承诺的时间送到', 'deliveries arrive when promised'],
}

const stems: Readonly<Record<ServiceAspect, readonly [string, string]>> = {
  perception: ['实际做得怎么样：', 'How well does it go in fact: '],
  expectation: ['您期望做到什么程度：', 'What do you expect: '],
  importance: ['对您有多重要：', 'How much does it matter to you: '],
}

const ofService = (aspects: readonly ServiceAspect[]): Question[] =>
  aspects.flatMap(aspect =>
    serviceDimensions.map(dimension =>
      they(
        `${aspect}-${dimension}`,
        `${aspect}.${dimension}`,
        stems[aspect][0] + meanings[dimension][0],
        stems[aspect][1] + meanings[dimension][1],
      ),
    ),
  )

const values: Readonly<Record<ValuePart, readonly [string, string]>> = {
  product: ['我们的产品给您带来的好处', 'What our products do for you'],
  service: ['我们的服务给您带来的好处', 'What our service does for you'],
  personnel: ['我们人员的专业与态度', 'The skill and manner of our people'],
  image: ['与我们合作给您带来的声誉与放心', 'The standing and assurance that working with us gives you'],
  money: ['为得到这些，您付出的总费用', 'The money that it costs you in all'],
  time: ['询价、下单、等货所花的时间', 'The time that asking, ordering and waiting take'],
  effort: ['沟通、验收、搬运等所费的力气', 'The effort of arranging, checking and handling'],
  worry: ['担心断货、质量或交期的程度', 'How much you worry about supply, quality and dates'],
}
const partQuestions = [...benefitParts, ...costParts].map(part => they(`value-${part}`, `value.${part}`, values[part][0], values[part][1]))

const comment = they('comment', 'comment', '还有什么想告诉我们的？', 'Is there anything else you would like to tell us?')
const nps = they('nps', 'nps', '您有多大可能把我们推荐给同行？', 'How likely are you to recommend us to others in your trade?')
const satisfied = they(
  'satisfaction-1',
  'satisfaction',
  '总体而言，您对与我们的合作满意吗？',
  'All in all, how satisfied are you with working with us',
)

export const defaultTemplates: readonly SurveyTemplate[] = [
  {
    key: 'relationship',
    version: 0,
    kind: 'relationship',
    nameZh: '关系质量（双方）',
    nameEn: 'Relationship quality, both sides',
    questions: [
      they('trust-1', 'trust', '这家供应商说到做到', 'This supplier keeps its promises'),
      they('trust-2', 'trust', '遇到问题时，他们如实相告', 'When there is a problem, they tell us openly'),
      they('trust-3', 'trust', '他们做决定时会顾及我们的利益', 'They consider our interests when they decide'),
      satisfied,
      they('product', 'product', '他们的产品适合我们的用途', 'Their products fit our use'),
      they('price', 'price', '与得到的相比，价格是公道的', 'The price is fair for what we get'),
      they('needs', 'needs_met', '我们提出的需求得到了满足', 'The needs that we named have been met'),
      nps,
      comment,
      we('our-trust-1', 'trust', '这家客户说到做到', 'This customer keeps its promises'),
      we('our-trust-2', 'trust', '遇到问题时，对方如实相告', 'When there is a problem, they tell us openly'),
      we(
        'our-satisfaction',
        'satisfaction',
        '总体而言，您对与这家客户的合作满意吗？',
        'All in all, how satisfied are you with working with this customer',
      ),
      we('our-comment', 'comment', '这段关系中最需要改进的是什么？', 'What in this relationship most needs to improve?'),
    ],
  },
  {
    key: 'logistics_short',
    version: 0,
    kind: 'logistics',
    nameZh: '物流服务质量（九项，感知）',
    nameEn: 'Logistics service quality: nine items',
    questions: [...ofService(['perception']), they('satisfaction-1', 'satisfaction', satisfied.textZh, satisfied.textEn), comment],
  },
  {
    key: 'logistics',
    version: 0,
    kind: 'logistics',
    nameZh: '物流服务质量（感知、期望与重要性）',
    nameEn: 'Logistics service quality: perceived, expected, importance',
    questions: [...ofService(serviceAspects), comment],
  },
  {
    key: 'delivered_value',
    version: 0,
    kind: 'delivered_value',
    nameZh: '客户让渡价值',
    nameEn: 'Customer delivered value',
    questions: [...partQuestions, satisfied, comment],
  },
  {
    key: 'after_delivery',
    version: 0,
    kind: 'after_delivery',
    nameZh: '交货后回访',
    nameEn: 'After a delivery',
    questions: [
      they('csat', 'csat', '您对这次交货', 'How satisfied are you with this delivery'),
      they('perception-timeliness', 'perception.timeliness', '准时程度', 'Was it on time'),
      they('perception-condition', 'perception.condition', '货物完好程度', 'Was it undamaged'),
      they('perception-accuracy', 'perception.accuracy', '与订单相符程度', 'Was it what you ordered'),
      nps,
      comment,
    ],
  },
  {
    key: 'after_concern',
    version: 0,
    kind: 'after_concern',
    nameZh: '工单办结回访',
    nameEn: 'After a closed concern',
    questions: [
      they('csat', 'csat', '您对这次问题的处理', 'How satisfied are you with how this was settled'),
      they('perception-discrepancy', 'perception.discrepancy_handling', '处理的速度与妥当程度', 'How quickly and well was it settled'),
      they('perception-contact', 'perception.contact', '对接人员的沟通', 'How was the contact with our people'),
      nps,
      comment,
    ],
  },
]
