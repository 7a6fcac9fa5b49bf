import { defineTexts } from '#web/platform/text.ts'

export const attentionTexts = defineTexts('attention', {
  attention: ['各层客户得到的关注', 'Attention by layer'],
  lead: [
    '越靠金字塔顶端，每位客户得到的钱和时间应越多。{{from}} 至 {{to}}，实际对计划。',
    'Attention should rise layer by layer: the nearer the top of the pyramid, the more money and time for each customer. {{from}} to {{to}}, actual against planned.',
  ],
  layer: ['层级', 'Layer'],
  customers: ['客户', 'Customers'],
  contribution: ['12 个月净贡献', '12-month contribution'],
  money: ['花费：实际 / 计划', 'Money: actual / planned'],
  hours: ['工时：实际 / 计划', 'Hours: actual / planned'],
  visits: ['拜访', 'Visits'],
  calls: ['电话与消息', 'Calls and messages'],
  each: ['每位客户接触', 'Contacts each'],
  yieldMoney: ['每 1 元花费对应净贡献', 'Contribution per 1 of money'],
  yieldHour: ['每小时对应净贡献', 'Contribution per hour'],
  unplaced: ['尚未定位', 'Not placed yet'],
  isNew: ['新客户', 'New customers'],
  existing: ['老客户', 'Existing customers'],
  newNote: ['新客户：首单在最近 12 个月内，或还没有订单。', 'New: first order within the last 12 months, or none yet.'],
  upside: [
    '{{lower}}每位得到的接触反而多于{{upper}}，请把时间往上层挪。',
    '{{lower}} get more contacts each than {{upper}}: move time to the upper layer.',
  ],
  rises: ['越往塔顶，每位客户得到的接触越多，侧重合理。', 'The nearer the top, the more contacts for each customer, as it should be.'],
  yieldNote: [
    '净贡献与投入只是并列，不代表因果：大客户本来就贡献大。要看因果，请看“成效检验”。',
    'Contribution and effort only stand side by side and prove no cause: large customers were large before. For causes see “What worked”.',
  ],
})
