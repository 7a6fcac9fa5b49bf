import { stageWords, typeWords, type Word } from '#core/segments/words.ts'
import type { CustomerType, LifecycleStage, PyramidTier } from '#core/segments/grid.ts'
import { groupWords, type StrategyGroup } from './group.ts'
import { dutyWords, hygieneStateWords } from './hygiene-words.ts'
import { type OwnNames, ownText } from './own-text.ts'
import {
  type ChoiceField,
  type FlagField,
  isFlagTest,
  isNumberTest,
  isOwnTest,
  type NumberField,
  type StartCondition,
  type StartTest,
} from './start-condition.ts'

export const tierWords: Readonly<Record<PyramidTier, Word>> = {
  mvc: ['最有价值层', 'most valuable'],
  mgc: ['最具成长层', 'most growable'],
  ordinary: ['普通层', 'ordinary'],
  bzc: ['负值层', 'below zero'],
}

export const fieldWords: Readonly<Record<ChoiceField | NumberField | FlagField | 'hygiene', Word>> = {
  type: ['客户类型', 'type'],
  group: ['策略组', 'strategy group'],
  stage: ['生命周期阶段', 'stage'],
  tier: ['金字塔层级', 'pyramid layer'],
  tag: ['标签', 'tags'],
  daysSinceOrder: ['距上次订单天数', 'days since the last order'],
  alive: ['仍在购买的概率', 'probability of still buying'],
  headroom: ['增长空间得分', 'growth head-room score'],
  warning: ['流失预警', 'early warning'],
  openConcern: ['未结服务单', 'open concern'],
  hygiene: ['基本义务', 'basic duty'],
}

const flags: Readonly<Record<FlagField, Readonly<Record<'yes' | 'no', Word>>>> = {
  warning: { yes: ['有流失预警', 'an early warning stands'], no: ['没有流失预警', 'no early warning stands'] },
  openConcern: { yes: ['有未结的投诉或咨询', 'a concern is open'], no: ['没有未结的投诉或咨询', 'no concern is open'] },
}

/** A choice in words; a tag stands for itself. */
export function choiceWord(field: ChoiceField, value: string): Word {
  if (field === 'type') return typeWords[value as CustomerType]
  if (field === 'group') return groupWords[value as StrategyGroup]
  if (field === 'stage') return stageWords[value as LifecycleStage]
  return field === 'tier' ? tierWords[value as PyramidTier] : [`“${value}”`, `“${value}”`]
}

const oneOf = (words: readonly Word[]): Word => [words.map(each => each[0]).join('或'), words.map(each => each[1]).join(' or ')]

const percent = (share: number): string => `${Math.round(share * 100)} %`

function numberText(field: NumberField, is: 'at_least' | 'at_most', value: number): Word {
  const shown = field === 'alive' ? percent(value) : String(value)
  const unit = field === 'daysSinceOrder' ? ' 天' : ''
  const [zh, en] = field === 'daysSinceOrder' ? (['距上次订单', 'days since the last order'] as const) : fieldWords[field]
  const [least, most] = [`${zh}至少 ${shown}${unit}`, `${zh}至多 ${shown}${unit}`]
  return is === 'at_least' ? [least, `${en} at least ${shown}`] : [most, `${en} at most ${shown}`]
}

/** One test as a part of a sentence, in both languages. `own`: the firm's own fields, where one is asked for. */
export function testText(test: StartTest, own?: OwnNames): Word {
  if (isOwnTest(test)) return ownText(test, own)
  if (test.field === 'hygiene') {
    const [zh, en] = test.duty === 'any' ? (['任一基本义务', 'any basic duty'] as const) : dutyWords[test.duty]
    const [zhStates, enStates] = oneOf(test.value.map(state => hygieneStateWords[state]))
    return test.is === 'in' ? [`“${zh}”为${zhStates}`, `“${en}” is ${enStates}`] : [`“${zh}”不为${zhStates}`, `“${en}” is not ${enStates}`]
  }
  if (isFlagTest(test)) return flags[test.field][test.is]
  if (isNumberTest(test)) return numberText(test.field, test.is, test.value)
  const [zh, en] = fieldWords[test.field]
  const [zhValues, enValues] = oneOf(test.value.map(value => choiceWord(test.field, value)))
  return test.is === 'in' ? [`${zh}为${zhValues}`, `${en} is ${enValues}`] : [`${zh}不为${zhValues}`, `${en} is not ${enValues}`]
}

/** A start condition as a sentence: zh-CN, en. */
export function startText({ all }: StartCondition, own?: OwnNames): Word {
  if (all.length === 0) return ['随时可以开始。', 'It may start at any time.']
  const parts = all.map(test => testText(test, own))
  return [`当${parts.map(each => each[0]).join('，且')}时开始。`, `It starts when ${parts.map(each => each[1]).join(', and ')}.`]
}
