import type { HygieneDuty, HygieneState } from './hygiene.ts'
import type { Play } from './play.ts'
import type { StartTest } from './start-condition.ts'
import { assumed, duty, step } from './write-play.ts'

const when = (of: HygieneDuty, ...value: HygieneState[]): readonly StartTest[] => [{ field: 'hygiene', duty: of, is: 'in', value }]

/** What is owed to every customer: each mends one basic duty; the last is all that customers of group `minimum` are given. */
export const dutyPlays: readonly Play[] = [
  duty('duty-delivery', {
    name: ['交付补救', 'Mend delivery'],
    about: [
      '按承诺交付低于标准时启动：逐单查因，重定可承诺的日期，并把改进当面说清。',
      'When deliveries are not kept as promised: find the cause of each, promise dates that hold, and tell the customer what has changed.',
    ],
    group: null,
    yuan: 800,
    hours: 10,
    when: when('delivered', 'red', 'amber'),
    effect: assumed(
      0.03,
      0.03,
      '晚交是客户更换供应商最常见的理由之一。',
      'Late delivery is among the commonest reasons to change a supplier.',
    ),
    steps: [
      step(
        1,
        'service',
        'note',
        '拉出近六个月晚交清单，逐单写明原因',
        'List six months of late deliveries and write down the cause of each',
      ),
      step(
        4,
        'planner',
        'meeting',
        '与计划和承运商商定可承诺的日期与缓冲',
        'Agree with planning and carriers on dates that hold, and on a buffer',
      ),
      step(6, 'owner', 'call', '告知客户原因、措施和新的承诺', 'Tell the customer the causes, what is done, and the new promise'),
      step(22, 'owner', 'note', '复核近一个月的按时率', 'Look at the last month’s deliveries again'),
    ],
  }),
  duty('duty-order', {
    name: ['订单准确整改', 'Get orders right'],
    about: [
      '错发、漏发、数量不符时启动：把客户的料号、包装与收货要求核对一遍。',
      'When the wrong goods or quantities arrive: go through the customer’s item numbers, packing and receiving rules once.',
    ],
    group: null,
    yuan: 300,
    hours: 6,
    when: when('order_right', 'red', 'amber'),
    effect: assumed(0.02, 0.02, '错单增加双方的处理成本。', 'Wrong orders cost both sides handling.'),
    steps: [
      step(1, 'service', 'note', '列出近六个月错单及原因', 'List the wrong orders of six months with their causes'),
      step(
        3,
        'service',
        'call',
        '与客户核对料号、包装、最小量与收货时段',
        'Check item numbers, packing, least quantities and receiving hours with the customer',
      ),
      step(5, 'planner', 'note', '在下单与拣货环节加一道复核', 'Add a check where orders are taken and picked'),
    ],
  }),
  duty('duty-invoice', {
    name: ['开票对账整改', 'Get invoices right'],
    about: [
      '开票差错多时启动：统一抬头、税率和对账口径，先清旧差异。',
      'When invoices are wrong: agree on title, tax rate and statement, and settle old differences first.',
    ],
    group: null,
    yuan: 200,
    hours: 5,
    when: when('invoice_right', 'red', 'amber'),
    effect: assumed(
      0.01,
      0.02,
      '对账顺畅缩短回款，效果多在资金成本。',
      'Clean statements are paid sooner; most of the effect is in financing.',
    ),
    steps: [
      step(1, 'service', 'note', '逐笔列出未清的开票与对账差异', 'List every open difference of invoices and statements'),
      step(
        3,
        'owner',
        'call',
        '与客户财务商定抬头、税率与对账日',
        'Agree on title, tax rate and statement day with the customer’s accounts',
      ),
      step(8, 'service', 'note', '红冲重开并确认结清', 'Credit and reissue, and have it confirmed'),
    ],
  }),
  duty('duty-complaints', {
    name: ['投诉清零', 'Clear complaints'],
    about: [
      '有逾期投诉或答复不及时就启动：先答复，再解决，最后回访确认。',
      'When complaints are overdue or answered late: answer first, then resolve, then ask whether it is settled.',
    ],
    group: null,
    yuan: 500,
    hours: 8,
    when: when('complaints', 'red'),
    effect: assumed(
      0.03,
      0.03,
      '投诉被妥善处理的客户，往往比从未投诉者更愿意再买。',
      'Customers whose complaint was well handled often buy again sooner than those who never complained.',
    ),
    steps: [
      step(
        0,
        'service',
        'call',
        '当天答复每一起逾期投诉，说明谁在处理、何时有结果',
        'Answer each overdue complaint today: who is at it, and by when',
      ),
      step(3, 'service', 'note', '给出解决方案并结案', 'Offer the solution and close'),
      step(8, 'owner', 'visit', '负责人登门或致电回访，确认客户认可', 'Visit or call: is it settled in the customer’s eyes?'),
    ],
  }),
  duty('duty-quality', {
    name: ['质量整改', 'Mend quality'],
    about: [
      '质量索赔超过行数的 2 % 时启动：隔离、查因、纠正、验证。',
      'When quality claims exceed 2 % of lines: contain, find the cause, correct, verify.',
    ],
    group: null,
    yuan: 3000,
    hours: 24,
    when: when('quality', 'red'),
    effect: assumed(0.04, 0.04, '质量不稳时任何激励都留不住客户。', 'While quality wavers nothing else keeps a customer.'),
    steps: [
      step(1, 'service', 'note', '隔离问题批次并换货', 'Set the faulty batches aside and replace them'),
      step(5, 'planner', 'meeting', '与生产或供应商查清根因', 'Find the root cause with production or the supplier'),
      step(10, 'owner', 'meeting', '向客户提交整改报告', 'Hand the customer the corrective report'),
      step(44, 'service', 'note', '验证后续批次无复发', 'Verify that later batches are free of it'),
    ],
  }),
  duty('duty-price', {
    name: ['价格公开说明', 'Open prices'],
    about: [
      '价格口径未核实或客户认为不透明时启动：把价格构成和调价规则讲明白。',
      'When nobody has checked, or the customer finds prices opaque: explain how they are made and when they change.',
    ],
    group: null,
    yuan: 0,
    hours: 2,
    when: when('open_price', 'red', 'unknown'),
    effect: assumed(0.01, 0.01, '透明减少压价与猜疑。', 'Openness takes away suspicion and haggling.'),
    steps: [
      step(2, 'owner', 'note', '整理现行价格、折扣与调价规则', 'Put present prices, discounts and rules of change together'),
      step(5, 'owner', 'call', '向客户说明，并在“基本义务”签注核实结果', 'Explain it to the customer, and sign the check of this duty'),
    ],
  }),
  duty('duty-data', {
    name: ['客户数据安全核查', 'Check data safety'],
    about: [
      '核实客户资料、图纸和联系人信息只给该看的人看。',
      'Make sure that the customer’s files, drawings and contacts are seen only by who must.',
    ],
    group: null,
    yuan: 0,
    hours: 1.5,
    when: when('data_safe', 'red', 'unknown'),
    effect: assumed(0, 0.01, '属底线要求，做到不加分，出事必失客。', 'A floor: keeping it wins nothing, breaking it loses the customer.'),
    steps: [
      step(
        3,
        'owner',
        'note',
        '检查共享范围与保密协议，并在“基本义务”签注核实结果',
        'Look at who has access and at the non-disclosure agreement, and sign the check of this duty',
      ),
    ],
  }),
  duty('minimum-supply', {
    name: ['基本维持', 'Keep supplied'],
    about: [
      '不做额外投入：标准价、标准交期、自助下单；有单必供，从不断供。',
      'Nothing beyond the basics: list price, standard lead time, self-service ordering; every order is served.',
    ],
    group: 'minimum',
    yuan: 0,
    hours: 1,
    restDays: 365,
    effect: assumed(0.01, 0.02, '收益来自减少拜访与特例处理。', 'What it brings is fewer visits and exceptions.'),
    steps: [
      step(
        5,
        'owner',
        'message',
        '告知客户自助下单方式、标准价目与起订量',
        'Tell the customer how to order by itself, the price list and least quantity',
      ),
    ],
  }),
]
