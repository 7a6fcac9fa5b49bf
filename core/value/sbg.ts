import { hypergeometricOfOne } from '#core/numerics/hypergeometric.ts'
import type { Objective } from '#core/numerics/minimise.ts'

/**
 * sBG: under contract every customer leaves at a renewal with its own probability (beta alpha, beta), so that those who remain are ever more loyal.
 * Source: Fader and Hardie (2007), J. Interactive Marketing 21, 76-90; the value of those who remain: Fader and Hardie (2010), Marketing Science 29, 85-93.
 * docs/methods/sbg.md
 */
export type SbgParameters = { readonly alpha: number; readonly beta: number }

/** A cohort: how many began, and how many were left after renewal 1, 2, ... */
export type Cohort = { readonly began: number; readonly survivors: readonly number[] }

export const sbgParametersAt = (at: ArrayLike<number>): SbgParameters => ({
  alpha: Math.exp(at[0] as number),
  beta: Math.exp(at[1] as number),
})

export const isCohort = ({ began, survivors }: Cohort): boolean =>
  began > 0 &&
  began < Number.POSITIVE_INFINITY &&
  survivors.length > 0 &&
  survivors.every((left, k) => left >= 0 && left <= (survivors[k - 1] ?? began))

/** The share of those who made n - 1 renewals that makes the next one: (beta + n - 1) / (alpha + beta + n - 1), n = 1, 2, ... */
export const sbgRetention = ({ alpha, beta }: SbgParameters, n: number): number => (beta + n - 1) / (alpha + beta + n - 1)

/** The share of a cohort left after n renewals. */
export function sbgSurvival(parameters: SbgParameters, n: number): number {
  let left = 1
  for (let k = 1; k <= n; k++) left *= sbgRetention(parameters, k)
  return left
}

/** Renewals offered, kept and refused at each number, over all cohorts: all that the likelihood needs. */
function renewalsOf(cohorts: readonly Cohort[]): readonly { readonly stayed: number; readonly left: number }[] {
  const longest = cohorts.reduce((most, { survivors }) => Math.max(most, survivors.length), 0)
  return Array.from({ length: longest }, (_, k) => {
    let [stayed, left] = [0, 0]
    for (const { began, survivors } of cohorts) {
      if (k >= survivors.length) continue
      stayed += survivors[k] as number
      left += (k > 0 ? (survivors[k - 1] as number) : began) - (survivors[k] as number)
    }
    return { stayed, left }
  })
}

/** Minus the mean log-likelihood as a function of (ln alpha, ln beta), with its gradient: every renewal is a trial with probability `sbgRetention`. */
export function sbgObjective(cohorts: readonly Cohort[]): Objective {
  const renewals = renewalsOf(cohorts)
  const whole = cohorts.reduce((sum, { began }) => sum + began, 0)
  return (at, gradient) => {
    const { alpha, beta } = sbgParametersAt(at)
    let [sum, byAlpha, byBeta] = [0, 0, 0]
    renewals.forEach(({ stayed, left }, k) => {
      const both = alpha + beta + k
      if (stayed > 0) sum += stayed * Math.log((beta + k) / both)
      if (left > 0) sum += left * Math.log(alpha / both)
      byAlpha += left / alpha - (stayed + left) / both
      byBeta += stayed / (beta + k) - (stayed + left) / both
    })
    gradient.set([(-byAlpha * alpha) / whole, (-byBeta * beta) / whole])
    return -sum / whole
  }
}

/**
 * Discounted expected residual lifetime of a customer who made `renewals` renewals, just before the next one: its coming renewals, the first of them
 * undiscounted, in periods; `rate` > 0 discounts a period.
 */
export function sbgResidualLifetime(parameters: SbgParameters, renewals: number, rate: number): number {
  const { alpha, beta } = parameters
  const at = beta + renewals + 1
  return sbgRetention(parameters, renewals + 1) * hypergeometricOfOne(at, alpha + at, 1 / (1 + rate))
}

/** Discounted expected lifetime of a new customer, its first period included and undiscounted. */
export const sbgLifetime = (parameters: SbgParameters, rate: number): number => 1 + sbgResidualLifetime(parameters, 0, rate) / (1 + rate)

/** Expected renewals among the next `horizon` of a customer with `renewals`, the j-th of them worth (1 + rate)^-j. */
export function sbgExpected(parameters: SbgParameters, renewals: number, horizon: number, rate = 0): number {
  let [left, sum] = [1, 0]
  for (let j = 1; j <= horizon; j++) {
    left *= sbgRetention(parameters, renewals + j) / (1 + rate)
    sum += left
  }
  return sum
}
