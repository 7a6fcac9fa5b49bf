/** Draws the next number, uniform in [0, 1). The same seed and path give the same numbers on every machine. */
export type Dice = () => number

/**
 * One round of a 32-bit integer hash that mixes `word` into `state`. Mueller's "lowbias32" constants, as measured by Wellons (2018),
 * "Prospecting for hash functions".
 */
function mixed(state: number, word: number): number {
  let x = (state ^ Math.imul(word | 0, 0x9e3779b1)) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/** Dice of their own for a path of numbers (a customer's index, a stream): neighbours neither share nor disturb one another's throws. */
export function diceOf(seed: number, ...path: readonly number[]): Dice {
  const word = (salt: number) => path.reduce(mixed, mixed(mixed(salt, seed), Math.floor(seed / 2 ** 32)))
  return sfc32(word(0x243f6a88), word(0x85a308d3), word(0x13198a2e), 1)
}

/** "Small fast counter" generator with 128 bits of state. Doty-Humphrey, PractRand 0.95 (public domain), sfc32; 15 throws are thrown away. */
function sfc32(a: number, b: number, c: number, counter: number): Dice {
  const dice = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let thrown = 0; thrown < 15; thrown++) dice()
  return dice
}

export function between(dice: Dice, low: number, high: number): number {
  return low + (high - low) * dice()
}

/** A whole number from low to high, both included. */
export function wholeBetween(dice: Dice, low: number, high: number): number {
  return low + Math.floor(dice() * (high - low + 1))
}

export function happens(dice: Dice, probability: number): boolean {
  return dice() < probability
}

export function pick<T>(dice: Dice, from: readonly [T, ...T[]] | readonly T[]): T {
  return from[Math.floor(dice() * from.length)] as T
}

/** An index drawn in proportion to the weights (none negative, not all zero). */
export function pickIndex(dice: Dice, weights: readonly number[]): number {
  let left = dice() * weights.reduce((sum, weight) => sum + weight, 0)
  const found = weights.findIndex(weight => (left -= weight) < 0)
  return found === -1 ? weights.length - 1 : found
}

/** Standard normal. Box and Muller (1958), "A note on the generation of random normal deviates". */
export function normal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
}

/** Log-normal about a median, `spread` being the standard deviation of its logarithm. */
export function logNormal(dice: Dice, median: number, spread: number): number {
  return median * Math.exp(spread * normal(dice))
}

/** Gamma with a whole shape k and mean 1 (Erlang): the gaps of a buyer with a rhythm; k = 1 is no rhythm, k = 2 a usual one. */
export function erlang(dice: Dice, shape: number): number {
  let product = 1
  for (let step = 0; step < shape; step++) product *= 1 - dice()
  return -Math.log(product) / shape
}

/** Poisson for small means. Knuth, The Art of Computer Programming 2, 3.4.1. */
export function poisson(dice: Dice, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = 1 - dice(); product > limit; product *= 1 - dice()) count++
  return count
}
