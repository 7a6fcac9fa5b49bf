import type { Objective } from '#core/numerics/minimise.ts'
import { type Random, randomOf } from '#core/numerics/random.ts'
import { effectiveCount, type Laplace, laplaceOf, type Proposal, refitted, resampled, throwFrom, truncatedWeights } from './importance.ts'

/** One model of several that share a posterior (a number of ticks k): minus the logarithm of prior x likelihood, and where to look for its mode. */
export type Candidate = { readonly k: number; readonly objective: Objective; readonly lnPrior: number; readonly start: Float64Array }

/** Points of equal weight of the posterior over candidates, one after another in `at`; `effective` of the points drawn were worth something. */
export type PosteriorPoints = { readonly k: Uint8Array; readonly at: Float64Array; readonly effective: number; readonly drawn: number }

type Member = { readonly candidate: Candidate; readonly proposal: Proposal; readonly share: number }
type Pool = { readonly member: Uint8Array; readonly points: Float64Array; readonly lnWeights: Float64Array }

/** A candidate this far (in logarithms of evidence) below the best one is left out. */
const negligible = 7
/** Below this share of effective points the proposal is fitted anew to what was drawn. */
const poor = 0.4

function membersOf(found: readonly { readonly candidate: Candidate; readonly laplace: Laplace }[]): readonly Member[] {
  const evidence = found.map(({ candidate, laplace }) => laplace.lnEvidence + candidate.lnPrior)
  const top = Math.max(...evidence)
  const kept = found.flatMap((each, n) => {
    const ln = (evidence[n] as number) - top
    return ln < -negligible ? [] : [{ candidate: each.candidate, proposal: each.laplace, share: Math.max(0.05, Math.exp(ln)) }]
  })
  const total = kept.reduce((sum, member) => sum + member.share, 0)
  return kept.map(member => ({ ...member, share: member.share / total }))
}

/** So many points of each member by its share, each with the logarithm of its weight. */
function poolOf(members: readonly Member[], drawn: number, size: number, random: Random): Pool {
  const counts = members.map(member => Math.max(20, Math.round(member.share * drawn)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const pool = { member: new Uint8Array(total), points: new Float64Array(total * size), lnWeights: new Float64Array(total) }
  const gradient = new Float64Array(size)
  let next = 0
  members.forEach(({ candidate, proposal }, index) => {
    const count = counts[index] as number
    for (let n = 0; n < count; n++, next++) {
      const point = pool.points.subarray(next * size, next * size + size)
      const lnDensity = throwFrom(proposal, random, point)
      const ln = candidate.lnPrior - candidate.objective(point, gradient) - lnDensity - Math.log(count)
      pool.member[next] = index
      pool.lnWeights[next] = Number.isFinite(ln) ? ln : Number.NEGATIVE_INFINITY
    }
  })
  return pool
}

/** Every member's proposal fitted to its weighted points, its share to its weight. */
function improved(members: readonly Member[], pool: Pool, weights: Float64Array, size: number): readonly Member[] {
  return members.map((member, index) => {
    const own = Array.from(pool.member.keys()).filter(n => pool.member[n] === index)
    const points = Float64Array.from(own.flatMap(n => [...pool.points.subarray(n * size, n * size + size)]))
    const share = own.reduce((sum, n) => sum + (weights[n] as number), 0)
    const owned = Float64Array.from(own, n => weights[n] as number)
    const proposal =
      share > 0 && effectiveCount(owned.map(weight => weight / share)) > 10 * size
        ? refitted(member.proposal, points, owned)
        : member.proposal
    return { ...member, proposal, share: Math.max(0.03, share) }
  })
}

/** Modes of the candidates in their order, up to the first that is negligible beside those before it: evidence has one peak over k. */
function modesOf(candidates: Iterable<Candidate>): readonly { readonly candidate: Candidate; readonly laplace: Laplace }[] {
  const found: { candidate: Candidate; laplace: Laplace }[] = []
  let top = Number.NEGATIVE_INFINITY
  for (const candidate of candidates) {
    const laplace = laplaceOf(candidate.objective, candidate.start)
    if (!laplace) continue
    const evidence = laplace.lnEvidence + candidate.lnPrior
    if (evidence < top - negligible) break
    top = Math.max(top, evidence)
    found.push({ candidate, laplace })
  }
  return found
}

/** In an order by chance, so that the first few points stand for all. Fisher & Yates (1938). */
function shuffled(chosen: Int32Array, random: Random): Int32Array {
  for (let n = chosen.length - 1; n > 0; n--) {
    const other = Math.floor(random.uniform() * (n + 1))
    const kept = chosen[n] as number
    chosen[n] = chosen[other] as number
    chosen[other] = kept
  }
  return chosen
}

/** Points of the normal approximation about the mode of one candidate, for books that leave little doubt. `undefined` where it has no mode. */
export function drawLaplace(candidate: Candidate, count: number, seed: number): PosteriorPoints | undefined {
  const laplace = laplaceOf(candidate.objective, candidate.start)
  if (!laplace) return undefined
  const size = candidate.start.length
  const random = randomOf(seed, 0)
  const at = new Float64Array(count * size)
  for (let n = 0; n < count; n++) throwFrom(laplace, random, at.subarray(n * size, n * size + size), Number.POSITIVE_INFINITY)
  return { k: new Uint8Array(count).fill(candidate.k), at, effective: count, drawn: count }
}

/**
 * Points of equal weight of the posterior over the candidates: throws of a multivariate t about every mode, weighted, resampled; once more from a
 * proposal fitted to them where few of the weights count. `undefined` where no candidate has a mode. docs/methods/prediction-intervals.md
 */
export function drawPosterior(candidates: Iterable<Candidate>, count: number, drawn: number, seed: number): PosteriorPoints | undefined {
  const found = modesOf(candidates)
  const size = found[0]?.candidate.start.length ?? 0
  if (size === 0) return undefined
  const random = randomOf(seed, 0)
  const members = membersOf(found)
  let pool = poolOf(members, drawn, size, random)
  let weights = truncatedWeights(pool.lnWeights)
  if (effectiveCount(weights) < poor * weights.length) {
    pool = poolOf(improved(members, pool, weights, size), drawn, size, random)
    weights = truncatedWeights(pool.lnWeights)
  }
  const chosen = shuffled(resampled(weights, count, random), random)
  const at = new Float64Array(count * size)
  chosen.forEach((n, to) => at.set(pool.points.subarray(n * size, n * size + size), to * size))
  const k = Uint8Array.from(chosen, n => members[pool.member[n] as number]?.candidate.k ?? 1)
  return { k, at, effective: effectiveCount(weights), drawn: weights.length }
}
