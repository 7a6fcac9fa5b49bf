import type { Both } from './bilingual.ts'

/** What is said, as a subject and what came of it. The words of suggestions name a solution or an improvement; no others do. */
export type Talk = { readonly subject: Both; readonly content: Both }

const talk = (zh: string, en: string, zhContent: string, enContent: string): Talk => ({
  subject: [zh, en],
  content: [zhContent, enContent],
})

export const followUps: readonly Talk[] = [
  talk('到货回访', 'Follow-up after a delivery', '货已签收，数量无误，包装完好。', 'The goods were received in full and undamaged.'),
  talk(
    '交货后跟进',
    'Check after the delivery',
    '产线已上机，运行正常，对方满意。',
    'The parts are in use and run well; they are content.',
  ),
  talk(
    '确认收货情况',
    'Confirming the receipt',
    '对方反映外箱有轻微压痕，货品无碍，已记下。',
    'One carton was slightly dented, the goods are fine; noted.',
  ),
  talk(
    '收货与对账',
    'Receipt and statement',
    '收货无误，月底一并对账。',
    'All received; the statement will be checked at the end of the month.',
  ),
]

export const visits: readonly Talk[] = [
  talk(
    '例行拜访',
    'Regular visit',
    '看了仓库和产线，主要型号库存约两周用量。',
    'Saw the store and the line; about two weeks of the main types in stock.',
  ),
  talk(
    '走访设备部',
    'Visit to maintenance',
    '设备部反映减速机轴承更换频繁，下月再看使用记录。',
    'Maintenance changes gearbox bearings often; the records will be read next month.',
  ),
  talk(
    '采购计划沟通',
    'Purchasing plan',
    '了解了下一季的采购计划，旺季用量会上浮。',
    'Learnt of the plan for the next quarter; the season will need more.',
  ),
  talk(
    '技术交流',
    'Technical exchange',
    '与技术人员核对了选型参数和装配要求。',
    'Went through the selection data and fitting needs with their engineers.',
  ),
]

export const calls: readonly Talk[] = [
  talk('电话沟通近况', 'Call on how things go', '生产平稳，近期没有新增项目。', 'Production is steady, no new project for now.'),
  talk('确认下月用量', 'Needs of the coming month', '下月用量与本月相当，按常规备货。', 'Next month needs about as much as this one.'),
  talk('催收货款', 'Reminder of a payment', '财务答复本周内安排付款。', 'Accounting will pay this week.'),
  talk('确认交期', 'Confirming dates', '交期已确认，对方无异议。', 'The dates were confirmed and accepted.'),
]

export const inbound: readonly Talk[] = [
  talk('来电询问交期', 'They asked for a delivery date', '查过排产后已答复。', 'Answered after a look at the schedule.'),
  talk('来电询价', 'They asked for a price', '已按协议价报出。', 'Quoted at the agreed prices.'),
  talk('要求补开发票', 'They asked for an invoice', '已转财务，两天内寄出。', 'Passed to accounting, to be sent within two days.'),
]

export const suggestions: readonly Talk[] = [
  talk(
    '建议：常用型号改为寄售备货',
    'Suggestion: consignment stock for usual types',
    '提出在对方仓库存放两周用量，用后结算。',
    'Proposed to keep two weeks of stock at their store, billed when used.',
  ),
  talk(
    '推荐低噪音系列',
    'Recommended the low-noise series',
    '介绍了新系列的测试数据，对方愿意先装一条线。',
    'Showed the test data; they will fit one line first.',
  ),
  talk(
    '润滑改进方案',
    'Proposal to improve lubrication',
    '按更换记录提出润滑周期的改进方案。',
    'Proposed longer lubrication intervals from their records.',
  ),
  talk(
    '提议合并订单降低运费',
    'Suggested fewer, larger orders',
    '每周三次改为每周一次，运费约可省三成。',
    'Once a week instead of three times would save about a third of the freight.',
  ),
]

export const reviews: readonly Talk[] = [
  talk(
    '半年回顾会',
    'Half-year review',
    '回顾了交付准时率、质量和对账；双方确认下半年重点：缩短样本确认时间，提前两周提供预测。',
    'Went through delivery on time, quality and statements. Next half-year: quicker confirmation of samples, forecasts two weeks ahead.',
  ),
  talk(
    '供应保障会议',
    'Meeting on supply',
    '讨论旺季供应：我方按预测备货，对方每月 20 日前给出滚动计划。',
    'Supply in the season: we stock to the forecast, they give a rolling plan by the 20th of each month.',
  ),
]

export const firstContacts: readonly Talk[] = [
  talk('初次拜访', 'First visit', '介绍了公司和产品，留下样本册。', 'Introduced the firm and its products, left a catalogue.'),
  talk('初次电话', 'First call', '了解了采购负责人和常用型号。', 'Learnt who buys and which types they use.'),
]

export const planned: readonly Both[] = [
  ['了解下季需求', 'Needs of the next quarter'],
  ['确认年度协议续签', 'Renewal of the yearly agreement'],
  ['现场查看减速机轴承', 'A look at the gearbox bearings on site'],
]

export const tasks: readonly Both[] = [
  ['发送更新后的报价单', 'Send the updated quotation'],
  ['核对上月对账单', "Check last month's statement"],
  ['跟进样本确认结果', 'Ask for the result of the sample check'],
  ['补寄质保书', 'Send the quality certificate'],
  ['确认下月备货计划', 'Confirm the stock plan of next month'],
  ['更新客户联系人信息', "Bring the customer's contacts up to date"],
]
