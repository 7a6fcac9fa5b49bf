import type { Language } from '#core/intake/reasons.ts'
import { moneyText } from '#core/segments/because-text.ts'
import type { PyramidTier } from '#core/segments/grid.ts'
import { bandWords, stageWords, typeWords } from '#core/segments/words.ts'
import { minorDigits } from '#core/units/money.ts'
import { inWords, type Words } from './command.ts'

/** The layers of the pyramid, from the top. */
export const tierWords: Readonly<Record<PyramidTier, Words>> = {
  mvc: ['最具价值客户', 'Most valuable'],
  mgc: ['最具增长性客户', 'Most growable'],
  ordinary: ['普通客户', 'Ordinary'],
  bzc: ['低值与负值客户', 'Low and below zero'],
}

export const stateWords: Readonly<Record<'measured' | 'estimated' | 'unknown', Words>> = {
  measured: ['实测', 'measured'],
  estimated: ['估', 'estimated'],
  unknown: ['未知', 'unknown'],
}

const columns = {
  customer: ['客户', 'Customer'],
  name: ['名称', 'Name'],
  type: ['类型', 'Type'],
  tier: ['金字塔层', 'Layer'],
  stage: ['生命周期', 'Stage'],
  current: ['当前价值', 'Current'],
  potentialBand: ['潜在价值', 'Potential'],
  potential: ['潜力分', 'Potential score'],
  netContribution: ['近 12 个月净现金流贡献', 'Net contribution, 12 months'],
  state: ['状态', 'State'],
  revenue: ['近 12 个月净销售额', 'Net sales, 12 months'],
  orders: ['订单数', 'Orders'],
  firstOrder: ['首单', 'First order'],
  lastOrder: ['末单', 'Last order'],
  confidence: ['数据可信度', 'Data confidence'],
  because: ['依据', 'Because'],
  count: ['客户数', 'Customers'],
  share: ['占比', 'Share'],
} as const satisfies Record<string, Words>

export const columnWord = (name: keyof typeof columns, language: Language): string => inWords(columns[name], language)
export const typeWord = (type: keyof typeof typeWords | null, language: Language): string =>
  type === null ? inWords(['尚未定位', 'not yet placed'], language) : inWords(typeWords[type], language)
export const stageWord = (stage: keyof typeof stageWords | null, language: Language): string =>
  stage === null ? '—' : inWords(stageWords[stage], language)
export const bandWord = (band: keyof typeof bandWords | null, language: Language): string =>
  band === null ? '—' : inWords(bandWords[band], language)

/** Money as it stands in tables: ¥1,234.50; — where it is unknown. */
export const fullMoney = (minor: number | null, currency: string, language: Language): string =>
  minor === null ? '—' : moneyText(minor, currency, language)

/** Money as it stands in pictures: ¥123.5万, £1.2M. */
export function shortMoney(minor: number, currency: string, language: Language): string {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, options).format(minor / 10 ** minorDigits(currency))
}
