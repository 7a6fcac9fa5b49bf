import type { Play } from './play.ts'
import { assumed, motivator, step } from './write-play.ts'

/** For gold and mature customers: keep the value stable. */
export const retainPlays: readonly Play[] = [
  motivator('retain-service', {
    name: ['升级服务', 'Upgraded service'],
    about: [
      '指定专人、优先排产与优先发运，让重要客户的日常更省心。',
      'A person of their own, first in planning and dispatch: daily work made easy for those who matter most.',
    ],
    group: 'retain',
    yuan: 6000,
    hours: 24,
    bond: 2,
    care: 'service',
    effect: assumed(0.04, 0.04, '作用主要是稳住份额，而不是增量。', 'It holds a share rather than adds to it.'),
    steps: [
      step(2, 'manager', 'meeting', '确定专属客服与优先级规则', 'Name the service person and the rules of priority'),
      step(5, 'owner', 'visit', '登门介绍升级内容，记录客户的期望', 'Present it on site and write the expectations down'),
      step(44, 'service', 'call', '满两个月回访：哪些真的省了事', 'After two months: what has really become easier?'),
    ],
  }),
  motivator('retain-training', {
    name: ['免费培训', 'Free learning'],
    about: ['为客户的采购、仓储或使用人员开一次专场培训。', 'A training of their own for the people who buy, store or use the goods.'],
    group: 'retain',
    yuan: 4000,
    hours: 16,
    bond: 2,
    care: 'service',
    effect: assumed(0.025, 0.03, '会用好产品的客户更少换供应商。', 'Who knows how to use a product well changes supplier less.'),
    steps: [
      step(3, 'owner', 'call', '与客户商定主题、人数与日期', 'Agree on topic, people and day'),
      step(15, 'service', 'meeting', '举办培训并留下资料', 'Hold it and leave the material'),
      step(20, 'owner', 'call', '收集反馈与下一次的题目', 'Ask for feedback and the next topic'),
    ],
  }),
  motivator('retain-club', {
    name: ['核心客户俱乐部', 'Top customers’ club'],
    about: [
      '少数核心客户的年度聚会与日常圈子：新品先看、政策先知。',
      'A yearly meeting and a circle of the few: first to see what is new, first to know what changes.',
    ],
    group: 'retain',
    yuan: 8000,
    hours: 14,
    bond: 2,
    care: 'service',
    restDays: 365,
    effect: assumed(0.03, 0.04, '社会性联系，竞争者较难复制。', 'A social bond, hard to copy.'),
    steps: [
      step(3, 'owner', 'visit', '当面邀请客户决策人', 'Invite the decision-maker in person'),
      step(20, 'marketing', 'meeting', '举办活动，安排高层会面', 'Hold the event, with a meeting of both managements'),
      step(25, 'owner', 'call', '跟进活动中提出的需求', 'Follow up on what was asked for'),
    ],
  }),
  motivator('retain-fit', {
    name: ['产品适配研究', 'Product-fit research'],
    about: [
      '到现场看产品怎么被使用，共同改规格、包装或批量。',
      'See on site how the product is used, and change specification, packing or lot together.',
    ],
    group: 'retain',
    yuan: 15000,
    hours: 40,
    bond: 3,
    restDays: 365,
    effect: assumed(0.06, 0.05, '专为该客户改的产品带来结构性联系。', 'What was made for this customer binds by structure.'),
    steps: [
      step(5, 'owner', 'visit', '现场观察使用过程，记录浪费与不便', 'Watch the use on site; note waste and trouble'),
      step(15, 'planner', 'meeting', '评估可改的规格、包装与批量', 'Judge what of specification, packing and lot can change'),
      step(30, 'owner', 'meeting', '与客户确定改进并小批验证', 'Agree on a change and prove it with a small lot'),
    ],
  }),
  motivator('retain-barrier', {
    name: ['互利的退出壁垒', 'An exit barrier with a benefit'],
    about: [
      '寄售、系统对接或联合库存：换掉我们要付出成本，但每一项都必须写明客户得到什么好处。',
      'Consignment, linked systems or joint stock: leaving costs something, and for each barrier the customer’s own benefit must be named.',
    ],
    group: 'retain',
    yuan: 20000,
    hours: 60,
    bond: 3,
    restDays: 365,
    effect: assumed(0.08, 0.06, '系统与流程的对接是最难复制的联系。', 'Linked systems and processes are the hardest bond to copy.'),
    steps: [
      step(5, 'owner', 'meeting', '与客户算清双方收益，写明客户的好处', 'Reckon both sides’ gain and write the customer’s benefit down'),
      step(20, 'planner', 'note', '设计寄售、对接或联合库存方案', 'Design consignment, link or joint stock'),
      step(40, 'owner', 'meeting', '签订协议并试运行一个品类', 'Sign and try it with one category'),
      step(
        85,
        'owner',
        'note',
        '复盘客户实际得到的好处，记入转换成本表',
        'See what the customer really gained; enter it in the switching cost sheet',
      ),
    ],
  }),
  motivator('retain-gift', {
    name: ['节日致谢', 'Thanks on a feast day'],
    about: [
      '中秋、春节前的致谢与小礼，合规且不超过双方的礼品规定。',
      'Thanks and a small gift before Mid-Autumn or Spring Festival, within both firms’ rules on gifts.',
    ],
    group: 'retain',
    yuan: 600,
    hours: 2,
    bond: 1,
    care: 'gift',
    effect: assumed(0.005, 0.01, '容易被模仿，只作为礼节。', 'Easily copied; a courtesy.'),
    steps: [
      step(0, 'owner', 'note', '核对双方礼品规定与收件人', 'Check both firms’ rules on gifts, and the address'),
      step(3, 'owner', 'visit', '送达并致谢', 'Bring it and say thanks'),
    ],
  }),
]
