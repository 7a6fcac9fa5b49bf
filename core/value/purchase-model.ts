import { cnbdAlive, cnbdAliveOfBook, cnbdExpected, cnbdExpectedOfBook, type CnbdModel, cnbdNewCustomer } from './cnbd-expectation.ts'
import { bgbbAlive, bgbbExpected, bgbbExpectedOfNew, type BgbbParameters } from './bgbb.ts'
import { dropsOf, fitCnbd } from './cnbd.ts'
import type { Fit, FitOptions, Fitted, PurchaseModelName } from './fit.ts'
import { purchaseModelNames } from './fit.ts'
import { fitParetoNbd } from './pareto-nbd-fit.ts'
import { paretoNbdAliveOfBook } from './pareto-nbd-likelihood.ts'
import { type ParetoNbdParameters, paretoNbdAlive, paretoNbdExpected, paretoNbdExpectedOfNew } from './pareto-nbd.ts'
import { type CustomerStatistics, customerOf, daysOf, type PurchaseStatistics } from './purchase-statistics.ts'

/** A model of repeat buying with its parameters. Nobody outside this file needs to ask which it is. */
export type PurchaseModel =
  | ({ readonly family: 'cnbd' } & CnbdModel)
  | { readonly family: 'paretonbd'; readonly parameters: ParetoNbdParameters }
  /** Times are numbers of occasions here, whatever the unit says. */
  | { readonly family: 'bgbb'; readonly parameters: BgbbParameters }

/** What of a fit is needed to predict; a fit read from a file is enough. */
export type FittedModel = Pick<Fit, 'model' | 'k' | 'parameters' | 'unit'>

const isPurchaseModel = (name: string): name is PurchaseModelName => (purchaseModelNames as readonly string[]).includes(name)

/** The positive numbers of these names; undefined where one is missing. */
function numbersOf<Name extends string>(fit: FittedModel, names: readonly Name[]): Record<Name, number> | undefined {
  const values = names.map(name => fit.parameters[name])
  if (!values.every(value => value !== undefined && Number.isFinite(value) && value > 0)) return undefined
  return Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<Name, number>
}

/** The model of a fit; undefined where its name or parameters are not those of a model of repeat buying. */
export function modelOf(fit: FittedModel): PurchaseModel | undefined {
  const { model, k } = fit
  if (model === 'bgbb') {
    const parameters = numbersOf(fit, ['alpha', 'beta', 'gamma', 'delta'])
    return parameters && { family: 'bgbb', parameters }
  }
  if (!isPurchaseModel(model) || !(Number.isInteger(k) && k >= 1 && k <= 64)) return undefined
  if (model === 'paretonbd') {
    const parameters = numbersOf(fit, ['r', 'alpha', 's', 'beta'])
    return parameters && { family: 'paretonbd', parameters }
  }
  const shape = { k, drops: dropsOf(model) }
  const rates = numbersOf(fit, ['r', 'alpha'])
  const dropout = model === 'nbd' ? { a: 0, b: 1 } : numbersOf(fit, ['a', 'b'])
  return rates && dropout && { family: 'cnbd', shape, parameters: { ...rates, ...dropout } }
}

function demanded(fit: FittedModel): PurchaseModel {
  const model = modelOf(fit)
  if (!model) throw new RangeError(`"${fit.model}" with these parameters is no model of repeat buying`)
  return model
}

/** Statistics in the unit of a fit: themselves, or their times over again. */
export function inUnitOf(fit: Pick<Fit, 'unit'>, s: PurchaseStatistics): PurchaseStatistics {
  const factor = s.unitDays / daysOf(fit.unit)
  if (factor === 1) return s
  const scaled = (times: Float64Array) => times.map(time => time * factor)
  const lnGaps = s.lnGaps?.map((sum, i) => sum + (s.x[i] as number) * Math.log(factor)) ?? null
  return { ...s, unitDays: daysOf(fit.unit), recency: scaled(s.recency), age: scaled(s.age), lnGaps }
}

/**
 * Fits a model to a book: maximum likelihood, or the mode under the weak prior. The statistics must be in the options' unit. A refusal says why there is
 * none; `log` is the fit in the space of the search, for draws of the parameters.
 */
export function fitModel(s: PurchaseStatistics, model: PurchaseModelName, options: FitOptions): Fitted {
  if (daysOf(options.unit) !== s.unitDays)
    throw new RangeError(`statistics in units of ${s.unitDays} days cannot be fitted by the ${options.unit}`)
  return model === 'paretonbd' ? fitParetoNbd(s, options) : fitCnbd(model, s, options)
}

type Seen = Pick<CustomerStatistics, 'x' | 'recency' | 'age'>

function aliveBy(model: PurchaseModel, seen: Seen): number {
  if (model.family === 'cnbd') return cnbdAlive(model, seen)
  if (model.family === 'bgbb') return bgbbAlive(model.parameters, { x: seen.x, recency: seen.recency, n: seen.age })
  return paretoNbdAlive(model.parameters, seen)
}

function expectedBy(model: PurchaseModel, seen: Seen, horizon: number): number {
  if (model.family === 'cnbd') return cnbdExpected(model, seen, horizon)
  if (model.family === 'bgbb') return bgbbExpected(model.parameters, { x: seen.x, recency: seen.recency, n: seen.age }, horizon)
  return paretoNbdExpected(model.parameters, seen, horizon)
}

/** P(alive) of every customer, 0..1. Throws a RangeError where the fit is none of repeat buying. */
export function aliveOf(fit: FittedModel, statistics: PurchaseStatistics): Float64Array {
  const model = demanded(fit)
  if (model.family === 'bgbb') return Float64Array.from({ length: statistics.count }, (_, i) => aliveBy(model, customerOf(statistics, i)))
  const s = inUnitOf(fit, statistics)
  return model.family === 'cnbd' ? cnbdAliveOfBook(model, s) : paretoNbdAliveOfBook(model.parameters, s)
}

/** Expected orders of every customer in the `horizon` (units of the fit) after the observation. */
export function expectedOf(fit: FittedModel, statistics: PurchaseStatistics, horizon: number): Float64Array {
  const model = demanded(fit)
  const { count } = statistics
  if (!(horizon > 0)) return new Float64Array(count)
  if (model.family === 'bgbb') return Float64Array.from({ length: count }, (_, i) => expectedBy(model, customerOf(statistics, i), horizon))
  const s = inUnitOf(fit, statistics)
  if (model.family === 'cnbd') return cnbdExpectedOfBook(model, s, horizon)
  return paretoNbdAliveOfBook(model.parameters, s).map((alive, i) => paretoNbdExpected(model.parameters, customerOf(s, i), horizon, alive))
}

/** P(alive) of one customer, its times in the unit of the fit (occasions for BG/BB). */
export const aliveOfCustomer = (fit: FittedModel, seen: Seen): number => aliveBy(demanded(fit), seen)

/** Expected orders of one customer in the `horizon`, all times in the unit of the fit (occasions for BG/BB). */
export function expectedOfCustomer(fit: FittedModel, seen: Seen, horizon: number): number {
  const model = demanded(fit)
  return horizon > 0 ? expectedBy(model, seen, horizon) : 0
}

/** E[X(t)]: expected repeat orders of a new customer in the `t` (units of the fit; occasions for BG/BB) after its first order. */
export function newCustomerExpected(fit: FittedModel, t: number): number {
  const model = demanded(fit)
  if (!(t > 0)) return 0
  if (model.family === 'cnbd') return cnbdNewCustomer(model, t)
  return model.family === 'bgbb' ? bgbbExpectedOfNew(model.parameters, t) : paretoNbdExpectedOfNew(model.parameters, t)
}
