import type { Rejection, Rejections } from './rejections.ts'
import type { Notice } from '#core/intake/reasons.ts'
import { type Language, noticeText } from '#core/intake/reasons.ts'
import { because, viewOf } from '#core/segments/because.ts'
import { becauseText } from '#core/segments/because-text.ts'
import { type Band, type CustomerType, customerTypes, type LifecycleStage, type PyramidTier, pyramidTiers } from '#core/segments/grid.ts'
import { placeBook } from '#core/segments/place-book.ts'
import { type Placement, placementOf } from '#core/segments/placement.ts'
import type { History, Run } from '#core/segments/run.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import type { Gathered } from './gather-book.ts'
import type { Progress } from './progress.ts'

/** Where one customer stands, as `--json` prints it. Days as YYYY-MM-DD, money in minor units. */
export type CustomerAnswer = {
  readonly customer: string
  readonly name: string | null
  readonly orders: number
  readonly firstOrder: string | null
  readonly lastOrder: string | null
  readonly revenueMinor: Minor
  readonly netContributionMinor: Minor | null
  readonly netContributionState: Placement['netContributionState']
  readonly currentBand: Band | null
  readonly potentialBand: Band | null
  readonly rawCurrentBand: Band | null
  readonly rawPotentialBand: Band | null
  /** Bands on their way to be confirmed; null where both stand firm. */
  readonly pending: { readonly current: Band | null; readonly potential: Band | null } | null
  readonly potential: number | null
  /** Probability that the customer is still one, 0..1; null without an order. */
  readonly pAlive: number | null
  readonly type: CustomerType | null
  readonly tier: PyramidTier | null
  readonly stage: LifecycleStage | null
  readonly belowZero: boolean
  readonly provisional: boolean
  readonly dataConfidence: number
  readonly because: readonly {
    readonly code: string
    readonly args: Readonly<Record<string, string | number | null>>
    readonly text: string
  }[]
}

type Total = { readonly count: number; readonly netContributionMinor: Minor }

/** The answer of `lianke identify`. Customers are made one by one, in order, so that a large book needs no second copy. */
export type Answer = {
  readonly asOf: string
  readonly currency: string
  readonly settings: Pick<ValuationSettings, 'version' | 'margin' | 'cuts' | 'weights'>
  readonly counts: {
    readonly rows: number
    readonly accepted: number
    readonly rejected: number
    readonly customers: number
    readonly placed: number
  }
  readonly types: Readonly<Record<CustomerType, Total>>
  readonly tiers: Readonly<Record<PyramidTier, Total>>
  readonly notPlaced: Total
  readonly customers: () => Generator<CustomerAnswer>
  readonly rejected: () => Generator<Rejection>
  readonly rejections: Rejections
  readonly notices: readonly { readonly code: Notice; readonly text: string }[]
  readonly run: Run
  /** Dyads in the order of the answer, largest net contribution first. */
  readonly order: Uint32Array
  readonly placement: (dyad: number) => Placement
  /** Customers as given, by dyad. */
  readonly keys: readonly string[]
  /** Place of a dyad in the order as a share: 0 = the largest net contribution. */
  readonly rankOf: (dyad: number) => number
  readonly files: readonly string[]
  readonly language: Language
}

const placing = ['定位', 'Placing'] as const

/** Places the customers of a gathered book and makes the answer. */
export function answerOf(gathered: Gathered, settings: ValuationSettings, language: Language, progress: Progress): Answer {
  const { book } = gathered
  const history = placeBook(book, settings, {
    keepRuns: 0,
    onProgress: (done, total) => progress.show(placing, done / total, `${done}/${total}`),
  })
  progress.clear()
  const run = history.now
  const order = orderOf(run, book.keys.length)
  const ranks = new Uint32Array(order.length)
  order.forEach((dyad, rank) => {
    ranks[dyad] = rank
  })
  const { version, margin, cuts, weights } = settings
  const customers = function* () {
    for (const dyad of order) yield customerOf(gathered, history, dyad, settings, language)
  }
  return {
    asOf: formatDay(book.until),
    currency: book.currency,
    settings: { version, margin, cuts, weights },
    counts: {
      ...gathered.counts,
      customers: book.keys.length,
      placed: run.type.reduce((sum, type) => sum + (customerTypes[type] === undefined ? 0 : 1), 0),
    },
    ...totalsOf(run, book.keys.length),
    customers,
    rejected: () => gathered.rejections.all(language),
    rejections: gathered.rejections,
    notices: gathered.notices.map(({ code, args }) => ({ code, text: noticeText(code, args, language) })),
    run,
    order,
    placement: dyad => placementOf(run, dyad),
    keys: book.keys,
    rankOf: dyad => (ranks[dyad] ?? 0) / Math.max(1, order.length - 1),
    files: gathered.files,
    language,
  }
}

/** By net contribution, the largest first, unknown last; then by customer, which is the book's own order. */
function orderOf({ netContribution }: Run, dyads: number): Uint32Array {
  const valueOf = (dyad: number) => {
    const value = netContribution[dyad] ?? Number.NaN
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
  }
  const compare = (a: number, b: number) => (valueOf(a) === valueOf(b) ? a - b : valueOf(a) > valueOf(b) ? -1 : 1)
  return Uint32Array.from({ length: dyads }, (_, dyad) => dyad).sort(compare)
}

function totalsOf(run: Run, dyads: number) {
  const empty = () => ({ count: 0, netContributionMinor: 0 })
  const types = Object.fromEntries(customerTypes.map(type => [type, empty()])) as Record<CustomerType, ReturnType<typeof empty>>
  const tiers = Object.fromEntries(pyramidTiers.map(tier => [tier, empty()])) as Record<PyramidTier, ReturnType<typeof empty>>
  const notPlaced = empty()
  for (let dyad = 0; dyad < dyads; dyad++) {
    const { type, tier, netContribution } = placementOf(run, dyad)
    for (const total of type === null ? [notPlaced] : [types[type], ...(tier === null ? [] : [tiers[tier]])]) {
      total.count++
      total.netContributionMinor += netContribution ?? 0
    }
  }
  return { types, tiers, notPlaced }
}

function customerOf(
  { book, names }: Gathered,
  history: History,
  dyad: number,
  settings: ValuationSettings,
  language: Language,
): CustomerAnswer {
  const view = viewOf(book, history, history.now, dyad, settings)
  const place = view.placement
  const { pendingCurrent: current, pendingPotential: potential } = place
  return {
    customer: book.keys[dyad] ?? '',
    name: names[dyad] ?? null,
    orders: place.orders,
    firstOrder: view.firstOrder === null ? null : formatDay(view.firstOrder),
    lastOrder: place.lastOrder === null ? null : formatDay(place.lastOrder),
    revenueMinor: place.netSales,
    netContributionMinor: place.netContribution,
    netContributionState: place.netContributionState,
    currentBand: place.current,
    potentialBand: place.potential,
    rawCurrentBand: place.rawCurrent,
    rawPotentialBand: place.rawPotential,
    pending: current === null && potential === null ? null : { current, potential },
    potential: place.potentialScore,
    pAlive: place.alive,
    type: place.type,
    tier: place.tier,
    stage: place.stage,
    belowZero: place.belowZero,
    provisional: place.provisional,
    dataConfidence: place.dataConfidence,
    because: because(view).map(reason => ({ ...reason, text: becauseText(reason, language, book.currency) })),
  }
}
