/** The five kinds of customers (DOMAIN section 1). */
export const customerKinds = ['end_consumer', 'shopper', 'enterprise', 'intermediary', 'channel'] as const
export type CustomerKind = (typeof customerKinds)[number]

/** What a party can be to us; it may be several at once. */
export const partyRoles = ['customer', 'supplier', 'distributor', 'carrier', 'third_party_logistics'] as const
export type PartyRole = (typeof partyRoles)[number]

/** What people may enter as evidence of the potential value (DOMAIN section 2). */
export const evidenceKinds = [
  'product',
  'service',
  'price',
  'needs_met',
  'competitor_pull',
  'wallet_share',
  'switching',
  'brand',
  'strategic',
  'open_opportunity',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** How sure a source is: A measured or documented, B told by the customer, C our own guess. */
export const confidences = ['A', 'B', 'C'] as const
export type Confidence = (typeof confidences)[number]

/** The measure of an evidence: points of 100, a share of 1, or an amount in minor units of the base currency. */
export type Measure = 'points' | 'share' | 'ratio' | 'money'

const measures: Record<EvidenceKind, Measure> = {
  product: 'points',
  service: 'points',
  price: 'points',
  needs_met: 'points',
  competitor_pull: 'share',
  wallet_share: 'share',
  switching: 'ratio',
  brand: 'points',
  strategic: 'points',
  open_opportunity: 'money',
}

export function measureOf(kind: EvidenceKind): Measure {
  return measures[kind]
}

const ceilings: Record<Measure, number> = { points: 100, share: 1, ratio: 10, money: 9_007_199_254_740_991 }

/** Lowest and highest value that an evidence of the kind may have. */
export function boundsOf(kind: EvidenceKind): { readonly lowest: number; readonly highest: number } {
  return { lowest: 0, highest: ceilings[measureOf(kind)] }
}
