import type { SubIndex } from '#core/value/settings.ts'
import type { ValuePart } from '#core/value/valuation.ts'
import type { Band, CustomerType, LifecycleStage } from './grid.ts'

export type Lang = 'zh-CN' | 'en'
/** A word in both languages: zh-CN, en. */
export type Word = readonly [zh: string, en: string]

export const bandWords: Readonly<Record<Band, Word>> = { low: ['低', 'low'], medium: ['中', 'medium'], high: ['高', 'high'] }

export const typeWords: Readonly<Record<CustomerType, Word>> = {
  pioneering: ['开拓型', 'pioneering'],
  star: ['明星型', 'star'],
  gold: ['黄金型', 'gold'],
  activatable: ['可激活型', 'activatable'],
  promising: ['潜力型', 'promising'],
  mature: ['成熟型', 'mature'],
  release: ['放弃型', 'release'],
  endangered: ['危险型', 'endangered'],
  overmature: ['过成熟型', 'overmature'],
}

export const stageWords: Readonly<Record<LifecycleStage, Word>> = {
  prospect: ['潜在期', 'prospect'],
  development: ['开发期', 'development'],
  growth: ['成长期', 'growth'],
  maturity: ['成熟期', 'maturity'],
  decline: ['衰退期', 'decline'],
  termination: ['终止期', 'termination'],
}

export const subIndexWords: Readonly<Record<SubIndex, Word>> = {
  headroom: ['增长空间', 'growth headroom'],
  perception: ['感知与需求满足', 'perception and needs met'],
  loyalty: ['忠诚度', 'loyalty'],
  outlook: ['生命周期前景', 'lifecycle outlook'],
  strategic: ['战略与影响价值', 'strategic and influence value'],
}

export const partWords: Readonly<Record<ValuePart, Word>> = {
  netSales: ['净销售额', 'net sales'],
  costOfGoods: ['商品成本', 'cost of goods'],
  rebates: ['返利', 'rebates'],
  claims: ['索赔', 'claims'],
  freight: ['直接物流费用', 'freight'],
  order: ['订单处理', 'order handling'],
  line: ['订单行处理', 'line handling'],
  delivery: ['送货', 'deliveries'],
  rushDelivery: ['加急送货', 'rush deliveries'],
  visit: ['拜访', 'visits'],
  call: ['电话', 'calls'],
  complaint: ['投诉处理', 'complaints'],
  return: ['退货处理', 'returns'],
  creditNote: ['红字单据', 'credit notes'],
  financing: ['应收账款资金成本', 'financing of receivables'],
}
