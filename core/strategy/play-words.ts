import type { Word } from '#core/segments/words.ts'
import type { BondLevel, CareKind, EffectSource, PlayKind, RunSource, RunState, StepKind, StepRole } from './play.ts'

export const playKindWords: Readonly<Record<PlayKind, Word>> = {
  duty: ['基本义务（保健）', 'Duty (hygiene)'],
  motivator: ['激励', 'Motivator'],
}

export const bondWords: Readonly<Record<BondLevel, Word>> = {
  1: ['财务性联系', 'financial bond'],
  2: ['社会性联系', 'social bond'],
  3: ['结构性联系', 'structural bond'],
}

export const careWords: Readonly<Record<CareKind, Word>> = {
  service: ['增值服务', 'Service'],
  gift: ['礼品', 'Gift'],
  discount: ['折扣', 'Discount'],
}

export const runStateWords: Readonly<Record<RunState, Word>> = {
  planned: ['待开始', 'Planned'],
  running: ['执行中', 'Running'],
  done: ['已完成', 'Done'],
  stopped: ['已停止', 'Stopped'],
}

export const runSourceWords: Readonly<Record<RunSource, Word>> = {
  plan: ['预算计划', 'Plan'],
  case: ['流失案例', 'Decline case'],
  manual: ['手工', 'By hand'],
}

export const stepRoleWords: Readonly<Record<StepRole, Word>> = {
  owner: ['负责人', 'owner'],
  manager: ['经理', 'manager'],
  service: ['客服', 'service'],
  marketing: ['市场', 'marketing'],
  planner: ['计划', 'planner'],
}

export const stepKindWords: Readonly<Record<StepKind, Word>> = {
  visit: ['拜访', 'visit'],
  call: ['电话', 'call'],
  message: ['消息', 'message'],
  email: ['邮件', 'e-mail'],
  meeting: ['会议', 'meeting'],
  note: ['内部', 'desk work'],
}

export const effectSourceWords: Readonly<Record<EffectSource, Word>> = {
  assumption: ['假设', 'assumed'],
  measured: ['实测', 'measured'],
}
