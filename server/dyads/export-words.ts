import type { CustomerColumn, CustomerRow } from '#contract/dyads/customer-list.ts'
import type { Standing } from '#contract/dyads/standing.ts'
import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'
import type { CustomerKind } from '#core/dyads/customer.ts'
import type { WarningCode } from '#core/value/future.ts'
import type { PyramidTier } from '#core/segments/grid.ts'
import { bandWords, stageWords, typeWords } from '#core/segments/words.ts'
import type { CsvCell } from '#core/units/csv-line.ts'
import { minorDigits } from '#core/units/money.ts'

const kindWords: Record<CustomerKind, Words> = {
  end_consumer: ['消费者', 'End consumer'],
  shopper: ['顾客', 'Shopper'],
  enterprise: ['企业客户', 'Enterprise'],
  intermediary: ['中间客户', 'Intermediary'],
  channel: ['渠道客户', 'Channel'],
}
const tierWords: Record<PyramidTier, Words> = {
  mvc: ['最具价值客户', 'Most valuable'],
  mgc: ['最具成长性客户', 'Most growable'],
  ordinary: ['普通客户', 'Ordinary'],
  bzc: ['负值客户', 'Below zero'],
}
const stateWords = { measured: ['实测', 'measured'], estimated: ['估算', 'estimated'], unknown: ['未知', 'unknown'] } as const
const buyingWords = {
  smooth: ['平稳', 'smooth'],
  erratic: ['波动', 'erratic'],
  intermittent: ['间断', 'intermittent'],
  lumpy: ['零散', 'lumpy'],
} as const

export const columnTitles: Record<CustomerColumn, Words> = {
  name: ['客户名称', 'Customer name'],
  nameEn: ['英文名称', 'English name'],
  shortName: ['简称', 'Short name'],
  code: ['客户编码', 'Customer code'],
  customerKind: ['客户类别', 'Customer kind'],
  owner: ['负责人', 'Owner'],
  department: ['部门', 'Department'],
  country: ['国家', 'Country'],
  region: ['地区', 'Region'],
  city: ['城市', 'City'],
  industry: ['行业', 'Industry'],
  completeness: ['资料完整度 %', 'Completeness %'],
  createdAt: ['建档时间', 'Created'],
  type: ['客户类型', 'Type'],
  tier: ['金字塔层', 'Tier'],
  stage: ['生命周期', 'Stage'],
  currentBand: ['当前价值档', 'Current value band'],
  potentialBand: ['潜在价值档', 'Potential value band'],
  pending: ['待确认变动', 'Pending move'],
  provisional: ['暂定', 'Provisional'],
  belowZero: ['净贡献为负', 'Below zero'],
  netContribution: ['净贡献（近12个月）', 'Net contribution, 12 months'],
  netContributionState: ['净贡献状态', 'State of net contribution'],
  netSales: ['净销售额（近12个月）', 'Net sales, 12 months'],
  potential: ['潜在价值分', 'Potential score'],
  dataConfidence: ['数据可信度', 'Data confidence'],
  orders: ['订单数', 'Orders'],
  firstOrder: ['首单日期', 'First order'],
  lastOrder: ['最近订单', 'Last order'],
  mu: ['通常间隔（天）', 'Usual interval, days'],
  recency: ['距上次/间隔', 'Recency in intervals'],
  growth: ['半年同比', 'Growth on a year before'],
  adi: ['ADI', 'ADI'],
  cv2: ['CV²', 'CV²'],
  buyingClass: ['采购规律', 'Buying pattern'],
  movedOn: ['类型变动日', 'Type since'],
  stageSince: ['阶段起始日', 'Stage since'],
  pAlive: ['仍活跃的概率', 'P(alive)'],
  expectedOrders: ['预计订单数（未来12个月）', 'Expected orders, 12 months'],
  expectedOrdersLow: ['预计订单数下限', 'Expected orders, low'],
  expectedOrdersHigh: ['预计订单数上限', 'Expected orders, high'],
  nextOrder: ['预计下次下单', 'Next order expected'],
  nextOrderFrom: ['下次下单最早', 'Next order, from'],
  nextOrderTo: ['下次下单最迟', 'Next order, to'],
  clv: ['客户生命周期价值', 'Customer lifetime value'],
  clvLow: ['生命周期价值下限', 'Lifetime value, low'],
  clvHigh: ['生命周期价值上限', 'Lifetime value, high'],
  warning: ['预警', 'Early warning'],
  atStake: ['预警涉及金额（一年）', 'At stake, a year'],
  churn: ['流失', 'Churn'],
}

const warningWords: Record<WarningCode, Words> = {
  later_than_own_rhythm: ['比自身节奏晚', 'Later than its own rhythm'],
  later_than_customers_alike: ['比同类客户晚', 'Later than customers like it'],
  later_than_usual_once: ['首单后迟迟未再下单', 'No second order when others had one'],
}
const churnWords = { churned: ['已流失', 'lost'], partial: ['部分流失', 'lost in part'] } as const

const rounded = (value: number | null | undefined, digits: number) => (value == null ? null : Number(value.toFixed(digits)))

type Speaker = {
  readonly say: (words: Words | undefined | null) => string | null
  readonly amount: (minor: number | null) => number | null
}
type Cell = (standing: Standing, speaker: Speaker) => CsvCell

type Expected = 'pAlive' | 'expectedOrders' | 'expectedOrdersLow' | 'expectedOrdersHigh'

const figure =
  (column: 'potential' | 'mu' | 'dataConfidence' | 'recency' | 'growth' | 'adi' | 'cv2' | Expected, digits: number): Cell =>
  standing =>
    rounded(standing[column], digits)
const yes =
  (is: (standing: Standing) => boolean): Cell =>
  (standing, { say }) =>
    is(standing) ? say(['是', 'yes']) : null

const ofStanding: Partial<Record<CustomerColumn, Cell>> = {
  type: ({ type }, { say }) => say(type && typeWords[type]),
  tier: ({ tier }, { say }) => say(tier && tierWords[tier]),
  stage: ({ stage }, { say }) => say(stage && stageWords[stage]),
  currentBand: ({ currentBand }, { say }) => say(currentBand && bandWords[currentBand]),
  potentialBand: ({ potentialBand }, { say }) => say(potentialBand && bandWords[potentialBand]),
  pending: yes(standing => standing.pendingCurrentBand !== null || standing.pendingPotentialBand !== null),
  provisional: yes(standing => standing.provisional),
  belowZero: yes(standing => standing.belowZero),
  netContribution: ({ netContributionMinor }, { amount }) => amount(netContributionMinor),
  netContributionState: ({ netContributionState }, { say }) => say(stateWords[netContributionState]),
  netSales: ({ netSalesMinor }, { amount }) => amount(netSalesMinor),
  buyingClass: ({ buyingClass }, { say }) => say(buyingClass && buyingWords[buyingClass]),
  potential: figure('potential', 1),
  mu: figure('mu', 1),
  dataConfidence: figure('dataConfidence', 3),
  recency: figure('recency', 3),
  growth: figure('growth', 3),
  adi: figure('adi', 3),
  cv2: figure('cv2', 3),
  orders: ({ orders }) => orders,
  firstOrder: ({ firstOrder }) => firstOrder,
  lastOrder: ({ lastOrder }) => lastOrder,
  movedOn: ({ movedOn }) => movedOn,
  stageSince: ({ stageSince }) => stageSince,
  pAlive: figure('pAlive', 3),
  expectedOrders: figure('expectedOrders', 1),
  expectedOrdersLow: figure('expectedOrdersLow', 1),
  expectedOrdersHigh: figure('expectedOrdersHigh', 1),
  nextOrder: ({ nextOrder }) => nextOrder,
  nextOrderFrom: ({ nextOrderFrom }) => nextOrderFrom,
  nextOrderTo: ({ nextOrderTo }) => nextOrderTo,
  clv: ({ clvMinor }, { amount }) => amount(clvMinor),
  clvLow: ({ clvLowMinor }, { amount }) => amount(clvLowMinor),
  clvHigh: ({ clvHighMinor }, { amount }) => amount(clvHighMinor),
  warning: ({ warning }, { say }) => say(warning && warningWords[warning]),
  atStake: ({ atStakeMinor }, { amount }) => amount(atStakeMinor),
  churn: ({ churn }, { say }) => say(churn && churnWords[churn]),
}

function speakerIn(language: Language, currency: string): Speaker {
  const digits = minorDigits(currency)
  return {
    say: words => (words ? inLanguage(words, language) : null),
    amount: minor => rounded(minor === null ? null : minor / 10 ** digits, digits),
  }
}

const onCustomer: Partial<Record<CustomerColumn, (row: CustomerRow, language: Language) => CsvCell>> = {
  name: row => row.name,
  nameEn: row => row.nameEn,
  shortName: row => row.shortName,
  code: row => row.code,
  customerKind: (row, language) => row.customerKind && inLanguage(kindWords[row.customerKind], language),
  owner: row => row.ownerName,
  department: row => row.departmentName,
  country: row => row.country,
  region: row => row.region,
  city: row => row.city,
  industry: row => row.industry,
  completeness: row => row.completeness,
  createdAt: row => new Date(row.createdAt).toISOString(),
}

/** What stands in one column of an exported customer, in words of the language; money in whole units of the currency. */
export function exportCell(column: CustomerColumn, row: CustomerRow, language: Language, currency: string): CsvCell {
  const own = onCustomer[column]
  if (own) return own(row, language)
  return row.standing ? ofStanding[column]?.(row.standing, speakerIn(language, currency)) : null
}
