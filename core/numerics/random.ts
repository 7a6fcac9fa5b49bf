import { lnGamma as lnGammaFunction } from './gamma-function.ts'

/** Throws of one stream. The same seed and stream give the same numbers on every machine. */
export type Random = {
  /** Begins another stream of the same seed: a customer's own, so that its throws do not depend on its neighbours'. */
  readonly restart: (stream: number) => void
  /** Uniform in the open interval (0, 1): the middles of 2^32 equal parts. */
  readonly uniform: () => number
  readonly normal: () => number
  /** Logarithm of a gamma variate of scale 1: finite for the smallest shapes, where the variate itself would be 0. */
  readonly lnGamma: (shape: number) => number
  readonly gamma: (shape: number) => number
  /** In [0, 1]; 0 or 1 only where nothing nearer can be written. */
  readonly beta: (a: number, b: number) => number
  readonly poisson: (mean: number) => number
  /** Trials up to and with the first success, 1, 2, ...; Infinity for a probability of 0. */
  readonly geometric: (probability: number) => number
  /** Student's t: its variance is df / (df - 2). */
  readonly student: (df: number) => number
}

/** One round of splitmix32. Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators"; constants by Wellons (2018). */
function mixed(word: number): number {
  let z = word | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return z ^ (z >>> 15)
}

const golden = 0x9e3779b9
const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by))

/** Fills 128 bits of state from a seed and a stream; a seed may be any whole number below 2^53, or have a fraction, which is left out. */
function fillState(state: Int32Array, seed: number, stream: number): void {
  const high = Math.floor(seed / 2 ** 32)
  let word = mixed(mixed(mixed((seed | 0) + golden) ^ high) + Math.imul(stream + 1, golden))
  for (let k = 0; k < 4; k++) {
    word = (word + golden) | 0
    state[k] = mixed(word)
  }
  if ((state[0] as number) === 0 && (state[1] as number) === 0) state[0] = 1
}

/** xoshiro128**, words as 32-bit integers. Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators", ACM TOMS 47(4). */
function nextWord(s: Int32Array): number {
  const s1 = s[1] as number
  const word = Math.imul(rotated(Math.imul(s1, 5), 7), 9)
  const s2 = (s[2] as number) ^ (s[0] as number)
  const s3 = (s[3] as number) ^ s1
  s[1] = s1 ^ s2
  s[0] = (s[0] as number) ^ s3
  s[2] = s2 ^ (s1 << 9)
  s[3] = rotated(s3, 11)
  return word
}

/** A stream of throws from a seed: uniform, normal, gamma, beta, Poisson, geometric, Student's t. docs/methods/prediction-intervals.md */
export function randomOf(seed: number, stream = 0): Random {
  const state = new Int32Array(4)
  let spare = Number.NaN
  const uniform = () => ((nextWord(state) >>> 0) + 0.5) / 2 ** 32
  const restart = (next: number) => {
    fillState(state, seed, next)
    spare = Number.NaN
  }
  /** Marsaglia & Bray (1964): two normals from a point in the circle. */
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1]
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * Math.log(square)) / square)
      spare = y * factor
      return x * factor
    }
  }
  const gammaFrom1 = (shape: number) => marsagliaTsang(shape, normal, uniform)
  const lnGamma = (shape: number) =>
    shape >= 1 ? Math.log(gammaFrom1(shape)) : Math.log(gammaFrom1(shape + 1)) + Math.log(uniform()) / shape
  const gamma = (shape: number) => (shape >= 1 ? gammaFrom1(shape) : Math.exp(lnGamma(shape)))
  const beta = (a: number, b: number) => {
    if (a >= 1 && b >= 1) {
      const x = gammaFrom1(a)
      return x / (x + gammaFrom1(b))
    }
    return 1 / (1 + Math.exp(lnGamma(b) - lnGamma(a)))
  }
  restart(stream)
  return {
    restart,
    uniform,
    normal,
    lnGamma,
    gamma,
    beta,
    poisson: mean => (mean < 12 ? poissonBySearch(mean, uniform) : poissonByRejection(mean, uniform)),
    geometric: probability => 1 + Math.floor(Math.log(uniform()) / Math.log1p(-Math.min(probability, 1 - 2 ** -53))),
    student: df => normal() / Math.sqrt((2 * gamma(df / 2)) / df),
  }
}

/** Gamma of a shape >= 1. Marsaglia & Tsang (2000), "A simple method for generating gamma variables", ACM TOMS 26(3). */
function marsagliaTsang(shape: number, normal: () => number, uniform: () => number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = uniform()
    if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v
  }
}

/** Poisson of a small mean: the distribution function is searched from 0. Devroye (1986), Non-uniform random variate generation, X.3.3. */
function poissonBySearch(mean: number, uniform: () => number): number {
  if (!(mean > 0)) return 0
  let left = uniform()
  let chance = Math.exp(-mean)
  let count = 0
  while (left > chance && count < 200) {
    left -= chance
    count++
    chance *= mean / count
  }
  return count
}

/** Poisson of a mean >= 10: PTRS. Hoermann (1993), "The transformed rejection method for generating Poisson random variables". */
function poissonByRejection(mean: number, uniform: () => number): number {
  const root = Math.sqrt(mean)
  const b = 0.931 + 2.53 * root
  const a = -0.059 + 0.02483 * b
  const bound = 0.9277 - 3.6224 / (b - 2)
  const scale = 1.1239 + 1.1328 / (b - 3.4)
  const lnMean = Math.log(mean)
  for (;;) {
    const u = uniform() - 0.5
    const v = uniform()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= bound) return count
    if (count < 0 || (us < 0.013 && v > us)) continue
    if (Math.log((v * scale) / (a / (us * us) + b)) <= count * lnMean - mean - lnGammaFunction(count + 1)) return count
  }
}
