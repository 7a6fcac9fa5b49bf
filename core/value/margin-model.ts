/**
 * What share of a customer's net sales is left as net contribution. A few months of one customer say little, so its own rate is drawn towards the
 * book's by how much it has traded (normal-normal shrinkage with a variance that falls with the sales behind a rate). Rates below zero are allowed:
 * spend and margin are apart, since no gamma holds a loss.
 * Source: Bühlmann and Straub (1970), "Glaubwürdigkeit für Schadensätze", Mitteilungen der VSVM 70, 111-133; in English Bühlmann and Gisler (2005), A
 * Course in Credibility Theory, chapter 4. docs/methods/margin-model.md
 */

/** One row a customer and period: whose (0 .. customers - 1), net sales and net contribution in one unit of money. */
export type MarginRows = {
  readonly customer: ArrayLike<number>
  readonly netSales: ArrayLike<number>
  readonly netContribution: ArrayLike<number>
}

export type MarginModel = {
  /** The book's mean rate, net contribution / net sales. */
  readonly mean: number
  /** Variance of the customers' true rates about it. */
  readonly variance: number
  /** Variance of a rate within a customer, times the sales behind it. */
  readonly within: number
  /** Net sales at which a customer's own rate weighs as much as the book's; Infinity where customers don't differ. */
  readonly halfWaySales: number
  /** Per customer: the shrunk rate, its standard deviation, and the weight of the customer's own record, 0..1. */
  readonly rate: Float64Array
  readonly deviation: Float64Array
  readonly weight: Float64Array
  /** Rows without positive sales (returns, costs without an order: they count in a customer's own rate, not in the spread), and rows with amounts that are no number. */
  readonly rowsWithoutSales: number
  readonly rowsLeftOut: number
}

/** A model, or why there is none: no sales at all. */
export type MarginAnswer = MarginModel | { readonly no: 'no-sales' }

/** Sums per customer: of all rows, and of the periods with sales alone, from which the spread within is taken. */
type Sums = {
  readonly sales: Float64Array
  readonly contribution: Float64Array
  readonly periods: Int32Array
  readonly traded: Float64Array
  readonly earned: Float64Array
  /** Of contribution² / sales. */
  readonly squares: Float64Array
}

function sumsOf(
  { customer, netSales, netContribution }: MarginRows,
  customers: number,
): { readonly sums: Sums; readonly without: number; readonly leftOut: number } {
  const column = () => new Float64Array(customers)
  const sums: Sums = {
    sales: column(),
    contribution: column(),
    periods: new Int32Array(customers),
    traded: column(),
    earned: column(),
    squares: column(),
  }
  let [without, leftOut] = [0, 0]
  for (let row = 0; row < customer.length; row++) {
    const [of, sales, contribution] = [customer[row] as number, netSales[row] as number, netContribution[row] as number]
    if (!Number.isFinite(sales) || !Number.isFinite(contribution) || !(of >= 0 && of < customers)) {
      leftOut++
      continue
    }
    sums.contribution[of] = (sums.contribution[of] as number) + contribution
    sums.sales[of] = (sums.sales[of] as number) + sales
    if (!(sales > 0)) {
      without++
      continue
    }
    sums.periods[of] = (sums.periods[of] as number) + 1
    sums.traded[of] = (sums.traded[of] as number) + sales
    sums.earned[of] = (sums.earned[of] as number) + contribution
    sums.squares[of] = (sums.squares[of] as number) + (contribution * contribution) / sales
  }
  return { sums, without, leftOut }
}

type Spread = { readonly within: number; readonly variance: number; readonly mean: number }

/** The spread within customers: of the rates of their periods about their own, in sales x rate². */
function withinOf({ periods, traded, earned, squares }: Sums): number {
  let [degrees, inside] = [0, 0]
  for (let i = 0; i < traded.length; i++) {
    if ((periods[i] as number) < 2) continue
    degrees += (periods[i] as number) - 1
    inside += Math.max(0, (squares[i] as number) - (earned[i] as number) ** 2 / (traded[i] as number))
  }
  return degrees > 0 ? inside / degrees : 0
}

/** The unbiased estimators of Bühlmann and Straub: spread within customers, then among them; the mean weighs customers by their credibility. */
function spreadOf(sums: Sums): Spread {
  const { sales, contribution } = sums
  const sellers = Array.from(sales.keys()).filter(i => (sales[i] as number) > 0)
  const total = (of: (i: number) => number) => sellers.reduce((sum, i) => sum + of(i), 0)
  const whole = total(i => sales[i] as number)
  const crude = total(i => contribution[i] as number) / whole
  const within = withinOf(sums)
  const among = total(i => (sales[i] as number) * ((contribution[i] as number) / (sales[i] as number) - crude) ** 2)
  const base = whole - total(i => (sales[i] as number) ** 2) / whole
  const variance = base > 0 ? Math.max(0, (among - (sellers.length - 1) * within) / base) : 0
  return { within, variance, mean: meanOf(sales, contribution, within, variance, crude) }
}

/** How far a customer's own rate counts. Without any spread among customers nobody's does. */
const credibility = (sales: number, within: number, variance: number): number =>
  sales > 0 && variance > 0 ? sales / (sales + within / variance) : 0

function meanOf(sales: Float64Array, contribution: Float64Array, within: number, variance: number, crude: number): number {
  let [weights, sum] = [0, 0]
  for (let i = 0; i < sales.length; i++) {
    const weight = credibility(sales[i] as number, within, variance)
    if (!(weight > 0)) continue
    weights += weight
    sum += (weight * (contribution[i] as number)) / (sales[i] as number)
  }
  return weights > 0 ? sum / weights : crude
}

/** Margin rates of all customers, each drawn towards the book's. Customers without sales get the book's rate and its whole spread. */
export function marginModelOf(rows: MarginRows, customers: number): MarginAnswer {
  const { sums, without, leftOut } = sumsOf(rows, customers)
  if (!sums.sales.some(sales => sales > 0)) return { no: 'no-sales' }
  const { within, variance, mean } = spreadOf(sums)
  const [rate, deviation, weight] = [new Float64Array(customers), new Float64Array(customers), new Float64Array(customers)]
  for (let i = 0; i < customers; i++) {
    const sales = sums.sales[i] as number
    const own = credibility(sales, within, variance)
    weight[i] = own
    rate[i] = own > 0 ? mean + own * ((sums.contribution[i] as number) / sales - mean) : mean
    deviation[i] = Math.sqrt(variance * (1 - own))
  }
  const halfWaySales = variance > 0 ? within / variance : Number.POSITIVE_INFINITY
  return { mean, variance, within, halfWaySales, rate, deviation, weight, rowsWithoutSales: without, rowsLeftOut: leftOut }
}
