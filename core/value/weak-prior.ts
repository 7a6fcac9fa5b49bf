import type { Objective } from '#core/numerics/minimise.ts'

/**
 * What is believed of any book before it speaks: weak, but enough to keep few accounts from saying "nobody ever leaves". Parameters in logs:
 * ln r, ln alpha, logit of the mean dropout a / (a + b), ln(a + b). Each is normal, ln alpha about what r and the book's own time scale make of it.
 * docs/methods/prediction-intervals.md
 */
export const weakPrior = {
  lnR: { mean: 0, deviation: 1 },
  /** ln of (k alpha / r) / (time scale of the book). */
  lnGap: { mean: 0, deviation: 1.5 },
  logitDropout: { mean: Math.log(0.08 / 0.92), deviation: 1 },
  lnPrecision: { mean: Math.log(8), deviation: 1 },
} as const

type Belief = { readonly mean: number; readonly deviation: number }
const away = (value: number, { mean, deviation }: Belief) => (value - mean) / (deviation * deviation)
const cost = (value: number, { mean, deviation }: Belief) => 0.5 * ((value - mean) / deviation) ** 2

/**
 * -ln of the weak prior's density (without its constant) at (ln r, ln alpha[, logit dropout, ln precision]); writes its gradient.
 * `timeScale` from timeScaleOf, k ticks an order (1 where the model has no k).
 */
export function weakPriorOf(timeScale: number, k: number): Objective {
  const lnScale = Math.log(timeScale / k)
  return (at, gradient) => {
    const lnR = at[0] as number
    const lnGap = (at[1] as number) - lnR - lnScale
    gradient[0] = away(lnR, weakPrior.lnR) - away(lnGap, weakPrior.lnGap)
    gradient[1] = away(lnGap, weakPrior.lnGap)
    if (at.length === 2) return cost(lnR, weakPrior.lnR) + cost(lnGap, weakPrior.lnGap)
    const [logit, lnPrecision] = [at[2] as number, at[3] as number]
    gradient[2] = away(logit, weakPrior.logitDropout)
    gradient[3] = away(lnPrecision, weakPrior.lnPrecision)
    const ofRates = cost(lnR, weakPrior.lnR) + cost(lnGap, weakPrior.lnGap)
    return ofRates + cost(logit, weakPrior.logitDropout) + cost(lnPrecision, weakPrior.lnPrecision)
  }
}

/** ln of the weak prior of k (without its constant): one to four ticks are alike before the data speak; beyond, the fourth power speaks against regularity. */
export const lnWeakPriorOfK = (k: number): number => (k <= 4 ? 0 : 4 * Math.log(4 / k))

/** -ln posterior: an objective and the weak prior, added with their gradients. */
export function withPrior(objective: Objective, prior: Objective): Objective {
  return (at, gradient) => {
    const value = objective(at, gradient)
    const own = new Float64Array(at.length)
    const cost = prior(at, own)
    for (let i = 0; i < at.length; i++) gradient[i] = (gradient[i] as number) + (own[i] as number)
    return value + cost
  }
}
