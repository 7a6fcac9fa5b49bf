/** The key figures of a firm in their groups (docs/methods/kpi.md). The six duties carry this product's own wording. */
export const kpiGroups = ['win_keep_grow', 'identify_acquire_keep', 'duties', 'satisfaction'] as const
export type KpiGroup = (typeof kpiGroups)[number]

export const kpis = [
  'new_customers',
  'retained_share',
  'kept_growth',
  'identified_share',
  'won_share',
  'acquisition_cost',
  'kept_customers',
  'know',
  'need',
  'respond',
  'deliver',
  'support',
  'care',
  'satisfaction',
  'cost_share',
  'profit',
] as const
export type Kpi = (typeof kpis)[number]

/** A share is 0..1, points are of 100, money is in minor units. */
export type KpiUnit = 'count' | 'share' | 'points' | 'money'
export type KpiShape = { readonly group: KpiGroup; readonly unit: KpiUnit; readonly better: 'up' | 'down' }

const of = (group: KpiGroup, unit: KpiUnit, better: 'up' | 'down' = 'up'): KpiShape => ({ group, unit, better })

export const kpiShapes: Readonly<Record<Kpi, KpiShape>> = {
  new_customers: of('win_keep_grow', 'count'),
  retained_share: of('win_keep_grow', 'share'),
  kept_growth: of('win_keep_grow', 'share'),
  identified_share: of('identify_acquire_keep', 'share'),
  won_share: of('identify_acquire_keep', 'share'),
  acquisition_cost: of('identify_acquire_keep', 'money', 'down'),
  kept_customers: of('identify_acquire_keep', 'count'),
  know: of('duties', 'points'),
  need: of('duties', 'share'),
  respond: of('duties', 'share'),
  deliver: of('duties', 'share'),
  support: of('duties', 'share'),
  care: of('duties', 'share'),
  satisfaction: of('satisfaction', 'points'),
  cost_share: of('satisfaction', 'share', 'down'),
  profit: of('satisfaction', 'money'),
}

const isOfWhole = (kpi: Kpi) => kpiShapes[kpi].unit === 'share' && kpi !== 'kept_growth' && kpi !== 'cost_share'

/** Between what a target may lie, in the unit of its figure: a part of a whole is 0..1, points are 0..100, nothing counted is below 0; growth and profit may fall. */
export function targetRange(kpi: Kpi): readonly [least: number, most: number] {
  if (isOfWhole(kpi)) return [0, 1]
  if (kpiShapes[kpi].unit === 'points') return [0, 100]
  return [kpi === 'kept_growth' || kpi === 'profit' ? -Infinity : 0, Infinity]
}

/** A part over a whole, where there is a whole. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** The change of a sum against what it was; null where it was nothing or less: growth from there says nothing. */
export const growthOf = (now: number, before: number): number | null => (before > 0 ? now / before - 1 : null)

/** Whether a figure meets its target; undefined where one of the two is missing. */
export function meetsTarget(kpi: Kpi, value: number | null, target: number | null): boolean | undefined {
  if (value === null || target === null) return undefined
  return kpiShapes[kpi].better === 'up' ? value >= target : value <= target
}

type Words = Readonly<Record<string, readonly [string, string]>>

export const kpiGroupWords = {
  win_keep_grow: ['赢得 · 留住 · 做大', 'Win, keep, grow'],
  identify_acquire_keep: ['识别 · 获取 · 维系', 'Identify, acquire, keep'],
  duties: ['客户关系的六项职责', 'Six duties towards customers'],
  satisfaction: ['满意与成本、利润并看', 'Satisfaction beside cost and profit'],
} as const satisfies Words

export const kpiWords: Readonly<Record<Kpi, readonly [string, string]>> = {
  new_customers: ['新客户（当月首单）', 'New customers (first order in the month)'],
  retained_share: ['留存率', 'Customers kept'],
  kept_growth: ['留存客户贡献增长', 'Growth of contribution of those kept'],
  identified_share: ['已识别客户占比', 'Customers identified'],
  won_share: ['商机赢单率（当月）', 'Opportunities won (month)'],
  acquisition_cost: ['单个获客成本', 'Cost to win a customer'],
  kept_customers: ['留存客户数', 'Number of customers kept'],
  know: ['了解：资料完整度', 'Know them: how complete the record is'],
  need: ['懂得：需求有记录', 'Know what they need: needs written down'],
  respond: ['回应：按时首次答复', 'Answer them: first answer in time'],
  deliver: ['兑现：按承诺日交付', 'Keep the promise: delivered by the day promised'],
  support: ['善后：问题按时解决', 'Stand by them: solved in time'],
  care: ['关怀：当月有联系', 'Care for them: in contact in the month'],
  satisfaction: ['客户满意度', 'Satisfaction of customers'],
  cost_share: ['成本占销售比', 'Cost as a share of sales'],
  profit: ['净贡献（12 个月）', 'Net contribution (12 months)'],
}

/** How each figure is reckoned, in plain words. */
export const kpiFormulas: Readonly<Record<Kpi, readonly [string, string]>> = {
  new_customers: ['首张订单落在当月的客户数。', 'Customers whose first order lies in the month.'],
  retained_share: [
    '一年前有销售的客户里，最近 12 个月仍有销售的比例。',
    'Of the customers with sales in the 12 months up to a year ago, the share with sales in the last 12 months.',
  ],
  kept_growth: [
    '留存客户最近 12 个月净贡献之和 ÷ 其一年前之和 − 1；一年前不为正则无数据。',
    'Net contribution of the kept in 12 months over theirs a year ago, less 1; no data where that was not above 0.',
  ],
  identified_share: [
    '有销售的客户里，已定类型且数据可信度 ≥ 0.5 的比例。',
    'Of the customers with sales, the share that has a type with a confidence of data of at least 0.5.',
  ],
  won_share: ['当月关闭的商机里赢单的比例。', 'Of the opportunities closed in the month, the share won.'],
  acquisition_cost: [
    '当月赢单商机登记的获客成本的平均；没有登记成本的不计。',
    'Mean cost to acquire of the opportunities won in the month; those without a cost are left out.',
  ],
  kept_customers: [
    '一年前有销售、最近 12 个月仍有销售的客户数。',
    'Customers with sales a year ago that still have sales in the last 12 months.',
  ],
  know: ['客户资料完整度的平均（0–100），只有现在的数。', 'Mean completeness of the records, 0 to 100; known for now alone.'],
  need: [
    '有销售的客户里，记录了需求的比例，只有现在的数。',
    'Of the customers with sales, the share with a need on record; known for now alone.',
  ],
  respond: [
    '当月收到的诉求里，在承诺时间内首次答复的比例。',
    'Of the concerns received in the month, the share first answered by the time promised.',
  ],
  deliver: ['承诺日在当月的交付里，按日或提前送达的比例。', 'Of the deliveries promised for the month, the share delivered by that day.'],
  support: [
    '当月收到的诉求里，在承诺时间内解决的比例。',
    'Of the concerns received in the month, the share resolved by the time promised.',
  ],
  care: ['有销售的客户里，当月有过已完成联系的比例。', 'Of the customers with sales, the share with a contact done in the month.'],
  satisfaction: [
    '当月客户问卷“满意”题的平均（0–100），至少 3 份答卷。',
    'Mean of the satisfaction asked of customers in the month, 0 to 100, from at least 3 answers.',
  ],
  cost_share: ['1 − 净贡献 ÷ 净销售额，最近 12 个月。', '1 less net contribution over net sales, 12 months.'],
  profit: ['所有客户最近 12 个月净贡献之和。', 'Sum of the net contribution of all customers, 12 months.'],
}
