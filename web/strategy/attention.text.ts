import { defineTexts } from '#web/platform/text.ts'

export const attentionTexts = defineTexts('attention', {
  attention: ['各层客户得到的关注', 'Attention by layer'],
  lead: [
    '重视程度应当逐层递增：越靠金字塔顶端，每位客户得到的钱和时间应越多。{{from}} 至 {{to}}，计划对实际。',
    'Attention should rise layer by layer: the nearer the top of the pyramid, the more money and time for each customer. {{from}} to {{to}}, planned against actual.',
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
    '{{lower}}每位得到的接触多于{{upper}}，与逐层递增相反。',
    '{{lower}} get more contacts each than {{upper}}: the other way round.',
  ],
  rises: ['各层接触由上到下递减，符合逐层递增。', 'Contacts rise layer by layer towards the top, as they should.'],
  yieldNote: [
    '产出只是并列对照，不是因果：净贡献大的客户本来就大。因果看对照组。',
    'Yields stand beside each other and prove no cause: large customers were large before. For causes see the hold-out group.',
  ],
})
