import { lowerBound, upperBound } from '#core/numerics/order-statistics.ts'

/** How well a forecast met what came. `customers` 0 leaves all but the counts NaN. */
export type ErrorFigures = {
  readonly customers: number
  /** Orders forecast and placed, in sum. */
  readonly predicted: number
  readonly actual: number
  /** Mean absolute and root mean squared error of a customer's orders. */
  readonly mae: number
  readonly rmse: number
  /** (predicted - actual) / actual; NaN where nobody ordered. */
  readonly bias: number
  /** Spearman's rank correlation, ties at their middle rank; 0 where the forecast is the same for all. */
  readonly spearman: number
  /** Share of the orders that came from the fifth forecast highest, and how many times a fair share that is. */
  readonly topFifth: number
  readonly lift: number
  /** Area of the ranking by forecast over that of the perfect ranking: 1 perfect, 0 chance. */
  readonly gini: number
}

const top = 0.2

type Totals = { predicted: number; actual: number; absolute: number; squared: number }

function totalsOf(predicted: Float64Array, actual: Int32Array): Totals {
  const totals = { predicted: 0, actual: 0, absolute: 0, squared: 0 }
  for (let i = 0; i < predicted.length; i++) {
    const off = (predicted[i] as number) - (actual[i] as number)
    totals.predicted += predicted[i] as number
    totals.actual += actual[i] as number
    totals.absolute += Math.abs(off)
    totals.squared += off * off
  }
  return totals
}

/** The figures of a forecast, one value a customer, against the orders placed. Two sorts, all else in one pass. docs/methods/validation.md */
export function errorFigures(predicted: Float64Array, actual: Int32Array): ErrorFigures {
  const n = predicted.length
  const { absolute, squared, ...sums } = totalsOf(predicted, actual)
  const [sorted, truth] = [predicted.slice().sort(), Float64Array.from(actual).sort()]
  const topFifth = shareOfTop(predicted, actual, sorted, sums.actual)
  return {
    customers: n,
    ...sums,
    mae: absolute / n,
    rmse: Math.sqrt(squared / n),
    bias: sums.actual > 0 ? sums.predicted / sums.actual - 1 : Number.NaN,
    spearman: spearmanOf(predicted, actual, sorted, truth),
    topFifth,
    lift: topFifth / top,
    gini: giniOf(predicted, actual, sorted) / giniOf(Float64Array.from(actual), actual, truth),
  }
}

/** Middle rank of a value in an ascending array, from 0. */
const midRankOf = (sorted: Float64Array, value: number) => (lowerBound(sorted, value) + upperBound(sorted, value) - 1) / 2

function spearmanOf(predicted: Float64Array, actual: Int32Array, sorted: Float64Array, truth: Float64Array): number {
  const n = predicted.length
  const ranks = new Float64Array((truth[n - 1] ?? 0) + 1).fill(Number.NaN)
  let [both, one, other] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const count = actual[i] as number
    if (Number.isNaN(ranks[count])) ranks[count] = midRankOf(truth, count)
    const [a, b] = [midRankOf(sorted, predicted[i] as number) - (n - 1) / 2, (ranks[count] as number) - (n - 1) / 2]
    both += a * b
    one += a * a
    other += b * b
  }
  return one * other > 0 ? both / Math.sqrt(one * other) : n === 0 ? Number.NaN : 0
}

/** Orders of the customers of each forecast value, at the place of the value's first appearance in the sorted forecast. */
function ordersByValue(predicted: Float64Array, actual: Int32Array, sorted: Float64Array): Float64Array {
  const orders = new Float64Array(sorted.length)
  for (let i = 0; i < predicted.length; i++) {
    const place = lowerBound(sorted, predicted[i] as number)
    orders[place] = (orders[place] as number) + (actual[i] as number)
  }
  return orders
}

/** Share of the orders from the top fifth; of customers with an equal forecast at the border the fair share counts. */
function shareOfTop(predicted: Float64Array, actual: Int32Array, sorted: Float64Array, total: number): number {
  const n = sorted.length
  const wanted = top * n
  const border = sorted[n - Math.max(1, Math.ceil(wanted))] as number
  const [first, end] = [lowerBound(sorted, border), upperBound(sorted, border)]
  let [above, at] = [0, 0]
  for (let i = 0; i < n; i++) {
    if ((predicted[i] as number) > border) above += actual[i] as number
    else if (predicted[i] === border) at += actual[i] as number
  }
  return (above + (at * (wanted - (n - end))) / (end - first)) / total
}

/** Twice the area between the curve of concentration and the diagonal; equal forecasts share their orders equally. */
function giniOf(predicted: Float64Array, actual: Int32Array, sorted: Float64Array): number {
  const n = sorted.length
  const orders = ordersByValue(predicted, actual, sorted)
  let [total, area] = [0, 0]
  for (let first = 0; first < n; ) {
    const end = upperBound(sorted, sorted[first] as number, first)
    const here = orders[first] as number
    area += ((end - first) * (2 * total + here)) / 2
    total += here
    first = end
  }
  return 1 - (2 * area) / (n * total)
}

/** A bucket of the calibration plot: customers with like forecasts, what was said and what came, a customer. */
export type CalibrationBucket = { readonly customers: number; readonly predicted: number; readonly actual: number }

/**
 * Buckets of equal numbers of customers from the lowest forecast to the highest; customers with equal forecasts stay together, so there may be fewer
 * buckets than asked for.
 */
export function calibrationOf(predicted: Float64Array, actual: ArrayLike<number>, buckets = 10): CalibrationBucket[] {
  const sorted = predicted.slice().sort()
  const borders = Float64Array.from({ length: buckets }, (_, b) => sorted[Math.floor((b * sorted.length) / buckets)] ?? 0)
  return gathered(predicted, actual, borders)
}

/** Buckets of P(alive) by tenths, against the share that ordered in the horizon. */
export function aliveCalibration(alive: Float64Array, actual: Int32Array): CalibrationBucket[] {
  return gathered(
    alive,
    actual.map(orders => Math.min(1, orders)),
    Float64Array.from({ length: 10 }, (_, b) => b / 10),
  )
}

/** `borders` ascending: a customer is in the last bucket whose border it reaches. Empty ones are left out. */
function gathered(predicted: Float64Array, actual: ArrayLike<number>, borders: Float64Array): CalibrationBucket[] {
  const [counts, said, came] = [new Float64Array(borders.length), new Float64Array(borders.length), new Float64Array(borders.length)]
  for (let i = 0; i < predicted.length; i++) {
    const bucket = Math.max(0, upperBound(borders, predicted[i] as number) - 1)
    counts[bucket] = (counts[bucket] as number) + 1
    said[bucket] = (said[bucket] as number) + (predicted[i] as number)
    came[bucket] = (came[bucket] as number) + (actual[i] as number)
  }
  return Array.from(counts).flatMap((customers, b) =>
    customers === 0 ? [] : [{ customers, predicted: (said[b] as number) / customers, actual: (came[b] as number) / customers }],
  )
}

/** The figures of several origins as one: errors and totals of all their customers, rankings as the mean of the origins that have one. */
export function pooledFigures(origins: readonly ErrorFigures[]): ErrorFigures {
  const sum = (pick: (figures: ErrorFigures) => number) => origins.reduce((total, figures) => total + pick(figures), 0)
  const mean = (pick: (figures: ErrorFigures) => number) => {
    const known = origins.map(pick).filter(value => !Number.isNaN(value))
    return known.reduce((total, value) => total + value, 0) / known.length
  }
  const customers = sum(figures => figures.customers)
  const [predicted, actual] = [sum(figures => figures.predicted), sum(figures => figures.actual)]
  return {
    customers,
    predicted,
    actual,
    mae: sum(({ mae, customers: n }) => (n === 0 ? 0 : mae * n)) / customers,
    rmse: Math.sqrt(sum(({ rmse, customers: n }) => (n === 0 ? 0 : rmse * rmse * n)) / customers),
    bias: actual > 0 ? predicted / actual - 1 : Number.NaN,
    spearman: mean(figures => figures.spearman),
    topFifth: mean(figures => figures.topFifth),
    lift: mean(figures => figures.lift),
    gini: mean(figures => figures.gini),
  }
}
