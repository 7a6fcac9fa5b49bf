import type { Play } from './play.ts'
import { assumed, duty, motivator, step } from './write-play.ts'

/** For overmature and endangered customers: the cause first, then act or let go. */
export const rescuePlays: readonly Play[] = [
  duty('rescue-cause', {
    name: ['查清原因', 'Find the cause'],
    about: [
      '必做：先弄清为什么下滑，是我们能扭转的，还是客观无法改变的，再谈措施。',
      'Mandatory: why does the customer fall, and is it something we can undo? Only then is anything done.',
    ],
    group: 'rescue',
    yuan: 500,
    hours: 6,
    restDays: 90,
    effect: assumed(
      0.01,
      0.02,
      '自身不挽回客户，但决定后面的钱花得对不对。',
      'It brings nobody back; it decides whether what follows is well spent.',
    ),
    steps: [
      step(
        1,
        'service',
        'note',
        '汇总晚交、调价、投诉、联系人变动与付款记录',
        'Put late deliveries, price steps, complaints, changes of people and payments together',
      ),
      step(3, 'owner', 'visit', '当面问客户：发生了什么', 'Ask the customer in person what has happened'),
      step(
        5,
        'owner',
        'note',
        '判断主观或客观原因，写入流失案例',
        'Judge whether the cause can be undone, and write it into the decline case',
      ),
      step(7, 'manager', 'meeting', '决定挽留或放手', 'Decide: act, or let go'),
    ],
  }),
  motivator('rescue-measures', {
    name: ['4P/4C 对症措施', 'Measures by cause (4P/4C)'],
    about: [
      '按原因下药：产品与需求、价格与成本、渠道与便利、促销与沟通。',
      'By the cause: product and need, price and cost, place and convenience, promotion and talk.',
    ],
    group: 'rescue',
    yuan: 6000,
    hours: 20,
    effect: assumed(0.12, 0.12, '仅在主观原因且已查清时有意义。', 'Of use only where the cause is known and can be undone.'),
    steps: [
      step(2, 'owner', 'note', '对照原因选定一至两项措施', 'Choose one or two measures that meet the cause'),
      step(5, 'manager', 'meeting', '批准费用与责任人', 'Approve money and people'),
      step(10, 'owner', 'visit', '向客户提出并约定检验方法', 'Offer it, and agree how it will be judged'),
      step(44, 'owner', 'note', '检验订单与满意度是否回升', 'Have orders and satisfaction recovered?'),
    ],
  }),
  motivator('rescue-care', {
    name: ['强化关怀', 'Stronger care'],
    about: [
      '更高层的拜访与更密的联系，修复被忽视的感觉。',
      'Visits from higher up and closer contact: mend the feeling of being neglected.',
    ],
    group: 'rescue',
    yuan: 3000,
    hours: 12,
    bond: 2,
    care: 'service',
    effect: assumed(0.06, 0.08, '对“被忽视”“联系人离开”类原因较有效。', 'Best where the cause is neglect or a contact who left.'),
    steps: [
      step(2, 'manager', 'visit', '管理层登门', 'A manager visits'),
      step(7, 'owner', 'call', '每周一次主动联系', 'Contact once a week'),
      step(22, 'owner', 'call', '复核关系与订单', 'Look at relationship and orders again'),
    ],
  }),
  motivator('rescue-win-back', {
    name: ['赢回试验', 'Win-back test'],
    about: [
      '对停购客户给一次算得过账的回归优惠；不回来就记录原因并放手。',
      'One offer that pays, to a customer who has stopped; if not, write down why and let go.',
    ],
    group: 'rescue',
    yuan: 5000,
    hours: 8,
    bond: 1,
    care: 'discount',
    restDays: 365,
    when: [{ field: 'daysSinceOrder', is: 'at_least', value: 60 }],
    effect: assumed(
      0.15,
      0.2,
      '成功率见“挽留与赢回”的先验，由自己的结果来更新。',
      'Chances begin with the defaults of win-back and are learnt from one’s own outcomes.',
    ),
    steps: [
      step(1, 'owner', 'note', '核对赢回期望值为正', 'Check that the win-back’s expected value is positive'),
      step(3, 'owner', 'visit', '提出回归方案', 'Make the offer'),
      step(15, 'owner', 'call', '跟进答复', 'Ask for the answer'),
      step(30, 'owner', 'note', '记录结果', 'Write the outcome down'),
    ],
  }),
]
