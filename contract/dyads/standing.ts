import { type Static, Type } from 'typebox'
import { completenessItems } from '#core/dyads/completeness.ts'
import { customerKinds, partyRoles } from '#core/dyads/customer.ts'
import { bands, customerTypes, lifecycleStages, moves, pyramidTiers } from '#core/segments/grid.ts'
import { churnKinds, warningCodes } from '#core/value/future.ts'
import { valueStates } from '#core/value/valuation.ts'
import { Day, Minor, Nullable } from '../endpoint.ts'

export const CustomerKind = Type.Enum([...customerKinds])
export const PartyRole = Type.Enum([...partyRoles])
export const CustomerTypeName = Type.Enum([...customerTypes])
export const BandName = Type.Enum([...bands])
export const StageName = Type.Enum([...lifecycleStages])
export const TierName = Type.Enum([...pyramidTiers])
export const CompletenessItem = Type.Enum([...completenessItems])
export const WarningCode = Type.Enum([...warningCodes])
export const ChurnKind = Type.Enum([...churnKinds])

/** Where a customer stands: the latest placement, or that of the month's end asked for. Null in a row: not computed yet. */
export const Standing = Type.Object({
  asOf: Day,
  type: Nullable(CustomerTypeName),
  tier: Nullable(TierName),
  stage: Nullable(StageName),
  currentBand: Nullable(BandName),
  potentialBand: Nullable(BandName),
  pendingCurrentBand: Nullable(BandName),
  pendingPotentialBand: Nullable(BandName),
  provisional: Type.Boolean(),
  dormant: Type.Boolean(),
  belowZero: Type.Boolean(),
  overridden: Type.Boolean(),
  netContributionMinor: Nullable(Minor),
  netContributionState: Type.Enum([...valueStates]),
  /** The same twelve months a year earlier; null where unknown. */
  netContributionBeforeMinor: Nullable(Minor),
  netSalesMinor: Minor,
  potential: Nullable(Type.Number()),
  dataConfidence: Type.Number(),
  orders: Type.Integer(),
  firstOrder: Nullable(Day),
  lastOrder: Nullable(Day),
  /** Usual days between orders, and days since the last order in that measure. */
  mu: Nullable(Type.Number()),
  recency: Nullable(Type.Number()),
  growth: Nullable(Type.Number()),
  adi: Nullable(Type.Number()),
  cv2: Nullable(Type.Number()),
  buyingClass: Nullable(Type.Enum(['smooth', 'erratic', 'intermittent', 'lumpy'])),
  move: Nullable(Type.Enum([...moves])),
  previousType: Nullable(CustomerTypeName),
  movedOn: Nullable(Day),
  stageSince: Nullable(Day),
  /** Probability that the customer is still one; orders in the next 12 months with their range; null before the first order. */
  pAlive: Nullable(Type.Number()),
  expectedOrders: Nullable(Type.Number()),
  expectedOrdersLow: Nullable(Type.Number()),
  expectedOrdersHigh: Nullable(Type.Number()),
  /** When the next order is expected, and the range; null where it is not in sight, and in a past month. */
  nextOrder: Nullable(Day),
  nextOrderFrom: Nullable(Day),
  nextOrderTo: Nullable(Day),
  /** Discounted value of what is to come, with its range; of the latest placement alone. */
  clvMinor: Nullable(Minor),
  clvLowMinor: Nullable(Minor),
  clvHighMinor: Nullable(Minor),
  /** Later than its own rhythm allows, and the net contribution a year at stake. */
  warning: Nullable(WarningCode),
  atStakeMinor: Nullable(Minor),
  churn: Nullable(ChurnKind),
})
export type Standing = Static<typeof Standing>
