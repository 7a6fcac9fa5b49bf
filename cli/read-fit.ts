import { readFileSync } from 'node:fs'
import { parseDay } from '#core/units/civil-day.ts'
import type { Fit } from '#core/value/fit.ts'
import type { GammaGammaParameters } from '#core/value/gamma-gamma.ts'
import { modelOf } from '#core/value/purchase-model.ts'
import { UsageError } from './command.ts'

/** What of a fit's file is needed to predict. */
export type FileFit = Pick<Fit, 'model' | 'k' | 'parameters' | 'unit' | 'customers' | 'until'>

type Loose = Readonly<Record<string, unknown>>

function readObject(path: string): Loose {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Loose
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')
      throw new UsageError(`找不到文件“${path}”。请检查路径。`, `There is no file “${path}”. Check the path.`)
    const detail = fault instanceof Error ? fault.message : ''
    throw new UsageError(`读不了“${path}”：${detail}`, `“${path}” cannot be read: ${detail}`)
  }
  throw notOurs(path)
}

const notOurs = (path: string) =>
  new UsageError(
    `“${path}”不是 lianke model fit --json 的结果。请先运行它，并保存输出。`,
    `“${path}” is not what lianke model fit --json prints. Run that first and keep what it prints.`,
  )

/** Numbers by name; undefined where one of the values is none. */
function numbersIn(value: unknown): Record<string, number> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const pairs = Object.entries(value)
  return pairs.every(([, number]) => typeof number === 'number' && Number.isFinite(number)) ? Object.fromEntries(pairs) : undefined
}

/** The parameters that the models of tables need. */
const tableModels: Readonly<Record<string, readonly string[]>> = { bgbb: ['alpha', 'beta', 'gamma', 'delta'], sbg: ['alpha', 'beta'] }

const canPredict = (fit: FileFit): boolean =>
  tableModels[fit.model]?.every(name => (fit.parameters[name] ?? 0) > 0) ?? modelOf(fit) !== undefined

/** The fit in a file that `lianke model fit --json` wrote. Throws UsageError where it is none, or has parameters that no model can have. */
export function readFit(path: string): FileFit {
  const { model, k, unit, customers, until, parameters } = readObject(path)
  const numbers = numbersIn(parameters)
  if (typeof model !== 'string' || numbers === undefined || (unit !== 'day' && unit !== 'week')) throw notOurs(path)
  const fit: FileFit = {
    model: model as Fit['model'],
    k: typeof k === 'number' ? k : 1,
    unit,
    parameters: numbers,
    customers: typeof customers === 'number' ? customers : 0,
    until: typeof until === 'string' ? (parseDay(until) ?? null) : null,
  }
  if (canPredict(fit)) return fit
  throw new UsageError(
    `“${path}”中的模型“${model}”及其参数不能用来预测。请重新运行 lianke model fit。`,
    `The model “${model}” with the parameters in “${path}” does not predict anything. Run lianke model fit again.`,
  )
}

/** Gamma-Gamma's parameters in a file that `lianke model spend --json` wrote. */
export function readSpendFit(path: string): GammaGammaParameters {
  const { p, q, gamma } = readObject(path)
  const isGood = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0
  if (isGood(p) && isGood(q) && isGood(gamma)) return { p, q, gamma }
  throw new UsageError(
    `“${path}”不是 lianke model spend --json 的结果。请先运行它，并保存输出。`,
    `“${path}” is not what lianke model spend --json prints. Run that first and keep what it prints.`,
  )
}
