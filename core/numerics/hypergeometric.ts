/**
 * Gauss's hypergeometric function with a first parameter of 1, 2F1(1, b; c; z), for c > 1, 0 < b < c and 0 <= z < 1: all that the models of purchase need
 * after Euler's transformation. Every partial quotient of its continued fraction is positive, so that nothing cancels, and it holds up to z near 1,
 * where the power series takes thousands of terms.
 * Source: Gauss's continued fraction, DLMF 15.7.1 with one parameter 0; the tail begins at its limit (Gill 1973).
 */

/** A value of 2F1(1, b; c; z) and its derivatives by b, c and z. */
export type Hypergeometric = { value: number; byB: number; byC: number; byZ: number }

/** Digits wanted: the error falls by the ratio of the two fixed points of the tail with every level. */
const lnPrecision = 38
/** Enough down to 1 - z = 4e-6; below, what is cut off is still of the order of 1e-8, as the tail begins at its limit. */
const mostLevels = 20_000

/** Levels of the fraction that reach double precision at z, and the limit of its tail. */
function depthAt(z: number): { readonly levels: number; readonly tail: number } {
  const root = Math.sqrt(1 - z)
  const ratio = (1 - root) / (1 + root)
  const levels = ratio < 1e-12 ? 4 : Math.min(mostLevels, 4 + Math.ceil(lnPrecision / -Math.log(ratio)))
  return { levels, tail: (1 + root) / 2 }
}

const isInside = (b: number, c: number, z: number): boolean => b > 0 && c > b && c > 1 && c < Number.POSITIVE_INFINITY && z >= 0 && z < 1

/** 2F1(1, b; c; z) for c > 1, 0 < b < c and 0 <= z < 1; NaN elsewhere. */
export function hypergeometricOfOne(b: number, c: number, z: number): number {
  if (!isInside(b, c, z)) return Number.NaN
  const { levels, tail } = depthAt(z)
  let f = tail
  for (let level = levels; level >= 1; level--) {
    const n = level >> 1
    const u =
      level & 1
        ? ((b + n) * (c - 1 + n)) / ((c - 1 + level - 1) * (c + level - 1))
        : (n * (c - 1 - b + n)) / ((c + level - 2) * (c + level - 1))
    f = 1 - (u * z) / f
  }
  return 1 / f
}

/** 2F1(1, b; c; z) and its three derivatives into `into`; all NaN outside that domain. The derivatives run along the same fraction. */
export function hypergeometricWithDerivatives(b: number, c: number, z: number, into: Hypergeometric): Hypergeometric {
  if (!isInside(b, c, z)) return Object.assign(into, { value: Number.NaN, byB: Number.NaN, byC: Number.NaN, byZ: Number.NaN })
  const { levels, tail } = depthAt(z)
  let f = tail
  let [byB, byC, byZ] = [0, 0, z > 0 ? -1 / (4 * (2 * tail - 1)) : 0]
  for (let level = levels; level >= 1; level--) {
    const n = level >> 1
    const odd = level & 1
    const below = 1 / ((c + level - 2) * (c + level - 1))
    const left = odd ? b + n : n
    const right = odd ? c - 1 + n : c - 1 - b + n
    const u = left * right * below
    const uByB = (odd ? right : -n) * below
    const uByC = left * below - u * (2 * c + 2 * level - 3) * below
    const over = 1 / f
    const carry = u * z * over * over
    byB = carry * byB - z * uByB * over
    byC = carry * byC - z * uByC * over
    byZ = carry * byZ - u * over
    f = 1 - u * z * over
  }
  const over = 1 / f
  into.value = over
  into.byB = -byB * over * over
  into.byC = -byC * over * over
  into.byZ = -byZ * over * over
  return into
}
