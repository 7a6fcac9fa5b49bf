/**
 * Gauss-Legendre quadrature on panels. Source: DLMF 3.5(v); the nodes are found by Newton's method on the Legendre polynomial (3.5.19).
 */

const order = 16

/** Nodes and weights on (0, 1). */
function rule(n: number): { readonly node: Float64Array; readonly weight: Float64Array } {
  const node = new Float64Array(n)
  const weight = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let round = 0; round < 8; round++) {
      let [before, p] = [1, x]
      for (let k = 2; k <= n; k++) [before, p] = [p, ((2 * k - 1) * x * p - (k - 1) * before) / k]
      slope = (n * (x * p - before)) / (x * x - 1)
      x -= p / slope
    }
    node[i] = (1 - x) / 2
    weight[i] = 1 / ((1 - x * x) * slope * slope)
  }
  return { node, weight }
}

const { node, weight } = rule(order)

/** The 16 nodes and weights of one panel over (0, 1), for those who sum vectors. */
export const unitRule: { readonly node: Float64Array; readonly weight: Float64Array } = { node, weight }

/** The integral of a smooth function over [from, to], cut into equal panels of 16 nodes each. */
export function integrate(of: (at: number) => number, from: number, to: number, panels: number): number {
  const width = (to - from) / panels
  let sum = 0
  for (let panel = 0; panel < panels; panel++) {
    const left = from + panel * width
    for (let i = 0; i < order; i++) sum += (weight[i] as number) * of(left + width * (node[i] as number))
  }
  return sum * width
}
