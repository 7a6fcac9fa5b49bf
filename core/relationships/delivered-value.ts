/** What a customer gets: the benefits of customer delivered value (Kotler 1994). docs/methods/delivered-value.md */
export const benefitParts = ['product', 'personnel', 'image', 'service'] as const
/** What it costs the customer. */
export const costParts = ['money', 'time', 'effort', 'worry'] as const
export const valueParts = [...benefitParts, ...costParts] as const
export type ValuePart = (typeof valueParts)[number]

/** Points of 100 by part; what is not known is left out. */
export type ValueSheet = Readonly<Partial<Record<ValuePart, number>>>

export type DeliveredValue = {
  /** Means of the known parts, in points of 100. */
  readonly benefit: number
  readonly cost: number
  /** Benefit minus cost, -100..100. */
  readonly difference: number
  /** Benefit over cost; undefined where the cost is 0. */
  readonly ratio: number | undefined
  readonly missing: readonly ValuePart[]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const known = (sheet: ValueSheet, parts: readonly ValuePart[]) => parts.map(part => sheet[part]).filter(value => value !== undefined)

/** The sheet of the delivered value: difference and ratio of what is got and what it costs. Undefined where either side is wholly unknown. */
export function deliveredValueOf(sheet: ValueSheet): DeliveredValue | undefined {
  const [benefits, costs] = [known(sheet, benefitParts), known(sheet, costParts)]
  if (benefits.length === 0 || costs.length === 0) return undefined
  const [benefit, cost] = [mean(benefits), mean(costs)]
  const ratio = cost > 0 ? benefit / cost : undefined
  return { benefit, cost, difference: benefit - cost, ratio, missing: valueParts.filter(part => sheet[part] === undefined) }
}

/** Points of 100, undefined where not known. */
export type IndexParts = {
  readonly utility: number | undefined
  readonly processQuality: number | undefined
  readonly price: number | undefined
  readonly acquisition: number | undefined
}

/** (utility + process quality) / (price + acquisition cost). Heskett, Sasser & Schlesinger (1997), "The service profit chain". Undefined where a part is not known. */
export function perceivedValueIndex({ utility, processQuality, price, acquisition }: IndexParts): number | undefined {
  if (utility === undefined || processQuality === undefined || price === undefined || acquisition === undefined) return undefined
  return price + acquisition > 0 ? (utility + processQuality) / (price + acquisition) : undefined
}

/** The mean of what is known; undefined where nothing is. */
export function knownMean(values: readonly (number | undefined)[]): number | undefined {
  const there = values.filter(value => value !== undefined)
  return there.length === 0 ? undefined : mean(there)
}
