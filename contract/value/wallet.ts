import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { walletBases, walletMethods } from '#core/value/wallet.ts'
import { Confidence } from '../dyads/evidence.ts'
import { Day, endpoint, Id, Minor, Nullable, Page, Time, visible } from '../endpoint.ts'
import { GroupFilter } from '../platform/group-filter.ts'

export const WalletMethod = Type.Enum([...walletMethods])
export const WalletBasis = Type.Enum([...walletBases])
/** How sure a person must be for it to replace what was reckoned: A the customer's own statement or a contract, B an expert's estimate. */
export const KnownConfidence = Type.Enum(['A', 'B'])

/** The reckoning that is shown: twelve calendar months up to `month`; what stands for a category where the book has none. */
export const WalletRun = Type.Object({
  month: Day,
  method: WalletMethod,
  kind: Type.Enum(['category', 'item']),
  customers: Type.Integer(),
  categories: Type.Integer(),
  /** Share of net sales that becomes contribution; null where the settings have none: money is net sales then. */
  margin: Nullable(Type.Number()),
  currency: Type.String(),
  createdAt: Time,
})
export type WalletRun = Static<typeof WalletRun>

export const WalletCategory = Type.Object({ categoryId: Id, name: Type.String(), nameEn: Nullable(Type.String()) })
export type WalletCategory = Static<typeof WalletCategory>

/** A category that was bought regularly and is not any more. */
export const Lapsed = Type.Object({
  /** First day of the last month with a purchase. */
  month: Day,
  usualMonths: Type.Number(),
  /** Net sales of the twelve months up to it. */
  worth: Minor,
})
export type Lapsed = Static<typeof Lapsed>

/** One category of one customer, a year: own sales, expected range, the wallet that counts, our share, and what is still to be won. */
export const WalletRow = Type.Object({
  categoryId: Id,
  category: Type.String(),
  categoryEn: Nullable(Type.String()),
  own: Minor,
  before: Minor,
  low: Minor,
  middle: Minor,
  high: Minor,
  basis: WalletBasis,
  /** Look-alikes that buy it. */
  buyers: Type.Integer(),
  wallet: Minor,
  share: Nullable(Type.Number()),
  /** Net sales still to be won, and the contribution that they would bring. */
  gap: Minor,
  gapContribution: Minor,
  confidence: Confidence,
  evidenceId: Nullable(Id),
  lapsed: Nullable(Lapsed),
})
export type WalletRow = Static<typeof WalletRow>

export const HeadRoomRow = Type.Object({
  ...WalletRow.properties,
  dyadId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  type: Nullable(Type.Enum([...customerTypes])),
  provisional: Type.Boolean(),
  ownerName: Nullable(Type.String()),
})
export type HeadRoomRow = Static<typeof HeadRoomRow>

const Filters = {
  q: Type.Optional(Type.String({ maxLength: 200 })),
  category: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  /** Ids of people, `me`, `nobody`. */
  owner: Type.Optional(Type.Array(Type.Union([Id, Type.Enum(['me', 'nobody'])]), { maxItems: 50 })),
  type: Type.Optional(Type.Array(Type.Enum([...customerTypes, 'unplaced']), { maxItems: 10 })),
  group: GroupFilter,
  confidence: Type.Optional(Type.Array(Confidence, { maxItems: 3 })),
  lapsed: Type.Optional(Type.Boolean()),
  /** Only categories of which the customer buys nothing now. */
  notBought: Type.Optional(Type.Boolean()),
}
const HeadRoomQuery = Type.Object(Filters)
export type HeadRoomQuery = Static<typeof HeadRoomQuery>

export const listHeadRoom = endpoint({
  method: 'GET',
  path: '/api/wallet/head-room',
  summary: 'What customers could still buy, category by category, the most money first; each row opens to what it rests on.',
  needs: 'values.read',
  query: Type.Object({
    ...Filters,
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(HeadRoomRow),
})

export const exportHeadRoom = endpoint({
  method: 'GET',
  path: '/api/wallet/head-room/export',
  summary: 'The list of what customers could still buy as CSV, within the filters and what you may see.',
  needs: 'exports.create',
  form: 'file',
  query: HeadRoomQuery,
  answer: Type.String(),
})

export const readWalletRun = endpoint({
  method: 'GET',
  path: '/api/wallet',
  summary: 'How the wallets were reckoned, the categories, and what is to be won of the customers that you see, all together.',
  needs: 'values.read',
  answer: Type.Object({
    /** Null before the first reckoning. */
    run: Nullable(WalletRun),
    categories: Type.Array(WalletCategory),
    /** Of the customers that you see: how many have something to be won, the contribution, and what of it nobody has confirmed. */
    total: Type.Object({ customers: Type.Integer(), contribution: Minor, unconfirmed: Minor }),
    /** A reckoning that is still to come. */
    jobId: Nullable(Id),
  }),
})

const dyad = Type.Object({ dyadId: Id })

export const readWallet = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/wallet',
  summary: 'A customer’s wallet category by category: our sales, the expected range, our share, what is to be won, what lapsed.',
  needs: 'values.read',
  params: dyad,
  answer: Type.Object({
    run: Nullable(WalletRun),
    rows: Type.Array(WalletRow),
    /** Our share of all that the customer buys, where someone has said so. */
    overall: Nullable(Type.Object({ share: Type.Number(), confidence: Confidence, observedOn: Day, source: Type.String() })),
    contribution: Minor,
    lookAlikes: Type.Integer(),
    jobId: Nullable(Id),
  }),
})
export type CustomerWallet = Static<typeof readWallet.answer>

/** A figure of the regression: what it stands for, the customer's and the typical value, and what the difference makes in money a year. */
const Effect = Type.Object({
  feature: Type.Enum(['constant', 'otherPurchases', 'tenure', 'frequency', 'share', 'attribute']),
  /** For a share the category, for an attribute its name and value. */
  name: Nullable(Type.String()),
  nameEn: Nullable(Type.String()),
  attribute: Nullable(Type.Enum(['customerKind', 'industry', 'region'])),
  value: Type.Number(),
  typical: Type.Number(),
  effect: Minor,
})

export const openWallet = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/wallet/:categoryId',
  summary: 'What the expected spend of a customer in a category rests on: the regression’s figures, the look-alikes, what people know.',
  needs: 'values.read',
  params: Type.Object({ dyadId: Id, categoryId: Id }),
  answer: Type.Object({
    run: WalletRun,
    row: WalletRow,
    /** Day of the last order with anything of it. */
    lastBought: Nullable(Day),
    model: Nullable(
      Type.Object({
        customers: Type.Integer(),
        buyers: Type.Integer(),
        /** What a typical customer would be expected to buy. */
        base: Minor,
        most: Minor,
        effects: Type.Array(Effect),
      }),
    ),
    lookAlikes: Type.Array(
      Type.Object({ dyadId: Id, name: Type.String(), nameEn: Nullable(Type.String()), code: Nullable(Type.String()), own: Minor }),
    ),
    /** Look-alikes that you may not see: counted, not named. */
    hidden: Type.Object({ count: Type.Integer(), buyers: Type.Integer() }),
    known: Type.Array(
      Type.Object({
        evidenceId: Id,
        share: Type.Number(),
        purchases: Nullable(Minor),
        confidence: Nullable(Confidence),
        observedOn: Day,
        source: Type.String(),
        note: Nullable(Type.String()),
        authorName: Nullable(Type.String()),
        /** Takes the place of what was reckoned. */
        counts: Type.Boolean(),
      }),
    ),
  }),
})
export type OpenedWallet = Static<typeof openWallet.answer>

export const enterWallet = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/wallet',
  summary: 'Enter what you know of a customer’s purchases in a category: an amount a year or our share; it replaces what was reckoned.',
  needs: 'customers.write',
  params: dyad,
  body: Type.Object({
    categoryId: Id,
    /** What the customer buys a year of everyone, without tax; or our share of it. One of the two. */
    purchases: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))),
    share: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 1 }))),
    confidence: KnownConfidence,
    observedOn: Day,
    source: Type.String({ minLength: 1, maxLength: 300, pattern: visible }),
    note: Type.Optional(Nullable(Type.String({ maxLength: 4000 }))),
  }),
  answer: WalletRow,
})
