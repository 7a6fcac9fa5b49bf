import type { Minor } from '#core/units/money.ts'

/** What is written of a customer and may tell how much it buys. */
export const walletAttributes = ['customerKind', 'industry', 'region'] as const
export type WalletAttribute = (typeof walletAttributes)[number]

/** What a customer's spend is judged by: net sales of 12 months in minor units, by the text of the category; months since its first order. */
export type WalletProfile = {
  readonly total: Minor
  readonly salesIn: (key: string) => Minor
  readonly tenureMonths: number
  /** How many of the 12 months have a purchase outside of a category: how often the customer orders, whether or not it buys that category. */
  readonly monthsOutside: (key: string) => number
  readonly attributes: Readonly<Record<WalletAttribute, string | null>>
}

export type WalletLevel = { readonly attribute: WalletAttribute; readonly level: string }

/** Which features a category's regression has, always in the order: constant, other purchases, tenure, frequency, shares, levels. */
export type WalletFeatures = {
  readonly key: string
  /** Purchases of other categories count in units of this: the median of the sample. Minor units. */
  readonly otherScale: number
  /** Categories whose share of the other purchases counts. */
  readonly shares: readonly string[]
  readonly levels: readonly WalletLevel[]
  /** How many columns there are in all: a small sample carries fewer. */
  readonly columns: number
}

export const basicColumns = 4

/** The features of a customer, `features.columns` numbers into `into` from `at`. The category itself stays out: it is what they explain. */
export function fillFeatures(features: WalletFeatures, profile: WalletProfile, into: Float64Array, at: number): void {
  const { key, otherScale, shares, levels, columns } = features
  const other = Math.max(0, profile.total - Math.max(0, profile.salesIn(key)))
  const basic = [1, Math.asinh(other / otherScale), Math.log1p(profile.tenureMonths), profile.monthsOutside(key) / 12]
  for (let k = 0; k < Math.min(columns, basicColumns); k++) into[at + k] = basic[k] as number
  for (let k = basicColumns; k < columns; k++) {
    const share = shares[k - basicColumns]
    const level = levels[k - basicColumns - shares.length]
    if (share !== undefined) into[at + k] = other > 0 ? Math.min(1, Math.max(0, profile.salesIn(share)) / other) : 0
    else into[at + k] = level && profile.attributes[level.attribute] === level.level ? 1 : 0
  }
}

/** What a column stands for: for the words beside it. */
export type WalletFeature =
  | { readonly feature: 'constant' | 'otherPurchases' | 'tenure' | 'frequency' }
  | { readonly feature: 'share'; readonly key: string }
  | ({ readonly feature: 'attribute' } & WalletLevel)

export function featuresOf({ shares, levels, columns }: WalletFeatures): readonly WalletFeature[] {
  const all: WalletFeature[] = [
    { feature: 'constant' },
    { feature: 'otherPurchases' },
    { feature: 'tenure' },
    { feature: 'frequency' },
    ...shares.map(key => ({ feature: 'share', key }) as const),
    ...levels.map(level => ({ feature: 'attribute', ...level }) as const),
  ]
  return all.slice(0, columns)
}
