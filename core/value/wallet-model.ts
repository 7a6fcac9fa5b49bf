import { quantile, sortFew } from '#core/numerics/order-statistics.ts'
import { fitQuantile, predict, uncross } from './quantile-regression.ts'
import {
  basicColumns,
  fillFeatures,
  type WalletFeatures,
  type WalletLevel,
  type WalletProfile,
  walletAttributes,
} from './wallet-features.ts'

/** The quantiles of like customers that make the range: from, the middle that a gap is measured to, and to. */
export const walletQuantiles = [0.6, 0.75, 0.9] as const

/** Fewer customers with an order in 12 months than this are no population; nor are fewer buyers of a category than `leastBuyers`. */
export const leastCustomers = 20
export const leastBuyers = 10
/** Customers that a regression is fitted on, every n-th of the book where there are more; most categories and columns. */
export const fittedCustomers = 4000
export const mostCategories = 60
const [mostColumns, mostShares, customersAColumn] = [20, 6, 10]

/** The regressions of one category: plain data, kept with the run so that each figure opens to it. */
export type CategoryModel = WalletFeatures & {
  /** Customers that it was fitted on, and how many of them buy the category. */
  readonly customers: number
  readonly buyers: number
  /** asinh(sales / scale) is what is explained; predictions end at `most`, what 19 of 20 buyers do not exceed. Minor units. */
  readonly scale: number
  readonly most: number
  /** One row of coefficients for each of `walletQuantiles`; the typical customer: the mean of each column. */
  readonly coefficients: readonly (readonly number[])[]
  readonly typical: readonly number[]
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values)
  if (sorted.length > 64) sorted.sort()
  else sortFew(sorted, sorted.length)
  return sorted[sorted.length >> 1] ?? 0
}

/** Values of attributes that are frequent enough to tell: at least a twentieth of the customers and ten, at most three quarters; the frequent first. */
function levelsOf(profiles: readonly WalletProfile[]): readonly WalletLevel[] {
  const found = walletAttributes.flatMap(attribute => {
    const counts = Map.groupBy(profiles, profile => profile.attributes[attribute] ?? '')
    return [...counts].map(([level, those]) => ({ attribute, level, count: those.length }))
  })
  const least = Math.max(10, profiles.length / 20)
  return found
    .filter(({ level, count }) => level !== '' && count >= least && count <= 0.75 * profiles.length)
    .toSorted((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .map(({ attribute, level }) => ({ attribute, level }))
}

/** Columns as a sample of this size carries them: one for ten customers. */
function featuresFor(
  key: string,
  profiles: readonly WalletProfile[],
  keys: readonly string[],
  levels: readonly WalletLevel[],
): WalletFeatures {
  const room = Math.max(2, Math.min(mostColumns, Math.floor(profiles.length / customersAColumn)))
  const others = profiles.map(profile => profile.total - Math.max(0, profile.salesIn(key))).filter(value => value > 0)
  const shares = keys.filter(other => other !== key).slice(0, Math.min(mostShares, Math.max(0, room - basicColumns)))
  const kept = levels.slice(0, Math.max(0, room - basicColumns - shares.length))
  const columns = Math.min(room, basicColumns + shares.length + kept.length)
  return { key, otherScale: Math.max(1, medianOf(others)), shares, levels: kept, columns }
}

const rounded = (value: number) => Number(value.toPrecision(10))

function fitCategory(features: WalletFeatures, profiles: readonly WalletProfile[]): CategoryModel | undefined {
  const sales = profiles.map(profile => Math.max(0, profile.salesIn(features.key)))
  const bought = sales.filter(value => value > 0)
  if (bought.length < leastBuyers) return undefined
  const { columns } = features
  const scale = Math.max(1, medianOf(bought))
  const x = new Float64Array(profiles.length * columns)
  profiles.forEach((profile, row) => fillFeatures(features, profile, x, row * columns))
  const y = Float64Array.from(sales, value => Math.asinh(value / scale))
  const typical = Array.from({ length: columns }, (_, k) => {
    let sum = 0
    for (let row = 0; row < profiles.length; row++) sum += x[row * columns + k] as number
    return rounded(sum / profiles.length)
  })
  const coefficients = walletQuantiles.map(share => Array.from(fitQuantile({ x, y, columns }, share).coefficients, rounded))
  const most = quantile(Float64Array.from(bought).sort(), 0.95)
  return { ...features, customers: profiles.length, buyers: bought.length, scale, most, coefficients, typical }
}

/**
 * Regressions of what customers buy in each category on what else is known of them: the wallet as a high conditional quantile. `profiles` are the
 * customers with an order in 12 months (a sample of them), `keys` the categories, the largest first; those with too few buyers get none.
 * Sources: Koenker and Bassett (1978); Perlich, C., Rosset, S., Lawrence, R. and Zadrozny, B. (2007), High-quantile modeling for customer wallet
 * estimation and other applications, KDD; the scale: Burbidge, J., Magee, L. and Robb, A. (1988), JASA 83, 123-127. docs/methods/wallet-share.md
 */
export function fitWallets(profiles: readonly WalletProfile[], keys: readonly string[]): readonly CategoryModel[] {
  if (profiles.length < leastCustomers) return []
  const levels = levelsOf(profiles)
  const judged = keys.slice(0, mostCategories)
  return judged.flatMap(key => fitCategory(featuresFor(key, profiles, judged, levels), profiles) ?? [])
}

/** Room for one prediction, reused. */
export const roomForWallet = () => ({ row: new Float64Array(mostColumns), at: new Float64Array(walletQuantiles.length) })
export type WalletRoom = ReturnType<typeof roomForWallet>

const fromScale = ({ scale, most }: CategoryModel, value: number): number =>
  Math.min(most, Math.max(0, scale * Math.sinh(Math.min(value, 50))))

/** Expected sales a year of the customer at `walletQuantiles`, ascending, in `room.at`. Minor units. */
export function expectWallet(model: CategoryModel, profile: WalletProfile, room: WalletRoom): Float64Array {
  fillFeatures(model, profile, room.row, 0)
  return expectFrom(model, room)
}

function expectFrom(model: CategoryModel, { row, at }: WalletRoom): Float64Array {
  for (let k = 0; k < at.length; k++) at[k] = fromScale(model, predict(row, 0, model.coefficients[k] as unknown as Float64Array))
  return uncross(at)
}

/** What each column does to the middle quantile: the customer's value, the typical one, and the money between them, all else as it is. */
export type WalletEffect = { readonly value: number; readonly typical: number; readonly effect: number }

export function walletEffects(
  model: CategoryModel,
  profile: WalletProfile,
): { readonly base: number; readonly effects: readonly WalletEffect[] } {
  const room = roomForWallet()
  const middle = () => expectFrom(model, room)[1] as number
  room.row.set(model.typical)
  const base = middle()
  fillFeatures(model, profile, room.row, 0)
  const whole = middle()
  const own = room.row.slice()
  const effects = model.typical.map((typical, k) => {
    room.row.set(own)
    room.row[k] = typical
    return { value: own[k] as number, typical, effect: whole - middle() }
  })
  return { base, effects }
}
