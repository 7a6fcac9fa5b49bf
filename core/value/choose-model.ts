import type { Baseline } from './baselines.ts'
import type { PurchaseModelName } from './fit.ts'
import type { ForecastReason } from './forecast-texts.ts'
import { type MethodRecord, recordOf, type Trial } from './validation.ts'
import { type Candidate, isRule } from './validation-forecasts.ts'

/**
 * What may be chosen, in the order of preference: of equals the first is taken. Rules before models; of these MBG/CNBD-k, whose k the data choose (with
 * k = 1 it is MBG/NBD), before BG, which takes everybody with a single order for alive.
 */
export const eligibleRules: readonly Baseline[] = ['lastWindow', 'ownRate', 'hiatus']
export const triedModels: readonly PurchaseModelName[] = ['mbgcnbd', 'bgcnbd', 'mbgnbd', 'bgnbd']
/** Shown beside them to measure by, never chosen: the same for all, nothing at all, and a model whose customers never leave. */
export const marks: readonly Candidate['method'][] = ['bookMean', 'none', 'nbd']

/**
 * Loss of a record, smaller is better: ln of the root mean squared error, half the absolute bias of the total, half of what the rank correlation lacks.
 * One figure alone misleads: "nobody orders" has a good absolute error where most do not. docs/methods/model-choice.md
 */
export const lossOf = ({ pooled }: MethodRecord): number =>
  Math.log(pooled.rmse) + Math.abs(Number.isNaN(pooled.bias) ? 1 : pooled.bias) / 2 + (1 - pooled.spearman) / 2

/** Losses this close are as good as equal: about two per cent of error. */
const asGood = 0.02
/** A choice may not be clearly worse than the best rule in any one figure. */
const mostWorse = { rmse: 1.05, bias: 0.1, spearman: 0.05 } as const

export type Choice = {
  /** What forecasts the orders of this book. */
  readonly chosen: MethodRecord
  /** The best model: P(alive), ranges and lifetime values come from it even where a rule forecasts. undefined where none could be fitted. */
  readonly model: MethodRecord | undefined
  readonly rule: MethodRecord
  readonly reason: ForecastReason
  /** Everything that was tried: marks, then rules and models in the order of preference. */
  readonly records: readonly MethodRecord[]
}

const best = (records: readonly MethodRecord[]) =>
  records.reduce<MethodRecord | undefined>((first, record) => (first && lossOf(first) <= lossOf(record) ? first : record), undefined)

/** The first of the records, in the order of preference, that is as good as the best of them. */
function simplestAsGood(records: readonly MethodRecord[]): MethodRecord | undefined {
  const least = Math.min(...records.map(lossOf))
  return records.find(record => lossOf(record) <= least + asGood)
}

function isClearlyWorse({ pooled }: MethodRecord, { pooled: rule }: MethodRecord): boolean {
  return (
    pooled.rmse > mostWorse.rmse * rule.rmse ||
    Math.abs(pooled.bias) > Math.abs(rule.bias) + mostWorse.bias ||
    pooled.spearman < rule.spearman - mostWorse.spearman
  )
}

/** Tries marks, rules and models on the calendar, then the best model on the clock of operational time. */
export function tryAll(trial: Trial, models: readonly PurchaseModelName[] = triedModels): MethodRecord[] {
  const on = (methods: readonly Candidate['method'][], clock: Candidate['clock']) =>
    methods.flatMap(method => recordOf(trial, { method, clock }) ?? [])
  const calendar = on(models, 'calendar')
  const base = simplestAsGood(calendar)
  const beside = marks.filter(mark => !(models as readonly string[]).includes(mark))
  return [...on([...beside, ...eligibleRules], 'calendar'), ...calendar, ...(base ? on([base.method], 'operational') : [])]
}

/**
 * The method for a book from what was tried on it: the simplest that is as good as the best, and not clearly worse than the best rule in any figure.
 * `records` holds the eligible rules at least; `tried` names the models among them. docs/methods/model-choice.md
 */
export function chooseMethod(
  records: readonly MethodRecord[],
  horizon: number,
  tried: readonly string[] = triedModels,
): Choice | undefined {
  const rules = records.filter(({ method }) => (eligibleRules as readonly string[]).includes(method))
  const models = records.filter(({ method }) => tried.includes(method))
  const rule = best(rules)
  if (!rule) return undefined
  const model = simplestAsGood(models)
  const admitted = [...rules, ...models.filter(record => !isClearlyWorse(record, rule))]
  const chosen = simplestAsGood(admitted) ?? rule
  return { chosen, model, rule, reason: reasonOf(chosen, model, rule, horizon), records }
}

function reasonOf(chosen: MethodRecord, model: MethodRecord | undefined, rule: MethodRecord, days: number): ForecastReason {
  if (!model) return { code: 'only_rules', args: { rule: chosen.method, days } }
  if (rule.pooled.actual === 0) return { code: 'nothing_came', args: { rule: chosen.method, days } }
  const compared = isRule(chosen.method) ? model : chosen
  const named = isRule(chosen.method) ? chosen : rule
  const ratio = compared.pooled.rmse / named.pooled.rmse
  const args = {
    model: compared.method,
    clock: compared.clock,
    k: compared.fits.at(-1)?.k ?? 1,
    rule: named.method,
    days,
    errorLower: 1 - ratio,
    errorChange: ratio - 1,
    modelBias: compared.pooled.bias,
    ruleBias: named.pooled.bias,
    modelRank: compared.pooled.spearman,
    ruleRank: named.pooled.spearman,
  }
  if (!isRule(chosen.method)) return { code: args.errorLower >= 0.005 ? 'model_beats_rules' : 'model_better_otherwise', args }
  return { code: lossOf(model) <= lossOf(rule) + asGood ? 'rule_as_good' : 'rule_better', args }
}
