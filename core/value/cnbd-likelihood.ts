import { digammaRise, lnGamma, lnRising } from '#core/numerics/gamma-function.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import type { CnbdRows } from './cnbd-rows.ts'

/**
 * Which model of the family: gaps of k ticks (Erlang-k), and when customers may leave: never (NBD), at each repeat order (BG), or at their first order
 * already (MBG).
 */
export type CnbdShape = { readonly k: number; readonly drops: 'never' | 'repeat' | 'start' }

/** Heterogeneity of tick rates (gamma: r, alpha) and of dropout (beta: a, b). Without dropout a = 0 and b = 1. */
export type CnbdParameters = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }

/** From (ln r, ln alpha[, logit of the mean dropout, ln of a + b]). */
export function parametersAt(at: Float64Array): CnbdParameters {
  const [r, alpha] = [Math.exp(at[0] as number), Math.exp(at[1] as number)]
  if (at.length === 2) return { r, alpha, a: 0, b: 1 }
  const total = Math.exp(at[3] as number)
  return { r, alpha, a: total / (1 + Math.exp(-(at[2] as number))), b: total / (1 + Math.exp(at[2] as number)) }
}

/** The inverse of parametersAt, for a model with dropout or without. */
export function logsOf({ r, alpha, a, b }: CnbdParameters, drops: CnbdShape['drops']): Float64Array {
  const rates = [Math.log(r), Math.log(alpha)]
  return Float64Array.from(drops === 'never' ? rates : [...rates, Math.log(a / b), Math.log(a + b)])
}

/** Sums that the rows add up: the logarithms and the derivatives by r, alpha, a (times a) and b. */
type Sums = { value: number; byR: number; byAlpha: number; dead: number; byB: number }

/** What one evaluation looks up instead of computing it a row. */
type Tables = {
  /** By time: ln(alpha + t) and 1 / (alpha + t). */
  readonly ln: Float64Array
  readonly over: Float64Array
  /** By index of x: r + kx, ln of the odds of dropout after the last order, 1 / (b + x - 1) (b + x for MBG). */
  readonly shape: Float64Array
  readonly lnOdds: Float64Array
  readonly overB: Float64Array
}

function tablesFor(rows: CnbdRows): Tables {
  const [times, counts] = [rows.times.length, rows.counts.length]
  const [ln, over] = [new Float64Array(times), new Float64Array(times)]
  return { ln, over, shape: new Float64Array(counts), lnOdds: new Float64Array(counts), overB: new Float64Array(counts) }
}

function fillTables(tables: Tables, rows: CnbdRows, { k, drops }: CnbdShape, p: CnbdParameters): void {
  const { ln, over, shape, lnOdds, overB } = tables
  for (let i = 0; i < ln.length; i++) {
    const shifted = p.alpha + (rows.times[i] as number)
    ln[i] = Math.log(shifted)
    over[i] = 1 / shifted
  }
  const lnA = Math.log(p.a)
  for (let i = 0; i < shape.length; i++) {
    const x = rows.counts[i] as number
    shape[i] = p.r + k * x
    const stays = p.b + x - (drops === 'start' ? 0 : 1)
    const mayDrop = drops === 'start' || (drops === 'repeat' && x > 0)
    lnOdds[i] = mayDrop ? lnA - Math.log(stays) : Number.NEGATIVE_INFINITY
    overB[i] = mayDrop ? 1 / stays : 0
  }
}

/** The part that depends on x alone or on T alone: from the histograms. Adds to the sums; the derivative by a comes back. */
function addHistograms(rows: CnbdRows, { k, drops }: CnbdShape, p: CnbdParameters, t: Tables, sums: Sums): number {
  let byA = 0
  for (let i = 0; i < rows.counts.length; i++) {
    const x = rows.counts[i] as number
    const customers = rows.customersOf[i] as number
    const chances = drops === 'never' ? 0 : x + (drops === 'start' ? 1 : 0)
    sums.value += customers * (lnRising(p.r, k * x) + lnRising(p.b, chances) - lnRising(p.a + p.b, chances))
    sums.byR += customers * digammaRise(p.r, k * x)
    const total = customers * digammaRise(p.a + p.b, chances)
    sums.byB += customers * digammaRise(p.b, chances) - total
    byA -= total
  }
  for (let i = 0; i < t.ln.length; i++) {
    const customers = rows.ageCustomers[i] as number
    if (customers === 0) continue
    const shape = p.r * customers + k * (rows.ageOrders[i] as number)
    sums.value -= shape * (t.ln[i] as number)
    sums.byR -= customers * (t.ln[i] as number)
    sums.byAlpha -= shape * (t.over[i] as number)
  }
  const lnAlpha = Math.log(p.alpha)
  sums.value += rows.count * p.r * lnAlpha
  sums.byR += rows.count * lnAlpha
  sums.byAlpha += (rows.count * p.r) / p.alpha
  return byA
}

/** Above this the odds of death are so high that ln(1 + e^odds) is the odds. */
const certain = 36

/** k = 1: adds ln(1 + odds of death) of every row. Logarithms of products are taken once in many rows. */
function addRows(rows: CnbdRows, { ln, over, shape, lnOdds, overB }: Tables, sums: Sums): void {
  const { x, recency, age } = rows
  let value = 0
  let product = 1
  let byR = 0
  let byAlpha = 0
  let dead = 0
  let byB = 0
  for (let i = 0; i < x.length; i++) {
    const n = x[i] as number
    const from = recency[i] as number
    const to = age[i] as number
    const silence = (ln[to] as number) - (ln[from] as number)
    const c = shape[n] as number
    const odds = (lnOdds[n] as number) + c * silence
    let v = 1
    if (odds > certain) value += odds
    else {
      const w = Math.exp(odds)
      v = w / (1 + w)
      product *= 1 + w
      if (product > 1e280) {
        value += Math.log(product)
        product = 1
      }
    }
    byR += v * silence
    byAlpha += v * c * ((over[to] as number) - (over[from] as number))
    dead += v
    byB += v * (overB[n] as number)
  }
  sums.value += value + Math.log(product)
  sums.byR += byR
  sums.byAlpha += byAlpha
  sums.dead += dead
  sums.byB -= byB
}

/** One row of any k with a weight: adds ln(S + odds of death), S the chance of at most k - 1 ticks of silence beside that of none. */
function addRow(k: number, n: number, from: number, to: number, weight: number, gap: number, t: Tables, sums: Sums): void {
  const c = t.shape[n] as number
  const overTo = t.over[to] as number
  const silence = (t.ln[to] as number) - (t.ln[from] as number)
  const y = gap * overTo
  let term = 1
  let byTerm = 0
  let s = 1
  let byS = 0
  let ticks = 0
  for (let j = 0; j < k - 1; j++) {
    const step = y / (j + 1)
    byTerm = (byTerm * (c + j) + term) * step
    term *= (c + j) * step
    s += term
    byS += byTerm
    ticks += (j + 1) * term
  }
  const odds = (t.lnOdds[n] as number) + c * silence
  const huge = odds > 300
  const w = huge ? 1 : Math.exp(odds)
  const alive = huge ? s * Math.exp(-odds) : s
  const v = w / (alive + w)
  sums.value += weight * ((huge ? odds : 0) + Math.log(alive + w))
  const perS = (weight * (1 - v)) / s
  sums.byR += weight * v * silence + perS * byS
  sums.byAlpha += weight * v * c * (overTo - (t.over[from] as number)) - perS * ticks * overTo
  sums.dead += weight * v
  sums.byB -= weight * v * (t.overB[n] as number)
}

function addAllRows(rows: CnbdRows, k: number, t: Tables, sums: Sums): void {
  const { x, recency, age, times, ageOnce, weight } = rows
  for (let i = 0; i < ageOnce.length; i++) {
    if (ageOnce[i] !== 0) addRow(k, 0, 0, i, ageOnce[i] as number, times[i] as number, t, sums)
  }
  if (k === 1 && !weight) return addRows(rows, t, sums)
  for (let i = 0; i < x.length; i++) {
    const from = recency[i] as number
    const to = age[i] as number
    addRow(k, x[i] as number, from, to, weight ? (weight[i] as number) : 1, (times[to] as number) - (times[from] as number), t, sums)
  }
}

/** The share of the log-likelihood that depends on k alone: (k - 1) sum ln gap - sum x ln (k - 1)!; 0 where the gaps are unknown. */
export function gapsShare({ counts, customersOf, lnGaps }: CnbdRows, k: number): number {
  const orders = counts.reduce((sum, x, i) => sum + x * (customersOf[i] as number), 0)
  return k === 1 || lnGaps === null ? 0 : (k - 1) * lnGaps - orders * lnGamma(k)
}

/**
 * -log-likelihood of the family, with its gradient, by parameters in logs: (ln r, ln alpha) without dropout, else (ln r, ln alpha, logit of the mean
 * dropout a / (a + b), ln(a + b)). Source: Platzer and Reutterer (2016), Reutterer, Platzer and Schröder (2021); with k = 1 Fader, Hardie and Lee (2005)
 * and Batislam, Denizel and Filiztekin (2007). docs/methods/bg-cnbd-k.md
 */
export function cnbdObjective(rows: CnbdRows, shape: CnbdShape): Objective {
  const tables = tablesFor(rows)
  const constant = gapsShare(rows, shape.k)
  return (at, gradient) => {
    const p = parametersAt(at)
    fillTables(tables, rows, shape, p)
    const sums: Sums = { value: constant, byR: 0, byAlpha: 0, dead: 0, byB: 0 }
    const byA = addHistograms(rows, shape, p, tables, sums)
    addAllRows(rows, shape.k, tables, sums)
    gradient[0] = -sums.byR * p.r
    gradient[1] = -sums.byAlpha * p.alpha
    if (shape.drops === 'never') return -sums.value
    const aTimes = byA * p.a + sums.dead
    const bTimes = sums.byB * p.b
    const mean = p.a / (p.a + p.b)
    gradient[2] = -(aTimes * (1 - mean) - bTimes * mean)
    gradient[3] = -(aTimes + bTimes)
    return -sums.value
  }
}
