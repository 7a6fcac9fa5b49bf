import { inverse } from '#core/numerics/matrix.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import { parametersAt } from './cnbd-likelihood.ts'
import type { FitWarning } from './fit.ts'
import { deltaVariance, fallsFrom, type Mode } from './mode-search.ts'

/** Five in logs is a factor of 148; a log-likelihood that falls by less than one half on the way (one standard deviation) has no opinion. */
const far = 5
const noOpinion = 0.5

/** Which parameters the data (or a sample, `times` smaller) leave open, most important first: each as a warning. Of dropout one at most, of the rates one at most. */
export function identification(objective: Objective, mode: Mode, times: number): FitWarning[] {
  const fall = fallsFrom(objective, mode.at, times)
  const flat = (...step: number[]) => fall(...step) < noOpinion
  const { r, a, b } = parametersAt(mode.at)
  const warnings: FitWarning[] = []
  if (flat(far, far)) warnings.push({ code: 'rates_alike', args: { r } })
  else if (flat(-far, -far) || flat(-far, 0)) warnings.push({ code: 'rates_not_identifiable', args: { r } })
  if (mode.at.length === 2) return warnings
  if (flat(0, 0, -far)) warnings.push({ code: 'dropout_not_identifiable', args: { dropout: a / (a + b) } })
  else if (flat(0, 0, far)) warnings.push({ code: 'everyone_leaves', args: { dropout: a / (a + b) } })
  else if (flat(0, 0, 0, far) || flat(0, 0, 0, -far))
    warnings.push({ code: 'dropout_spread_not_identifiable', args: { dropout: a / (a + b) } })
  return warnings
}

/** Covariance of the identified logs alone, the others taken as known; in the full form with zeros. */
function covarianceOf({ at, hessian }: Mode, rates: boolean, dropout: boolean): Float64Array | undefined {
  const n = at.length
  const kept = Array.from({ length: n }, (_, i) => i).filter(i => (i < 2 ? rates : dropout))
  const part = Float64Array.from({ length: kept.length ** 2 }, (_, i) => {
    return hessian[(kept[Math.floor(i / kept.length)] as number) * n + (kept[i % kept.length] as number)] as number
  })
  const inner = kept.length > 0 && part.every(Number.isFinite) ? inverse(part, kept.length) : undefined
  if (!inner) return undefined
  const full = new Float64Array(n * n)
  kept.forEach((row, i) => {
    kept.forEach((column, j) => {
      full[row * n + column] = inner[i * kept.length + j] as number
    })
  })
  return full
}

/** Standard errors of r, alpha, a and b by the delta method; null for what a warning calls open. */
export function standardErrorsOf(mode: Mode, open: readonly FitWarning[]): Record<string, number | null> {
  const p = parametersAt(mode.at)
  const rates = !open.some(({ code }) => code.startsWith('rates_'))
  const dropout = !open.some(({ code }) => code.startsWith('dropout_') || code === 'everyone_leaves')
  const covariance = covarianceOf(mode, rates, dropout)
  const error = (isKnown: boolean, gradient: readonly number[]): number | null => {
    const variance = covariance && isKnown ? deltaVariance(gradient, covariance) : Number.NaN
    return variance > 0 ? Math.sqrt(variance) : null
  }
  if (mode.at.length === 2) return { r: error(rates, [p.r, 0]), alpha: error(rates, [0, p.alpha]) }
  const spread = (p.a * p.b) / (p.a + p.b)
  return {
    r: error(rates, [p.r, 0, 0, 0]),
    alpha: error(rates, [0, p.alpha, 0, 0]),
    a: error(dropout, [0, 0, spread, p.a]),
    b: error(dropout, [0, 0, -spread, p.b]),
  }
}
