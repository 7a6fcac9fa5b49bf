import type { Word } from './words.ts'

/**
 * The sentences of an explanation by code. `{name:kind}` stands for an argument: money, date, count, points (one decimal), share (a percentage of a
 * fraction), days, times (one decimal), band, type, index, and lists of `indices` and `parts`.
 */
export const becauseTexts = {
  not_placed: [
    '尚未定位：还没有订单，也没有任何可用的评分依据。',
    'Not yet placed: there is no order yet, and nothing else to score it by.',
  ],
  overridden: [
    '当前类型由人工设定为{type:type}，到期后恢复为系统计算的结果。',
    'The type was set to {type:type} by hand; when that expires, the calculated type returns.',
  ],
  value_high: [
    '近 12 个月净贡献 {value:money}，达到高档线 {cut:money}，在 {ranked:count} 家活跃客户中位于第 {score:points} 百分位，当前价值为高。',
    'Net contribution over the last 12 months is {value:money}, at or above the high cut of {cut:money}: percentile {score:points} among {ranked:count} active customers. Current value is high.',
  ],
  value_medium: [
    '近 12 个月净贡献 {value:money}，达到中档线 {cut:money}，但未到高档线，当前价值为中。',
    'Net contribution over the last 12 months is {value:money}: at or above the medium cut of {cut:money}, short of the high one. Current value is medium.',
  ],
  value_low: [
    '近 12 个月净贡献 {value:money}，低于中档线 {cut:money}，当前价值为低。',
    'Net contribution over the last 12 months is {value:money}, below the medium cut of {cut:money}: current value is low.',
  ],
  value_low_no_cut: [
    '近 12 个月净贡献 {value:money}；活跃客户太少或彼此相同，没有人达到中档线，当前价值为低。',
    'Net contribution over the last 12 months is {value:money}. With so few or such equal active customers nobody reaches the medium cut: current value is low.',
  ],
  value_not_positive: [
    '近 12 个月净贡献为 {value:money}，没有为我们带来净收益，当前价值为低。',
    'Net contribution over the last 12 months is {value:money}: serving this customer earned us nothing. Current value is low.',
  ],
  value_no_order: [
    '近 12 个月没有下单（上次下单{lastOrder:date}），当前价值为低。',
    'No order in the last 12 months (the last one was on {lastOrder:date}): current value is low.',
  ],
  value_prospect: ['还没有下过单，当前价值为低。', 'No order so far: current value is low.'],
  value_unknown: [
    '部分物料没有成本记录，毛利率估算又已关闭，净贡献无法计算，当前价值未知。',
    'Some goods have no known cost and the margin estimate is switched off, so net contribution, and with it current value, is unknown.',
  ],
  value_estimated: [
    '净贡献中有按设置估算的部分（毛利率、作业费率或账期）。',
    'Part of the net contribution is estimated from the settings (margin, activity rates or payment days).',
  ],
  parts_unknown: [
    '没有数据、因而未计入净贡献的部分：{parts:parts}。',
    'Left out of net contribution because there is no data on them: {parts:parts}.',
  ],
  rates_unset: [
    '还没有按本币设定费率、因而未计入净贡献的作业：{parts:parts}。可在设置中填写费率。',
    'Left out of net contribution because no rate is set for them in this currency: {parts:parts}. Rates can be entered in the settings.',
  ],
  current_held: [
    '本期净贡献落在{raw:band}档，但还没有连续 {runs:count} 个月末越过缓冲线，当前价值仍按{band:band}档确认。',
    'This month the net contribution falls in the {raw:band} band, but it has not cleared the buffer at {runs:count} month-ends in a row: the confirmed band stays {band:band}.',
  ],
  current_pending: [
    '净贡献已越过缓冲线，正由{band:band}档走向{pending:band}档，待连续 {runs:count} 个月末确认。',
    'Net contribution has cleared the buffer and is on its way from the {band:band} to the {pending:band} band; {runs:count} month-ends in a row confirm it.',
  ],
  potential_high: [
    '潜在价值 {score:points} 分，达到高档线 {cut:points} 分，为高。',
    'Potential value is {score:points} points, at or above the high cut of {cut:points}: high.',
  ],
  potential_medium: [
    '潜在价值 {score:points} 分，达到中档线 {cut:points} 分，为中。',
    'Potential value is {score:points} points, at or above the medium cut of {cut:points}: medium.',
  ],
  potential_low: [
    '潜在价值 {score:points} 分，低于中档线 {cut:points} 分，为低。',
    'Potential value is {score:points} points, below the medium cut of {cut:points}: low.',
  ],
  potential_unknown: [
    '潜在价值的五个分项都没有依据，暂时未知。',
    'None of the five parts of potential value is known, so it is unknown for now.',
  ],
  potential_held: [
    '本期潜在价值落在{raw:band}档，但还没有连续 {runs:count} 个月末越过缓冲线，仍按{band:band}档确认。',
    'This month potential value falls in the {raw:band} band, but it has not cleared the buffer at {runs:count} month-ends in a row: the confirmed band stays {band:band}.',
  ],
  potential_pending: [
    '潜在价值已越过缓冲线，正由{band:band}档走向{pending:band}档，待连续 {runs:count} 个月末确认。',
    'Potential value has cleared the buffer and is on its way from the {band:band} to the {pending:band} band; {runs:count} month-ends in a row confirm it.',
  ],
  strongest: [
    '潜力最强的一项是{index:index}（{score:points} 分）。',
    'The strongest part of its potential is {index:index} ({score:points} points).',
  ],
  weakest: [
    '潜力最弱的一项是{index:index}（{score:points} 分）。',
    'The weakest part of its potential is {index:index} ({score:points} points).',
  ],
  evidence_headroom: [
    '与规模相近、品类结构相似的客户以及它自己前一年相比，尚未做到的生意多于 {score:points}% 的活跃客户。',
    'Measured against look-alike customers of its size and its own year before, the business still to be won is greater than that of {score:points}% of active customers.',
  ],
  evidence_perception: ['依据最近一次满意度调查，已扣除竞争对手的吸引力。', 'From the latest survey, less the pull of competitors.'],
  evidence_rhythm: [
    '平时约每 {mu:days} 天下一次单，最近 {gaps:count} 次间隔中有 {kept:count} 次按节奏到来。',
    'It usually orders every {mu:days} days or so; {kept:count} of the last {gaps:count} intervals kept to that rhythm.',
  ],
  evidence_loyalty: ['依据已知的钱包份额、转换成本和品牌评价。', 'From what is known of wallet share, switching cost and brand.'],
  evidence_outlook: [
    '距上次下单已过平时间隔的 {recency:times} 倍，近半年销售额同比 {growth:signed}。',
    'Since the last order {recency:times} usual intervals have passed; sales of the last six months are {growth:signed} on the year before.',
  ],
  evidence_outlook_untrended: [
    '距上次下单已过平时间隔的 {recency:times} 倍；历史不足，还看不出同比趋势。',
    'Since the last order {recency:times} usual intervals have passed; the history is too short for a trend on the year before.',
  ],
  evidence_outlook_alive: [
    '按本公司的购买模型，它仍在合作的概率为 {alive:share}；近半年销售额同比 {growth:signed}。',
    'By the purchase model of this book it is still a customer with a probability of {alive:share}; sales of the last six months are {growth:signed} on the year before.',
  ],
  evidence_outlook_alive_untrended: [
    '按本公司的购买模型，它仍在合作的概率为 {alive:share}；历史不足，还看不出同比趋势。',
    'By the purchase model of this book it is still a customer with a probability of {alive:share}; the history is too short for a trend on the year before.',
  ],
  alive_doubtful: [
    '平时约每 {mu:days} 天下一次单，如今已有 {silence:days} 天没有下单：按购买模型，仍在合作的概率只有 {alive:share}，生命周期前景因此只有 {score:points} 分。',
    'It used to order every {mu:days} days or so, and has now been silent for {silence:days}. By the purchase model it is still a customer with a probability of only {alive:share}, so its lifecycle outlook is no more than {score:points} points.',
  ],
  evidence_strategic: ['依据人工录入并附说明的评分。', 'From a score entered by hand with its grounds.'],
  indices_unknown: [
    '尚无依据、因而未计入潜在价值的分项：{indices:indices}。其权重已分摊给其他分项。',
    'Not yet known, and so left out of potential value: {indices:indices}. Their weight is spread over the others.',
  ],
  provisional_confidence: [
    '只掌握 {confidence:share} 的评分依据，类型暂定。',
    'Only {confidence:share} of the evidence is known: the type is provisional.',
  ],
  provisional_few: [
    '活跃客户只有 {ranked:count} 家，按名次分档不可靠；请在设置中按本币金额设定分界线，目前类型均为暂定。',
    'There are only {ranked:count} active customers, too few to rank. Set money cuts in this currency in the settings; until then every type is provisional.',
  ],
  short_window: [
    '数据还不满 12 个月，按已有月份计算，净贡献可能偏低。',
    'There are not yet 12 months of data, so net contribution covers only the months there are and may look low.',
  ],
  entered: ['{day:date}首次定位为{to:type}。', 'First placed on {day:date}, as {to:type}.'],
  current_fell: [
    '{day:date}由{from:type}变为{to:type}：近 12 个月净贡献由 {before:money} 变为 {after:money}，已跌出原来的档位（分界线 {cut:money}），且连续 {runs:count} 个月末如此。',
    'On {day:date} it fell from {from:type} to {to:type}: net contribution over 12 months went from {before:money} to {after:money}, below the cut of {cut:money}, at {runs:count} month-ends running.',
  ],
  current_rose: [
    '{day:date}由{from:type}变为{to:type}：近 12 个月净贡献由 {before:money} 变为 {after:money}，越过分界线 {cut:money}，且连续 {runs:count} 个月末如此。',
    'On {day:date} it rose from {from:type} to {to:type}: net contribution over 12 months went from {before:money} to {after:money}, past the cut of {cut:money}, at {runs:count} month-ends running.',
  ],
  current_fell_silent: [
    '{day:date}由{from:type}变为{to:type}：连续 {runs:count} 个月末，近 12 个月没有下单或净贡献不为正（由 {before:money} 变为 {after:money}）。',
    'On {day:date} it fell from {from:type} to {to:type}: at {runs:count} month-ends running there was no order in 12 months, or nothing was earned (net contribution went from {before:money} to {after:money}).',
  ],
  potential_fell: [
    '{day:date}由{from:type}变为{to:type}：潜在价值由 {before:points} 分降到 {after:points} 分，低于分界线 {cut:points} 分，且连续 {runs:count} 个月末如此；变化最大的是{index:index}（{indexBefore:points} → {indexAfter:points}）。',
    'On {day:date} it fell from {from:type} to {to:type}: potential value went from {before:points} to {after:points} points, below the cut of {cut:points}, at {runs:count} month-ends running; {index:index} changed most ({indexBefore:points} → {indexAfter:points}).',
  ],
  potential_rose: [
    '{day:date}由{from:type}变为{to:type}：潜在价值由 {before:points} 分升到 {after:points} 分，越过分界线 {cut:points} 分，且连续 {runs:count} 个月末如此；变化最大的是{index:index}（{indexBefore:points} → {indexAfter:points}）。',
    'On {day:date} it rose from {from:type} to {to:type}: potential value went from {before:points} to {after:points} points, past the cut of {cut:points}, at {runs:count} month-ends running; {index:index} changed most ({indexBefore:points} → {indexAfter:points}).',
  ],
  moved_by_hand: [
    '{day:date}由{from:type}变为{to:type}：人工设定生效或到期。',
    'On {day:date} it went from {from:type} to {to:type}: a type set by hand began or expired.',
  ],
  left: [
    '{day:date}起不再定位（此前为{from:type}）：评分依据已失效。',
    'No longer placed since {day:date} (before: {from:type}): nothing is left to score it by.',
  ],
  below_zero: [
    '净贡献为负：服务它的花费超过了它带来的收益，归入金字塔底层。',
    'Net contribution is below zero: serving it costs more than it brings, which puts it in the bottom layer of the pyramid.',
  ],
  dormant: [
    '已沉睡：距上次下单 {silence:days} 天，是平时间隔的 {recency:times} 倍。',
    'Dormant: {silence:days} days since the last order, {recency:times} usual intervals.',
  ],
  trial_running: [
    '仍在试用期：至今 {orders:count} 次订单，试用期到{until:date}为止。',
    'Still on trial: {orders:count} orders so far; the trial period lasts until {until:date}.',
  ],
  trial_over: [
    '试用期已于{until:date}结束，至今只有 {orders:count} 次订单：该决定推动转化还是暂时搁置。',
    'The trial period ended on {until:date} with {orders:count} orders: time to convert the customer or let it rest.',
  ],
  stage_end_notice: ['终止期：客户已通知终止合作。', 'Termination: the customer has given notice to end the relation.'],
  stage_deregistered: ['终止期：该企业已注销。', 'Termination: the company has been deregistered.'],
  stage_contract_over: [
    '终止期：合同到期已超过 90 天，且 {silence:days} 天没有下单（平时间隔的 {recency:times} 倍）。',
    'Termination: the contract ended more than 90 days ago, with no order for {silence:days} days ({recency:times} usual intervals).',
  ],
  stage_silent: [
    '终止期：已 {silence:days} 天没有下单，是平时间隔的 {recency:times} 倍。',
    'Termination: no order for {silence:days} days, {recency:times} usual intervals.',
  ],
  stage_no_contact: ['潜在期：近 180 天没有联系，也没有商机。', 'Prospect: no contact and no opportunity in the last 180 days.'],
  stage_contact_only: [
    '开发期：已有联系、商机或合同，还没有交付过订单。',
    'Development: there is contact, an opportunity or a contract, but no order delivered yet.',
  ],
  stage_order_under_way: ['开发期：首单已下，尚未交付。', 'Development: the first order is placed and not yet delivered.'],
  stage_late: [
    '衰退期：已 {silence:days} 天没有下单，是平时间隔（约 {mu:days} 天）的 {recency:times} 倍。',
    'Decline: no order for {silence:days} days, {recency:times} times the usual {mu:days}.',
  ],
  stage_falling: [
    '衰退期：近半年销售额同比 {growth:signed}。',
    'Decline: sales of the last six months are {growth:signed} on the year before.',
  ],
  stage_wallet_lost: [
    '衰退期：半年内我们的钱包份额下降了 15 个百分点以上。',
    'Decline: our share of its wallet has fallen by 15 points or more in six months.',
  ],
  stage_below_sigma: [
    '衰退期：最近三个月的销售额都低于之前 12 个月的正常波动范围。',
    'Decline: sales of each of the last three months lie below the usual range of the 12 months before.',
  ],
  stage_few_orders: ['成长期：至今只有 {orders:count} 次订单。', 'Growth: {orders:count} orders so far.'],
  stage_young: [
    '成长期：首次下单是{firstOrder:date}，合作不满 12 个月。',
    'Growth: the first order was on {firstOrder:date}, less than 12 months ago.',
  ],
  stage_growing: [
    '成长期：近半年销售额同比 {growth:signed}。',
    'Growth: sales of the last six months are {growth:signed} on the year before.',
  ],
  stage_steady: ['成熟期：合作超过一年，订单持续，销售平稳。', 'Maturity: more than a year of orders, kept up, with steady sales.'],
} as const satisfies Readonly<Record<string, Word>>

export type BecauseCode = keyof typeof becauseTexts
export const becauseCodes = Object.keys(becauseTexts) as readonly BecauseCode[]
