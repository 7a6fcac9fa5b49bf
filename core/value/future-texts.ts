import type { OutlookModel } from './outlook-model.ts'
import type { ValuationSettings } from './settings.ts'

/** Why the figures of the future come from where they come from, [中文, English]. */
export const modelTexts = {
  model_rhythm: [
    '按本公司的设置，仍在合作的概率只看客户自身的下单节奏；订单数、下次下单和生命周期价值仍按购买模型推算。',
    'By your settings the probability of still being a customer follows its own rhythm alone; expected orders, the next order and lifetime value still come from the purchase model.',
  ],
  model_industry: [
    '客户或重复订单太少（{customers} 家客户，{repeat} 家有重复订单），拟合不出自己的模型：先用同行经验，再按每家客户自己的历史修正，区间因此较宽。',
    'There are too few customers or repeat orders to fit a model of your own ({customers} customers, {repeat} with a repeat order). The experience of the trade stands in, corrected by each customer’s own history; ranges are wide for that reason.',
  ],
  model_weak: [
    '根据 {customers} 家客户（{repeat} 家有重复订单）拟合；客户不多，因此以宽松的同行经验作为起点，避免得出“没有人会流失”这样的结论。',
    'Fitted to {customers} customers ({repeat} with a repeat order). They are few, so a weak belief from the trade is added, which keeps a handful of accounts from saying that nobody ever leaves.',
  ],
  model_book: [
    '根据 {customers} 家客户（{repeat} 家有重复订单）截至{until}的订单拟合，没有借用外部经验。',
    'Fitted to the orders of {customers} customers ({repeat} with a repeat order) up to {until}; nothing was borrowed from elsewhere.',
  ],
  validation_open: ['正在用过去的数据检验预测，请稍后再看。', 'The forecast is being tested against the past. Look again shortly.'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>

export type ModelTextCode = keyof typeof modelTexts
export type ModelReason = { readonly code: ModelTextCode; readonly args: Readonly<Record<string, string | number>> }

/** Why this model, in one sentence. */
export function modelReasonOf(
  { prior, fit, until }: OutlookModel,
  { purchaseModel }: Pick<ValuationSettings, 'purchaseModel'>,
): ModelReason {
  const args = { customers: fit.customers, repeat: fit.repeatCustomers, until }
  if (purchaseModel === 'rhythm') return { code: 'model_rhythm', args }
  return { code: ({ industry: 'model_industry', weak: 'model_weak', none: 'model_book' } as const)[prior], args }
}

/** The sentence of a reason; `shown` writes an argument, days above all. */
export function modelText({ code, args }: ModelReason, lang: 'zh-CN' | 'en', dayText: (day: number) => string): string {
  const text: string = modelTexts[code][lang === 'en' ? 1 : 0]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = args[name]
    return name === 'until' && typeof value === 'number' ? dayText(value) : String(value ?? '')
  })
}
