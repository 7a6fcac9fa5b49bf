import type { Play } from './play.ts'
import { assumed, motivator, step } from './write-play.ts'

/** For star and promising customers: more breadth and depth. */
export const growPlays: readonly Play[] = [
  motivator('grow-selling-points', {
    name: ['文化与卖点宣讲', 'Culture and selling points'],
    about: ['让采购之外的人也知道我们是谁、好在哪里。', 'Let those beyond purchasing know who we are and what we are good at.'],
    group: 'grow',
    yuan: 1500,
    hours: 6,
    bond: 2,
    effect: assumed(0.03, 0.04, '为后续交叉销售铺路，单独作用小。', 'It paves the way for cross-selling; little by itself.'),
    steps: [
      step(3, 'owner', 'call', '约技术与使用部门', 'Make a date with engineering and users'),
      step(10, 'marketing', 'meeting', '宣讲并留样', 'Present, and leave samples'),
      step(15, 'owner', 'call', '逐一跟进提问', 'Follow up each question'),
    ],
  }),
  motivator('grow-belonging', {
    name: ['归属感', 'Belonging'],
    about: [
      '请客户来厂、入群、参与新品评议，让他成为自己人。',
      'Invite them to the plant, the circle and the review of new products: make them one of us.',
    ],
    group: 'grow',
    yuan: 3000,
    hours: 10,
    bond: 2,
    care: 'service',
    effect: assumed(0.04, 0.04, '社会性联系，见效慢而持久。', 'A social bond: slow, and lasting.'),
    steps: [
      step(5, 'owner', 'visit', '邀请并了解客户关心的议题', 'Invite, and learn what they care about'),
      step(15, 'marketing', 'meeting', '参观与新品评议', 'Plant visit and review of new products'),
      step(22, 'owner', 'message', '反馈其意见的采纳结果', 'Say which of their ideas were taken up'),
    ],
  }),
  motivator('grow-cross-sell', {
    name: ['交叉销售', 'Cross-selling'],
    about: ['按品类缺口推荐相近客户都在买、该客户还没买的品类。', 'Offer the categories that customers alike buy and this one does not.'],
    group: 'grow',
    yuan: 1000,
    hours: 10,
    when: [{ field: 'headroom', is: 'at_least', value: 50 }],
    effect: assumed(0.1, 0.08, '增长空间在中位以上的客户才启动。', 'Only where the growth head-room is above the middle.'),
    steps: [
      step(2, 'owner', 'note', '从增长空间中选出缺口最大的两个品类', 'Choose the two widest gaps from the head-room'),
      step(5, 'owner', 'visit', '带样品与对比数据拜访', 'Visit with samples and figures'),
      step(12, 'owner', 'call', '报价并约定试单', 'Quote and agree on a first order'),
      step(30, 'owner', 'call', '跟进试单结果', 'Follow up the first order'),
    ],
  }),
  motivator('grow-repeat', {
    name: ['促进重复购买', 'Repeat purchase'],
    about: [
      '按客户自己的节奏提醒补货，并用阶梯返利鼓励连续下单。',
      'Remind them by their own rhythm, with a tiered rebate for orders in a row.',
    ],
    group: 'grow',
    yuan: 2000,
    hours: 4,
    bond: 1,
    care: 'discount',
    when: [{ field: 'daysSinceOrder', is: 'at_least', value: 20 }],
    effect: assumed(0.05, 0.05, '财务性联系，容易被模仿。', 'A financial bond, easily copied.'),
    steps: [
      step(1, 'owner', 'message', '按预计下单日提醒补货', 'Remind by the expected day of the next order'),
      step(5, 'owner', 'call', '确认需求并说明阶梯返利', 'Confirm the need and explain the rebate'),
      step(22, 'owner', 'note', '核对连续下单与返利', 'Check the orders in a row and the rebate'),
    ],
  }),
]
