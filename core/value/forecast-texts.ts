/**
 * The sentences about forecasts by code, [中文, English]. `{name:kind}` stands for an argument: count, days, window (a number of days as weeks), share,
 * points (a share as percentage points with sign), rank (two decimals), date, method, times (one decimal), money (written by the caller).
 */
export const forecastTexts = {
  model_beats_rules: [
    '在这份订单簿上，{model:method}比最好的经验法则“{rule:method}”预测得更准：单个客户的误差低 {errorLower:share}，合计偏差 {modelBias:points}（经验法则 {ruleBias:points}），因此采用该模型。',
    'In this book {model:method} forecasts better than the best rule of thumb, “{rule:method}”: the error per customer is {errorLower:share} lower and the total is off by {modelBias:points} (the rule: {ruleBias:points}). The model is in use.',
  ],
  model_better_otherwise: [
    '在这份订单簿上，{model:method}的单个客户误差与最好的经验法则“{rule:method}”相当，但合计偏差（{modelBias:points}，经验法则 {ruleBias:points}）和客户排序（{modelRank:rank}，经验法则 {ruleRank:rank}）合起来更好，因此采用该模型。',
    'In this book the error per customer of {model:method} is about that of the best rule of thumb, “{rule:method}”; taken together, its total (off by {modelBias:points}; the rule {ruleBias:points}) and its ranking of customers ({modelRank:rank}; the rule {ruleRank:rank}) are better. The model is in use.',
  ],
  rule_as_good: [
    '在这份订单簿上，“{rule:method}”这条经验法则与{model:method}不相上下（模型的单个客户误差 {errorChange:points}；合计偏差：法则 {ruleBias:points}，模型 {modelBias:points}；客户排序：法则 {ruleRank:rank}，模型 {modelRank:rank}），订单数按更简单的法则预测；活跃概率、区间和生命周期价值仍由模型给出。',
    'In this book the rule of thumb “{rule:method}” is as good as {model:method} (the model’s error per customer: {errorChange:points}; the total is off by {ruleBias:points}, the model’s by {modelBias:points}; ranking of customers {ruleRank:rank}, the model’s {modelRank:rank}), so the simpler rule forecasts the number of orders. P(alive), ranges and lifetime values still come from the model.',
  ],
  rule_better: [
    '在这份订单簿上，综合单个客户误差、合计和排序，没有模型胜过“{rule:method}”这条经验法则：与它相比，{model:method}的单个客户误差 {errorChange:points}；合计偏差：法则 {ruleBias:points}，模型 {modelBias:points}；客户排序：法则 {ruleRank:rank}，模型 {modelRank:rank}。订单数按该法则预测；活跃概率、区间和生命周期价值由模型给出，请谨慎使用。',
    'In this book, error per customer, total and ranking taken together, no model beats the rule of thumb “{rule:method}”. Against it the error of {model:method} is {errorChange:points}; the total is off by {ruleBias:points}, the model’s by {modelBias:points}; ranking of customers {ruleRank:rank}, the model’s {modelRank:rank}. The rule forecasts the number of orders; P(alive), ranges and lifetime values come from the model: use them with care.',
  ],
  only_rules: [
    '客户或重复订单太少，拟合不出模型；订单数按经验法则“{rule:method}”预测。',
    'There are too few customers or repeat orders to fit a model; the rule of thumb “{rule:method}” forecasts the number of orders.',
  ],
  nothing_came: [
    '回测的各个时期里没有一笔订单，各种方法无从比较；暂按“{rule:method}”预测。',
    'Nobody ordered in any period of the test, so nothing tells the methods apart; “{rule:method}” is in use.',
  ],
  no_horizon: ['预测期至少要有 1 天。', 'The forecast has to look at least one day ahead.'],
  too_short: [
    '订单簿只有 {days:count} 天，还不够回测（至少需要 {needed:count} 天），预测好坏暂时无法检验。',
    'The book covers {days:count} days; a test against the past needs at least {needed:count}. How good the forecast is cannot be told yet.',
  ],
  bias_low: [
    '预测偏低：以{at:date}为起点预测其后 {days:window}，实际订单 {actual:count} 笔，只预测到 {predicted:count} 笔（{bias:points}）。需求可能在增长，或正值旺季；在用预测做计划前，请按这个差额上调。',
    'The forecast runs low: made on {at:date} for the {days:window} after, it said {predicted:count} orders and {actual:count} came ({bias:points}). Demand may be growing, or it was the high season; allow for the gap before you plan by it.',
  ],
  bias_high: [
    '预测偏高：以{at:date}为起点预测其后 {days:window}，预测到 {predicted:count} 笔订单，实际只有 {actual:count} 笔（{bias:points}）。需求可能在下滑，或正值淡季；在用预测做计划前，请按这个差额下调。',
    'The forecast runs high: made on {at:date} for the {days:window} after, it said {predicted:count} orders and only {actual:count} came ({bias:points}). Demand may be falling, or it was the low season; allow for the gap before you plan by it.',
  ],
  bias_outside_range: [
    '实际订单 {actual:count} 笔，落在 {level:share} 预测区间 {low:count} 至 {high:count} 之外（以{at:date}为起点预测其后 {days:window}）：客户的下单习惯正在变化，区间也可能偏窄。',
    '{actual:count} orders came, outside the {level:share} range of {low:count} to {high:count} (forecast made on {at:date} for the {days:window} after): habits are changing, and the ranges may be too narrow.',
  ],
  clock_in_use: [
    '预测已按活跃客户订单量的变化（每年 {growth:points}）调整。',
    'The forecast allows for the change in how much active customers order ({growth:points} a year).',
  ],
  clock_in_use_season: [
    '预测已按季节性和活跃客户订单量的变化（每年 {growth:points}）调整。',
    'The forecast allows for the season and for the change in how much active customers order ({growth:points} a year).',
  ],
  regularity: [
    '下单间隔的规律性 k = {k:times}（{low:times} 至 {high:times}）：1 表示完全随机，越大越有规律。',
    'Regularity of the gaps between orders: k = {k:times} ({low:times} to {high:times}). 1 is pure chance; the higher, the steadier.',
  ],
  regularity_unknown: ['重复订单太少，看不出下单间隔有多规律。', 'There are too few repeat orders to tell how regular the gaps are.'],
  later_than_own_rhythm: [
    '通常每 {low:count} 至 {high:count} 天下一次单，上次下单已是 {silence:count} 天前。若仍在往来，只有 {tail:share} 的间隔会这么长；未来 {window:count} 天内没有订单的可能为 {silent:share}。',
    'Orders every {low:count} to {high:count} days; the last order was {silence:count} days ago. Were it still with us, {tail:share} of its gaps would last that long; the chance of no order within the next {window:count} days is {silent:share}.',
  ],
  later_than_customers_alike: [
    '与其相似的客户通常每 {low:count} 至 {high:count} 天下一次单，它上次下单已是 {silence:count} 天前（共 {orders:count} 笔订单）。若仍在往来，只有 {tail:share} 的间隔会这么长；未来 {window:count} 天内没有订单的可能为 {silent:share}。',
    'Customers like it order every {low:count} to {high:count} days; its last order was {silence:count} days ago ({orders:count} orders in all). Were it still with us, {tail:share} of its gaps would last that long; the chance of no order within the next {window:count} days is {silent:share}.',
  ],
  later_than_usual_once: [
    '只下过一次单，已过去 {silence:count} 天；会再来的客户通常在 {low:count} 至 {high:count} 天后下第二单；未来 {window:count} 天内没有订单的可能为 {silent:share}。',
    'It ordered once, {silence:count} days ago; customers who come back place their second order after {low:count} to {high:count} days as a rule. The chance of no order within the next {window:count} days is {silent:share}.',
  ],
  warnings_record: [
    '在过去 {months:count} 个月末回看：发出 {warned:count} 次预警，其中 {precision:share} 之后确实没有下单；停单的客户中有 {recall:share} 事先得到预警，平均提前 {lead:count} 天。“超过 {times:times} 倍常规间隔未下单”的法则发出同样多的预警，准确率 {rulePrecision:share}，覆盖率 {ruleRecall:share}。',
    'Looking back at {months:count} month-ends: of {warned:count} warnings {precision:share} were right (no order followed), and {recall:share} of the customers that stopped had been warned of, {lead:count} days ahead on average. The rule “no order for {times:times} x the usual interval” gives as many warnings with {rulePrecision:share} right and {ruleRecall:share} found.',
  ],
  warnings_untested: ['历史太短，还不能检验预警的准确率。', 'The history is too short to tell how often the warnings are right.'],
} as const satisfies Record<string, readonly [string, string]>

export type ForecastCode = keyof typeof forecastTexts

/** One sentence: its code, and what it speaks of. Shares as fractions, days as civil days. */
export type ForecastReason = { readonly code: ForecastCode; readonly args: Readonly<Record<string, string | number | null>> }

/** Names of the methods, [中文, English]; rules speak of "the last window" because its length varies. */
export const methodWords: Readonly<Record<string, readonly [string, string]>> = {
  nbd: ['NBD 模型', 'the NBD model'],
  bgnbd: ['BG/NBD 模型', 'the BG/NBD model'],
  mbgnbd: ['MBG/NBD 模型', 'the MBG/NBD model'],
  bgcnbd: ['BG/CNBD-k 模型', 'the BG/CNBD-k model'],
  mbgcnbd: ['MBG/CNBD-k 模型', 'the MBG/CNBD-k model'],
  paretonbd: ['Pareto/NBD 模型', 'the Pareto/NBD model'],
  lastWindow: ['与上一个同样长的时期相同', 'same as the last period of that length'],
  ownRate: ['按客户自己的平均频率', 'the customer’s own average rate'],
  hiatus: ['久未下单即视为流失，否则按自身频率', 'gone after a long silence, else the own rate'],
  bookMean: ['所有客户取平均', 'the same for every customer'],
  none: ['假定没有订单', 'no orders at all'],
}
