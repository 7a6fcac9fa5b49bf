import { solveBounded } from '#core/numerics/linear-program.ts'

/** Rows of `columns` numbers one after another, and what is to be explained, one number a row. The first column is usually 1. */
export type Observations = { readonly x: Float64Array; readonly y: Float64Array; readonly columns: number }

export type QuantileFit = {
  readonly quantile: number
  readonly coefficients: Float64Array
  readonly iterations: number
  /** Gap of the linear program, as a share of the sum of |y|: below 1e-6 the fit is as good as exact. */
  readonly gap: number
}

/** The sum that a quantile regression makes least: residuals above count with the quantile, those below with the rest of 1. */
export function checkLoss({ x, y, columns }: Observations, coefficients: Float64Array, quantile: number): number {
  let loss = 0
  for (let row = 0; row < y.length; row++) {
    const residual = (y[row] as number) - predict(x, row * columns, coefficients)
    loss += residual * (residual < 0 ? quantile - 1 : quantile)
  }
  return loss
}

/** The value of the line for the numbers that begin at `at`. */
export function predict(x: Float64Array, at: number, coefficients: Float64Array): number {
  let sum = 0
  for (let k = 0; k < coefficients.length; k++) sum += (x[at + k] as number) * (coefficients[k] as number)
  return sum
}

/**
 * Linear regression of a conditional quantile (0 < quantile < 1): the coefficients that make the check loss least, by its dual linear program.
 * Source: Koenker, R. and Bassett, G. (1978), Regression quantiles, Econometrica 46(1), 33-50. docs/methods/wallet-share.md
 */
export function fitQuantile({ x, y, columns }: Observations, quantile: number): QuantileFit {
  const { dual, iterations, gap } = solveBounded({ x, y, columns, start: 1 - quantile })
  return { quantile, coefficients: dual, iterations, gap }
}

/**
 * Puts the predicted quantiles of one customer in ascending order, in place: lines that were fitted one by one may cross.
 * Source: Chernozhukov, V., Fernandez-Val, I. and Galichon, A. (2010), Quantile and probability curves without crossing, Econometrica 78(3), 1093-1125.
 */
export function uncross(quantiles: Float64Array): Float64Array {
  return quantiles.sort()
}
