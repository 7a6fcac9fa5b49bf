import { expect, test } from 'vitest'
import { chooseMethod, lossOf } from './choose-model.ts'
import type { Fit } from './fit.ts'
import { forecastText } from './forecast-text.ts'
import type { MethodRecord } from './validation.ts'
import type { Candidate } from './validation-forecasts.ts'

const fit: Fit = {
  model: 'mbgcnbd',
  k: 2,
  unit: 'day',
  customers: 100,
  repeatCustomers: 80,
  until: null,
  parameters: {},
  standardErrors: {},
  logLikelihood: 0,
  gradientNorm: 0,
  hessianPositive: true,
  iterations: 1,
  warnings: [],
}

/** A record with these figures; all else is of no account to the choice. */
function record(
  method: Candidate['method'],
  rmse: number,
  bias: number,
  spearman: number,
  clock: Candidate['clock'] = 'calendar',
): MethodRecord {
  const pooled = { customers: 100, predicted: 1, actual: 1, mae: 1, rmse, bias, spearman, topFifth: 0.5, lift: 2.5, gini: 0.5 }
  return { method, clock, pooled, byOrigin: [pooled], byCohort: [], calibration: [], alive: null, fits: [fit] }
}
const rules = [record('lastWindow', 1, 0.2, 0.4), record('ownRate', 1.05, -0.25, 0.42), record('hiatus', 1.1, -0.3, 0.4)]

test('right: the loss weighs ten points of bias, or .1 of rank, as five per cent of error', () => {
  const plain = lossOf(record('nbd', 1, 0, 0.5))
  expect(lossOf(record('nbd', 1, -0.1, 0.5)) - plain).toBeCloseTo(0.05, 12)
  expect(lossOf(record('nbd', 1, 0, 0.4)) - plain).toBeCloseTo(0.05, 12)
  expect(lossOf(record('nbd', Math.exp(0.05), 0, 0.5)) - plain).toBeCloseTo(0.05, 12)
})

test('right: a model that is better is chosen, with its figures in a sentence', () => {
  const choice = chooseMethod([...rules, record('mbgnbd', 0.88, -0.04, 0.45)], 182)
  expect([choice?.chosen.method, choice?.model?.method, choice?.rule.method]).toEqual(['mbgnbd', 'mbgnbd', 'lastWindow'])
  expect(choice && forecastText(choice.reason, 'en')).toBe(
    'In this book the MBG/NBD model forecasts better than the best rule of thumb, “same as the last period of that length”: the error per customer is 12% lower and the total is off by -4% (the rule: +20%). The model is in use.',
  )
  expect(choice && forecastText(choice.reason, 'zh-CN')).toContain('误差低 12%，合计偏差 -4%（经验法则 +20%）')
})

test('right: a rule that is as good is preferred, and the model keeps P(alive) and the ranges', () => {
  const choice = chooseMethod([...rules, record('mbgnbd', 0.99, 0.2, 0.4)], 182)
  expect([choice?.chosen.method, choice?.model?.method, choice?.reason.code]).toEqual(['lastWindow', 'mbgnbd', 'rule_as_good'])
})

test('refuses: a model with a fine total that ranks clearly worse, or a better error with a worse total', () => {
  const ranksWorse = chooseMethod([...rules, record('mbgnbd', 0.9, 0, 0.34)], 182)
  const totalWorse = chooseMethod([...rules, record('mbgnbd', 0.7, -0.31, 0.45)], 182)
  expect([ranksWorse?.chosen.method, totalWorse?.chosen.method]).toEqual(['lastWindow', 'lastWindow'])
  expect(chooseMethod([...rules, record('mbgnbd', 1.3, 0.4, 0.3)], 182)?.reason.code).toBe('rule_better')
})

test('right: of models as good the first, and marks never', () => {
  const models = [record('none', 0.1, 0, 1), record('nbd', 0.1, 0, 1), record('mbgcnbd', 0.88, 0, 0.45), record('bgcnbd', 0.875, 0, 0.45)]
  const choice = chooseMethod([...models, ...rules, record('mbgcnbd', 0.8, 0, 0.45, 'operational')], 182)
  expect([choice?.chosen.method, choice?.chosen.clock]).toEqual(['mbgcnbd', 'operational'])
  expect(chooseMethod([...models, ...rules], 182)?.chosen.method).toBe('mbgcnbd')
  expect(chooseMethod([...models, ...rules], 182, ['nbd'])?.chosen.method).toBe('nbd')
})

test('refuses: without a model a rule, without a rule nothing', () => {
  expect(chooseMethod(rules, 91)?.reason).toEqual({ code: 'only_rules', args: { rule: 'lastWindow', days: 91 } })
  expect(chooseMethod([record('mbgnbd', 1, 0, 0.5)], 91)).toBeUndefined()
})
