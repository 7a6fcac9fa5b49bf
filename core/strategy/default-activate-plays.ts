import type { Play } from './play.ts'
import { assumed, motivator, step } from './write-play.ts'

/** For pioneering and activatable customers: contact and trust. Shares of a small contribution are small: what counts comes later. */
export const activatePlays: readonly Play[] = [
  motivator('activate-information', {
    name: ['客观资料', 'Objective information'],
    about: [
      '给可核对的资料：检测报告、案例、对比数据，不夸大。',
      'Give what can be checked: test reports, cases, comparisons; no boasting.',
    ],
    group: 'activate',
    yuan: 200,
    hours: 3,
    bond: 1,
    effect: assumed(0.03, 0.05, '建立初步信任。', 'A first trust.'),
    steps: [
      step(1, 'marketing', 'email', '按行业准备资料包', 'Put the material for their trade together'),
      step(4, 'owner', 'call', '确认收到并解答', 'Ask whether it arrived, and answer questions'),
    ],
  }),
  motivator('activate-trial', {
    name: ['小批试用', 'Small trial'],
    about: ['用小批量、低承诺让客户先试。', 'A small lot and no commitment: let them try.'],
    group: 'activate',
    yuan: 2500,
    hours: 8,
    effect: assumed(0.15, 0.15, '试用转单率须靠自己的记录来学。', 'How many trials become orders must be learnt from one’s own records.'),
    steps: [
      step(2, 'owner', 'call', '商定试用品与验收标准', 'Agree on what is tried and how it is judged'),
      step(8, 'service', 'note', '发样并全程跟踪', 'Send it and follow it'),
      step(20, 'owner', 'visit', '共同评估，提出首单方案', 'Judge together; propose a first order'),
    ],
  }),
  motivator('activate-guarantee', {
    name: ['质量担保', 'Guarantee'],
    about: [
      '承诺不合格即退换、晚交即赔付，降低首次合作的风险。',
      'Replacement where it fails, compensation where it is late: less risk in the first deal.',
    ],
    group: 'activate',
    yuan: 1500,
    hours: 4,
    effect: assumed(
      0.08,
      0.1,
      '费用只在违约时发生，此处按期望值计。',
      'It costs only where we fail; the amount is what is to be expected.',
    ),
    steps: [
      step(2, 'owner', 'note', '拟定担保条款并内部批准', 'Draft the terms and have them approved'),
      step(5, 'owner', 'meeting', '向客户说明并写入订单', 'Explain and write into the order'),
    ],
  }),
  motivator('activate-reference', {
    name: ['第三方推荐', 'Third-party recommendation'],
    about: ['请同行业的老客户或检测机构替我们说话。', 'Let a customer of the same trade, or a test house, speak for us.'],
    group: 'activate',
    yuan: 800,
    hours: 6,
    bond: 2,
    effect: assumed(0.1, 0.1, '第三方的话比自己的话可信。', 'Others are believed sooner than oneself.'),
    steps: [
      step(3, 'owner', 'call', '征得推荐客户同意', 'Ask the recommending customer'),
      step(8, 'owner', 'meeting', '安排参观或三方通话', 'Arrange a visit or a call of three'),
      step(12, 'owner', 'call', '跟进意向', 'Follow up'),
    ],
  }),
  motivator('activate-dated-offer', {
    name: ['限时优惠', 'Dated offer'],
    about: ['给一个有明确截止日的首单优惠，避免无限期压价。', 'A first-order offer with a last day, not an endless discount.'],
    group: 'activate',
    yuan: 2000,
    hours: 3,
    bond: 1,
    care: 'discount',
    effect: assumed(0.08, 0.1, '容易被模仿；到期必须收回。', 'Easily copied; it must end when it ends.'),
    steps: [
      step(1, 'owner', 'email', '发出限时报价，写明截止日', 'Send the quote with its last day'),
      step(8, 'owner', 'call', '截止前一周提醒', 'Remind a week before'),
      step(14, 'owner', 'note', '到期收回并记录结果', 'End it and write the outcome down'),
    ],
  }),
  motivator('activate-bundle', {
    name: ['组合套餐', 'Bundle'],
    about: ['把客户已买的与常一起买的配成套，一单解决。', 'What they buy and what goes with it, in one order.'],
    group: 'activate',
    yuan: 1800,
    hours: 5,
    bond: 1,
    effect: assumed(0.1, 0.1, '相近客户的购买组合可作依据。', 'What customers alike buy together is the ground.'),
    steps: [
      step(2, 'owner', 'note', '按相近客户的组合拟定套餐', 'Make the bundle from what customers alike buy'),
      step(5, 'owner', 'call', '推荐并报价', 'Offer and quote'),
      step(15, 'owner', 'call', '跟进首单', 'Follow up the first order'),
    ],
  }),
]
