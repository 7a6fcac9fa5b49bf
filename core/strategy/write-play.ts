import type { BondLevel, CareKind, Play, PlayEffect, PlayStep, StepKind, StepRole } from './play.ts'
import type { StartTest } from './start-condition.ts'
import type { StrategyGroup } from './group.ts'

type Pair = readonly [zh: string, en: string]

/** A step in one line: after so many workdays, who, how, what. */
export const step = (afterDays: number, role: StepRole, kind: StepKind, ...[zh, en]: Pair): PlayStep => ({
  title: { zh, en },
  afterDays,
  role,
  kind,
})

/** Shares of the 12-month net contribution that nobody has measured yet: said so. `why`: what the guess rests on. */
export const assumed = (mean: number, sd: number, ...[zh, en]: Pair): PlayEffect => ({
  measure: 'share',
  mean,
  sd,
  horizonMonths: 12,
  source: 'assumption',
  evidence: { zh: `假设，尚未在本企业测得。${zh}`, en: `Assumption, not yet measured here. ${en}` },
})

type Draft = {
  readonly name: Pair
  readonly about: Pair
  readonly group: StrategyGroup | null
  readonly yuan: number
  readonly hours: number
  readonly steps: readonly PlayStep[]
  readonly effect: PlayEffect
  readonly when?: readonly StartTest[]
  readonly bond?: BondLevel
  readonly care?: CareKind
  readonly restDays?: number
}

const play = (
  kind: Play['kind'],
  key: string,
  { name, about, group, yuan, hours, steps, effect, when, bond, care, restDays }: Draft,
): Play => ({
  key,
  name: { zh: name[0], en: name[1] },
  about: { zh: about[0], en: about[1] },
  kind,
  need: kind === 'duty' ? 'hygiene' : 'motivator',
  strategyGroup: group,
  customerTypes: [],
  bondLevel: bond ?? null,
  care: care ?? null,
  moneyMinor: yuan * 100,
  hours,
  restDays: restDays ?? (kind === 'duty' ? 30 : 180),
  startCondition: { all: when ?? [] },
  steps,
  effect,
  holdoutShare: kind === 'duty' ? 0 : 0.1,
})

/** A play that is owed: nobody is held out of it. */
export const duty = (key: string, draft: Draft): Play => play('duty', key, draft)

/** A play that is spent where something is hoped for: one customer in ten is held out. */
export const motivator = (key: string, draft: Draft): Play => play('motivator', key, draft)
