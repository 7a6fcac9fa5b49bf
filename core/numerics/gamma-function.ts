/**
 * The gamma function and its relatives for positive arguments, to near machine precision.
 * Source: Abramowitz and Stegun (1964), chapter 6; DLMF chapters 5 and 8; Temme (1979) for large orders of the incomplete gamma function.
 */

const eulerGamma = 0.5772156649015329
const halfLogTwoPi = 0.9189385332046728

/** Riemann's zeta(k) - 1 for k >= 2, by Euler and Maclaurin after 60 terms. */
function zetaMinusOne(k: number): number {
  const n = 60
  let sum = n ** (1 - k) / (k - 1) - n ** -k / 2 + (k * n ** (-k - 1)) / 12 - (k * (k + 1) * (k + 2) * n ** (-k - 3)) / 720
  sum += (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * n ** (-k - 5)) / 30240
  for (let i = n; i >= 2; i--) sum += i ** -k
  return sum
}

/** Coefficients of ln G(2 + e) = (1 - gamma) e + sum over k >= 2 of (-1)^k (zeta(k) - 1) e^k / k (DLMF 5.7.3), the highest first. */
const aboutTwo = Float64Array.from({ length: 29 }, (_, i) => {
  const k = 30 - i
  return ((k % 2 ? -1 : 1) * zetaMinusOne(k)) / k
})

/** ln G(2 + e) for |e| <= .5. */
function lnGammaAboutTwo(e: number): number {
  let sum = 0
  for (const coefficient of aboutTwo) sum = sum * e + coefficient
  return e * (1 - eulerGamma + e * sum)
}

/** The remainder of Stirling's series: ln G(x) - ((x - 1/2) ln x - x + ln(2 pi)/2), for x >= 10 (DLMF 5.11.1). */
export function stirlingRemainder(x: number): number {
  const w = 1 / (x * x)
  return (
    (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156 - (w * 3617) / 122400))))))) /
    x
  )
}

/** ln of the gamma function of x > 0; 0 at 1 and 2 with full relative accuracy near them, Infinity at 0, NaN below. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingRemainder(x)
  if (x < 1.5) return lnGammaNearOne(x)
  let product = 1
  let rest = x
  while (rest > 2.5) product *= --rest
  return Math.log(product) + lnGammaAboutTwo(rest - 2)
}

/** ln G(x) for 0 < x < 1.5 by G(x) = G(1 + x) / x. */
function lnGammaNearOne(x: number): number {
  if (x >= 0.5) return lnGammaAboutTwo(x - 1) - Math.log1p(x - 1)
  return lnGammaAboutTwo(x) - Math.log1p(x) - Math.log(x)
}

/** The derivative of lnGamma at x > 0; NaN elsewhere (DLMF 5.11.2 after recurrence). */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shift = 0
  let at = x
  while (at < 10) shift += 1 / at++
  const w = 1 / (at * at)
  const tail =
    w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w * (1 / 12 - (w * 3617) / 8160)))))))
  return Math.log(at) - 0.5 / at - tail - shift
}

/** The second derivative of lnGamma at x > 0; NaN elsewhere. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shift = 0
  let at = x
  while (at < 10) shift += 1 / (at * at++)
  const w = 1 / (at * at)
  const tail = w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * (691 / 2730 - w * (7 / 6 - (w * 3617) / 510)))))))
  return (1 + tail) / at + 0.5 * w + shift
}

/** ln of the beta function of a, b > 0, without the loss of digits of three lnGammas when one of them is large. */
export function lnBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < 10 || !(small > 0)) return lnGamma(small) + lnGamma(large) - lnGamma(small + large)
  const rest = stirlingRemainder(large) - stirlingRemainder(small + large)
  const shrink = Math.log1p(-small / (small + large))
  if (small < 10) return lnGamma(small) + rest + small - small * Math.log(small + large) + (large - 0.5) * shrink
  const share = Math.log(small / (small + large))
  return halfLogTwoPi - 0.5 * Math.log(large) + stirlingRemainder(small) + rest + (small - 0.5) * share + large * shrink
}

/** ln of z (z + 1) ... (z + n - 1) = ln G(z + n) - ln G(z) for z > 0 and n >= 0, without the loss of digits of the difference. */
export function lnRising(z: number, n: number): number {
  let product = 1
  let at = z
  let left = n
  for (; left > 0 && (at < 10 || left < 4); left--) product *= at++
  if (left <= 0) return product < 1e300 ? Math.log(product) : lnGamma(z + n) - lnGamma(z)
  const end = at + left
  const rest = (at - 0.5) * Math.log1p(left / at) + left * (Math.log(end) - 1) + stirlingRemainder(end) - stirlingRemainder(at)
  return Math.log(product) + rest
}

/** 1/z + 1/(z + 1) + ... + 1/(z + n - 1) = digamma(z + n) - digamma(z) for z > 0 and a whole n >= 0: the derivative of lnRising by z. */
export function digammaRise(z: number, n: number): number {
  let sum = 0
  let at = z
  let left = n
  for (; left > 0 && (at < 10 || left < 4); left--) sum += 1 / at++
  if (left <= 0) return sum
  const end = at + left
  const tail = (x: number, w: number) => -0.5 / x - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w / 132))))
  return sum + Math.log1p(left / at) + tail(end, 1 / (end * end)) - tail(at, 1 / (at * at))
}

/** ln(1 + u) - u without cancellation near u = 0. */
function log1pMinus(u: number): number {
  if (Math.abs(u) > 0.3) return Math.log1p(u) - u
  const s = u / (2 + u)
  let power = s * s * s
  let sum = 0
  for (let n = 3; n < 41 && Math.abs(power) > 1e-20; n += 2, power *= s * s) sum += power / n
  return 2 * sum - s * u
}

/** x^a e^-x / G(a + 1): the weight before both expansions of the incomplete gamma function. */
function gammaWeight(a: number, x: number): number {
  if (a < 10) return Math.exp(a * Math.log(x) - x - lnGamma(a + 1))
  return Math.exp(a * log1pMinus((x - a) / a) - stirlingRemainder(a)) / Math.sqrt(2 * Math.PI * a)
}

/** P(a, x) by its power series (DLMF 8.11.4). */
function lowerBySeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * gammaWeight(a, x)
}

/** Q(a, x) = 1 - P(a, x) by Legendre's continued fraction, evaluated by Lentz's method (DLMF 8.9.2). */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return h * a * gammaWeight(a, x)
}

/** Beyond this order both expansions grow long and Temme's uniform expansion is exact to the last digits. */
const temmeFrom = 1e6

/** P and Q for a large order (Temme 1979; DLMF 8.12), each from its own tail. */
function temme(a: number, x: number): readonly [number, number] {
  const u = (x - a) / a
  const eta = Math.sign(u) * Math.sqrt(-2 * log1pMinus(u))
  const z = (a * eta * eta) / 2
  if (z > 745) return u > 0 ? [1, 0] : [0, 1]
  const half = 0.5 * (z < 1.5 ? 1 - (z && lowerBySeries(0.5, z)) : upperByFraction(0.5, z))
  const first = -1 / 3 + eta * (1 / 12 + eta * (-2 / 135 + eta * (1 / 864 + eta / 2835)))
  const correction = (Math.exp(-z) / Math.sqrt(2 * Math.PI * a)) * (first - (1 / 540 + eta / 288) / a)
  const tail = u > 0 ? half + correction : half - correction
  return u > 0 ? [1 - tail, tail] : [tail, 1 - tail]
}

/** P(a, x) and Q(a, x). */
function parts(a: number, x: number): readonly [number, number] {
  if (!(a > 0) || !(x >= 0)) return [Number.NaN, Number.NaN]
  if (x === 0) return [0, 1]
  if (x === Number.POSITIVE_INFINITY) return [1, 0]
  if (a > temmeFrom) return temme(a, x)
  if (x < a + 1) {
    const lower = Math.min(1, lowerBySeries(a, x))
    return [lower, 1 - lower]
  }
  const upper = Math.min(1, upperByFraction(a, x))
  return [1 - upper, upper]
}

/** The regularised lower incomplete gamma function P(a, x), the distribution function of a gamma variable of shape a > 0 and rate 1 at x >= 0. NaN elsewhere. */
export const regularisedGamma = (a: number, x: number): number => parts(a, x)[0]

/** Q(a, x) = 1 - P(a, x), exact where it is small. */
export const upperRegularisedGamma = (a: number, x: number): number => parts(a, x)[1]
