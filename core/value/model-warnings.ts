import type { FitWarning, FitWarningCode } from './fit.ts'

/**
 * The sentences about fits by code, [中文, English]. `{name:kind}` stands for an argument: count, share (of a fraction), number (three digits that count),
 * text. They serve as warnings beside a fit and as the reason why there is none.
 */
const texts: Readonly<Record<FitWarningCode, readonly [string, string]>> = {
  dropout_not_identifiable: [
    '从这份数据看不出有客户离开：流失参数无法识别，所给数值不代表事实，请勿引用；其余参数不受影响。',
    'Dropout is not identifiable from these data: nothing in them shows that customers leave. The parameters of dropout are no facts; the others stand.',
  ],
  dropout_spread_not_identifiable: [
    '平均流失倾向可以看出（每次下单后 {dropout:share}），但客户之间差异多大，这份数据分不清：流失的两个参数单独看没有意义。',
    'The mean chance to leave shows (after an order: {dropout:share}), but not how much customers differ in it: the two parameters of dropout mean nothing one by one.',
  ],
  everyone_leaves: [
    '按这份数据，几乎所有客户下单后随即离开：流失参数已到极限，无法识别。请检查日期列和观察截止日是否正确。',
    'By these data nearly everyone leaves at once: dropout is at its bound and cannot be identified. Check the date column and the last day of observation.',
  ],
  rates_alike: [
    '客户下单频率几乎没有差别：频率分布的参数趋于无穷，只有平均频率有意义。',
    'Customers hardly differ in how often they order: the parameters of that distribution run to infinity, and only the mean rate has a meaning.',
  ],
  rates_not_identifiable: [
    '重复订单太少或过于集中，下单频率的分布无法识别：请扩大时间范围，或改用弱先验（--prior weak）。',
    'Repeat orders are too few, or too few customers place them, to identify how often customers order: take a longer period, or the weak prior (--prior weak).',
  ],
  k_at_bound: [
    '下单间隔的规律性达到上限 k = {k:count}：客户可能按固定周期下单，实际规律性可能更高。',
    'The regularity of the gaps reached its limit of k = {k:count}: customers may order by a fixed cycle, and may be more regular still.',
  ],
  k_without_gaps: [
    '汇总表没有各次间隔，无法判断规律性 k（此处用 k = {k:count}），不同 k 的对数似然也不可比；请提供逐笔订单，或加一列“间隔对数之和”。',
    'A table of x, t_x and T does not tell the single gaps, so k cannot be judged (k = {k:count} is used) and log-likelihoods of different k do not compare. Give the orders themselves, or a column with the sum of ln(gap).',
  ],
  few_customers: [
    '只有 {customers:count} 个客户，不足 {fewest:count} 个，单凭数据估计不出客户群体；可借助弱先验（--prior weak），但那时结果主要来自先验而非数据。',
    'This book has {customers:count} of the {fewest:count} customers that a population takes at least. The weak prior (--prior weak) helps, but then the prior says more than the data.',
  ],
  few_gaps: [
    '只有 {gaps:count} 次重复下单，不足 {fewest:count} 次，看不出下单节奏；请扩大时间范围，或借助弱先验（--prior weak），但那时结果主要来自先验而非数据。',
    'This book has {gaps:count} of the {fewest:count} repeat orders that a rhythm takes at least. Take a longer period; the weak prior (--prior weak) helps, but then it says more than the data.',
  ],
  no_customers: [
    '没有可用的客户：请检查列是否选对，以及观察截止日之前是否有订单。',
    'There is no customer to fit: check the columns, and whether there are orders up to the last day of observation.',
  ],
  no_time: [
    '所有客户都是观察截止日当天才首次下单，还没有时间可供观察；请换一个更晚的截止日（--until）。',
    'Every customer placed its first order on the last day of observation: no time has passed yet. Choose a later day (--until).',
  ],
  day_rounding: [
    '平均每 {days:number} 天就有一次订单，而日期只精确到天、同日订单合并：下单频率会被低估几个百分点（alpha 偏高）。',
    'Orders come every {days:number} days on average, while dates are whole days and orders of one day are one: rates come out some per cent too low (alpha too high).',
  ],
  not_converged: [
    '求解没有完全收敛（剩余梯度 {gradient:number}）：参数只是近似值，请谨慎使用。',
    'The search did not settle (a gradient of {gradient:number} is left): the parameters are approximate, use them with care.',
  ],
  hessian_not_positive: [
    '解不是一个清晰的最高点：数据几乎分不清参数的某种组合，标准误不可靠。',
    'The solution is no clear peak: the data hardly tell some combination of the parameters, and standard errors cannot be relied on.',
  ],
  starts_disagree: [
    '从不同起点得到了不同的解，已采用似然最高的一个；可能还有更好的。',
    'Different starts led to different solutions. The likeliest is given; there may be a better one.',
  ],
  parameter_at_bound: [
    '参数 {parameter:text} 已到极限，这份数据无法识别它，所给数值不代表事实。',
    'The parameter {parameter:text} ran to its bound: these data do not identify it, and its figure is no fact.',
  ],
  not_a_count: [
    '第 {row:count} 行的重复订单数 x 不是非负整数；请改正该行。',
    'In row {row:count} the number of repeat orders x is not a whole number of 0 or more: correct the row.',
  ],
  not_a_time: [
    '第 {row:count} 行的时间（t_x 或 T）不是非负数；请改正该行。',
    'In row {row:count} a time (t_x or T) is not a number of 0 or more: correct the row.',
  ],
  recency_after_age: [
    '第 {row:count} 行的末次订单时间 t_x 晚于观察时长 T；请检查两列是否对调。',
    'In row {row:count} the last order (t_x) is later than the end of observation (T): check whether the two columns are swapped.',
  ],
  recency_without_repeat: [
    '第 {row:count} 行没有重复订单（x = 0），末次订单时间 t_x 却大于 0；请改正该行。',
    'In row {row:count} there is no repeat order (x = 0), yet t_x is above 0: correct the row.',
  ],
  rows_left_out: [
    '有 {rows:count} 行不可能出现（如 x 大于 n，或 t_x 小于 x），已略去。',
    '{rows:count} rows cannot occur (x above n, or t_x below x, for instance) and were left out.',
  ],
  not_a_cohort: [
    '有 {cohorts:count} 组客户的留存数不是逐期不增的非负数，已略去；留存数应从期初开始逐期列出。',
    '{cohorts:count} cohorts were left out: survivors must be numbers of 0 or more that never rise from period to period.',
  ],
  spend_left_out: [
    '有 {customers:count} 个客户的平均金额为零或负数，已略去：Gamma-Gamma 模型只适用于正的金额，退货与成本应另行核算。',
    '{customers:count} customers with a mean amount of zero or less were left out: Gamma-Gamma holds positive spend only; returns and costs are to be modelled apart.',
  ],
  nobody_spends: [
    '没有一个重复购买的客户有正的金额，无法拟合消费额；请检查金额列。',
    'No repeat customer has a positive amount, so spend cannot be fitted: check the column of amounts.',
  ],
  spends_alike: [
    '所有客户的平均金额相同，消费额没有可估计的差异。',
    'All customers spend the same on average: there is no difference between them to estimate.',
  ],
  spend_follows_frequency: [
    '金额与下单次数相关（相关系数 {correlation:number}），而模型假定二者无关：按客户估计的金额可能有偏差。',
    'Spend goes with the number of orders (correlation {correlation:number}), while the model takes them as independent: spend by customer may be biased.',
  ],
  spend_mean_infinite: [
    '消费额分布的尾部过长（q = {q:number} ≤ 1），总体平均值不存在；只有已购客户的估计可用。',
    'The tail of spend is too long (q = {q:number}, not above 1): the mean of the population does not exist. Only estimates of customers who bought can be used.',
  ],
  horizon_zero: [
    '预测期为零：预期订单数为 0，只有活跃概率有意义。',
    'The horizon is zero: expected orders are 0, and only P(alive) has a meaning.',
  ],
  range_rough: [
    '参数的不确定性较大，有效抽样只有 {points:count} 个：区间只是粗略估计。',
    'The parameters are so uncertain that only {points:count} draws carry weight: the ranges are rough.',
  ],
  industry_prior: [
    '只有 {customers:count} 个客户、{gaps:count} 次重复下单，不足以估计这本账自己的规律：预测与区间取自行业经验，再按各客户自己的历史修正。',
    "This book has too little for a pattern of its own (customers: {customers:count}, repeat orders: {gaps:count}): forecast and ranges rest on the experience of the industry, moved by each customer's own history.",
  ],
}

function written(value: number | string | undefined, kind: string, lang: 'zh-CN' | 'en'): string {
  if (typeof value === 'string') return value
  if (value === undefined || !Number.isFinite(value)) return lang === 'en' ? 'unknown' : '未知'
  if (kind === 'share' && value > 0 && value < 0.01) return lang === 'en' ? 'under 1%' : '不到 1%'
  if (kind === 'share') return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 0 }).format(value)
  return new Intl.NumberFormat(lang, kind === 'count' ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 }).format(value)
}

/** The sentence of a warning, or of a refusal, in a language. */
export function fitWarningText({ code, args }: FitWarning, lang: 'zh-CN' | 'en'): string {
  return texts[code][lang === 'en' ? 1 : 0].replace(/\{(\w+):(\w+)\}/g, (_, name: string, kind: string) => written(args[name], kind, lang))
}
