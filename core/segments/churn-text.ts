import { type Lang, type Word } from './words.ts'
import { moneyText } from './because-text.ts'
import type { ChurnReason } from './churn-events.ts'

const texts: Readonly<Record<ChurnReason['code'] | 'definition_churned' | 'definition_partial' | 'definition_value', Word>> = {
  churned_unlikely: [
    '已 {silence} 天没有下单，平时约每 {mu} 天一次；按购买模型，仍在合作的概率只有 {alive}。',
    'No order for {silence} days, against one every {mu} or so before. By the purchase model it is still a customer with a probability of only {alive}.',
  ],
  churned_silent: [
    '已 {silence} 天没有下单，超过 180 天，也超过平时间隔（约 {mu} 天）的 4 倍。',
    'No order for {silence} days: over 180, and over four times its usual {mu}.',
  ],
  partial_sales: [
    '仍在下单，但近 12 个月净销售额由 {before} 降到 {now}（少了 {fall}）。',
    'Still ordering, but net sales of 12 months went from {before} to {now} ({fall} less).',
  ],
  definition_churned: [
    '流失：月末时仍在合作的概率低于 20%，或已超过 180 天且超过平时间隔的 4 倍没有下单。',
    'Lost: at a month-end the probability of still being a customer is under 20%, or there was no order for over 180 days and over four usual intervals.',
  ],
  definition_partial: [
    '部分流失：仍在下单，但近 12 个月净销售额比再往前 12 个月少了 25% 及以上。',
    'Lost in part: still ordering, with net sales of the last 12 months 25% or more below those of the 12 before.',
  ],
  definition_value: [
    '损失金额：流失前 12 个月的净贡献，减去如今还剩下的部分（一年）。',
    'Value lost: the net contribution of the 12 months before, less what is left of it, a year.',
  ],
}

type Told = { readonly code: string; readonly args: Readonly<Record<string, number>> }

function shown(name: string, value: number, currency: string, lang: Lang): string {
  if (name === 'before' || name === 'now') return moneyText(value, currency, lang)
  if (name === 'alive' || name === 'fall') return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 0 }).format(value)
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 0 }).format(value)
}

/** The sentence of a loss, or of what counts as one, with money in the book's currency. */
export function churnText({ code, args }: Told, lang: Lang, currency: string): string {
  const text = texts[code as keyof typeof texts][lang === 'en' ? 1 : 0]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(name, args[name] ?? 0, currency, lang))
}

export const churnDefinitions = ['definition_churned', 'definition_partial', 'definition_value'] as const
export const churnCodes = Object.keys(texts)
