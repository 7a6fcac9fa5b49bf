export const relationshipTypes = ['transactional', 'mixed', 'partnership'] as const
export type RelationshipType = (typeof relationshipTypes)[number]

/** What the type is told by; what is not known is undefined and is not counted, neither way. */
export type TypeFacts = {
  /** From how many suppliers they buy what we sell, ourselves among them. */
  readonly suppliers?: number | undefined
  /** Switching cost to annual spend. */
  readonly switchingRatio?: number | undefined
  /** How many months ahead the two have agreed, Infinity where without end. */
  readonly horizonMonths?: number | undefined
  readonly jointPlan: boolean
  readonly hasAgreement: boolean
  /** Opportunities decided in 24 months, and those of them lost on price. */
  readonly decided: number
  readonly lostOnPrice: number
}

export const typePoints = ['suppliers', 'switching', 'horizon', 'price_loss'] as const
export type TypePoint = (typeof typePoints)[number]

/** One point of evidence: what is known (undefined: nothing) and what it counts, -1, 0 or 1. */
type PointFinding = { readonly point: TypePoint; readonly value: number | undefined; readonly points: number }

const found = (point: TypePoint, value: number | undefined, points: number): PointFinding => ({
  point,
  value,
  points: value === undefined ? 0 : points,
})

/** Each point of evidence with what it counts. DOMAIN section 8. */
export function pointsOf(facts: TypeFacts): readonly PointFinding[] {
  const { suppliers, switchingRatio, horizonMonths, jointPlan, hasAgreement, decided, lostOnPrice } = facts
  const bySuppliers = (suppliers ?? 3) <= 2 ? 1 : (suppliers ?? 3) >= 4 ? -1 : 0
  const byRatio = (switchingRatio ?? 0.1) >= 0.15 ? 1 : (switchingRatio ?? 0.1) < 0.05 ? -1 : 0
  const horizon = jointPlan ? Math.max(12, horizonMonths ?? 0) : horizonMonths
  return [
    found('suppliers', suppliers, bySuppliers),
    found('switching', switchingRatio, byRatio),
    found('horizon', horizon, (horizon ?? 0) >= 12 ? 1 : 0),
    found('price_loss', decided > 0 ? lostOnPrice : undefined, !hasAgreement && lostOnPrice > 0 ? -1 : 0),
  ]
}

export type TypeFinding = {
  /** undefined: fewer than two points are known. */
  readonly type: RelationshipType | undefined
  readonly points: number
  readonly known: number
  readonly findings: readonly PointFinding[]
}

/** Transactional, mixed or partnership, with the evidence for each point: 2 points or more a partnership, -1 or less transactional. docs/methods/relationship-type.md */
export function relationshipTypeOf(facts: TypeFacts): TypeFinding {
  const findings = pointsOf(facts)
  const known = findings.filter(({ value }) => value !== undefined).length
  const points = findings.reduce((sum, each) => sum + each.points, 0)
  const type = known < 2 ? undefined : points >= 2 ? 'partnership' : points <= -1 ? 'transactional' : 'mixed'
  return { type, points, known, findings }
}
