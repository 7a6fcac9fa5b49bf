/** What a customer is able to: pay, finance, manage, sell on. And how far they are willing: open, with us for long, answering. docs/methods/ability-commitment.md */
export const abilityParts = ['credit', 'finance', 'management', 'marketing'] as const
export type AbilityPart = (typeof abilityParts)[number]
export const commitmentParts = ['openness', 'horizon', 'response'] as const
export type CommitmentPart = (typeof commitmentParts)[number]
export type ScoredPart = AbilityPart | CommitmentPart

/** Where a score comes from: reckoned from records, or said by someone with a source. */
export type PartScore = {
  readonly part: ScoredPart
  /** 0..100; undefined: unknown. */
  readonly score: number | undefined
  readonly from: 'records' | 'said' | undefined
}

export type AbilityFacts = {
  /** Money received in 12 months that had a due day, and that of it which came by then. Minor units. */
  readonly paidDue: number
  readonly paidInTime: number
  /** Growth of their purchases, half-year against the same a year before: .1 = +10 %. */
  readonly growth?: number | undefined
  /** Facts about themselves that one would ask for, and those that we were told. */
  readonly asked: number
  readonly told: number
  readonly horizonMonths?: number | undefined
  /** Contacts of ours with a known outcome, and those of them that reached somebody. */
  readonly reachedFor: number
  readonly reached: number
}

const clamp = (value: number) => Math.min(100, Math.max(0, value))
/** Three years agreed ahead are the whole of a horizon. */
const fullHorizonMonths = 36

/** What the records say of each part, 0..100; finance and management leave no records with us. */
export function recordedScores(facts: AbilityFacts): Readonly<Partial<Record<ScoredPart, number>>> {
  const { paidDue, paidInTime, growth, asked, told, horizonMonths, reachedFor, reached } = facts
  return {
    ...(paidDue > 0 ? { credit: clamp((100 * paidInTime) / paidDue) } : {}),
    ...(growth === undefined ? {} : { marketing: clamp(50 + 100 * growth) }),
    ...(asked > 0 ? { openness: clamp((100 * told) / asked) } : {}),
    ...(horizonMonths === undefined ? {} : { horizon: clamp((100 * horizonMonths) / fullHorizonMonths) }),
    ...(reachedFor >= 3 ? { response: clamp((100 * reached) / reachedFor) } : {}),
  }
}

/** Every part with its score: what someone entered with a source stands before what is reckoned, since it was entered knowing that. */
export function partScores(
  facts: AbilityFacts,
  said: Readonly<Partial<Record<ScoredPart, number>>>,
): { readonly ability: readonly PartScore[]; readonly commitment: readonly PartScore[] } {
  const recorded = recordedScores(facts)
  const scored = (part: ScoredPart): PartScore => {
    const from = said[part] !== undefined ? 'said' : recorded[part] !== undefined ? 'records' : undefined
    return { part, score: said[part] ?? recorded[part], from }
  }
  return { ability: abilityParts.map(scored), commitment: commitmentParts.map(scored) }
}

/** Mean of the known parts; undefined where fewer than two are known. */
export function meanOfParts(parts: readonly PartScore[]): number | undefined {
  const known = parts.flatMap(({ score }) => score ?? [])
  return known.length < 2 ? undefined : known.reduce((sum, each) => sum + each, 0) / known.length
}

/** Able and willing; able, not willing; willing, not able; neither. */
export const stances = ['partner', 'win_over', 'develop', 'keep_simple'] as const
export type Stance = (typeof stances)[number]

/** The corner of the 2x2 of ability and commitment, each cut at 50; undefined where either is unknown. */
export function stanceOf(ability: number | undefined, commitment: number | undefined): Stance | undefined {
  if (ability === undefined || commitment === undefined) return undefined
  if (ability >= 50) return commitment >= 50 ? 'partner' : 'win_over'
  return commitment >= 50 ? 'develop' : 'keep_simple'
}
