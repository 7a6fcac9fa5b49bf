import type { Word } from '#core/segments/words.ts'
import { colourOf, type HygieneDuty, type HygieneFinding, type HygieneState } from './hygiene.ts'

export const dutyWords: Readonly<Record<HygieneDuty, Word>> = {
  delivered: ['按承诺交付', 'delivered as promised'],
  order_right: ['订单准确', 'order right'],
  invoice_right: ['开票准确', 'invoice right'],
  complaints: ['投诉按时答复', 'complaints answered in time'],
  quality: ['质量稳定', 'quality stable'],
  open_price: ['价格公开', 'open price'],
  data_safe: ['客户数据安全', 'customer’s data safe'],
}

export const hygieneStateWords: Readonly<Record<HygieneState, Word>> = {
  green: ['达标', 'kept'],
  amber: ['临界', 'near the limit'],
  red: ['未达标', 'broken'],
  unknown: ['未知', 'not known'],
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

function figure({ value, hits, events, limit }: HygieneFinding): Word | undefined {
  if (value === null || limit === null) return undefined
  const [share, bound] = [percent(value), percent(limit.red)]
  return limit.isMost
    ? [`${share}（${events} 行中 ${hits} 起索赔），上限 ${bound}`, `${share} (${hits} claims on ${events} lines), at most ${bound}`]
    : [`${share}（${events} 次中 ${hits} 次），下限 ${bound}`, `${share} (${hits} of ${events}), at least ${bound}`]
}

/** What is said of a broken duty: its name, the figure against its limit, and how many complaints are overdue. */
export function brokenText(finding: HygieneFinding): Word {
  const [zh, en] = dutyWords[finding.duty]
  const isFigure = finding.value !== null && finding.limit !== null && colourOf(finding.value, finding.limit) === 'red'
  const found = isFigure ? figure(finding) : undefined
  const parts: Word[] = [
    ...(found !== undefined ? [found] : []),
    ...(finding.overdue > 0
      ? ([[`${finding.overdue} 起投诉逾期未结`, `${finding.overdue} overdue complaint${finding.overdue > 1 ? 's' : ''} open`]] as const)
      : []),
    ...(finding.limit === null ? ([['最近一次检查的回答是“否”', 'the last check answered no']] as const) : []),
  ]
  return [`${zh}：${parts.map(each => each[0]).join('，')}`, `${en}: ${parts.map(each => each[1]).join(', ')}`]
}
