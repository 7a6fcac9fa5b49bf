/** The nine items of logistics service quality. Mentzer, Flint & Hult (2001), "Logistics service quality as a segment-customized process", J. Marketing 65(4). docs/methods/service-quality.md */
export const serviceDimensions = [
  'contact',
  'release_quantity',
  'information',
  'ordering',
  'accuracy',
  'condition',
  'quality',
  'discrepancy_handling',
  'timeliness',
] as const
export type ServiceDimension = (typeof serviceDimensions)[number]

/** What customers say of one dimension: points of 100, and of how many answers. */
export type Perceived = { readonly points: number; readonly answers: number }

/** What the facts say of one dimension: how many of the events went as they should. */
export type Measured = { readonly good: number; readonly events: number }

/** The measured figure in points of 100; undefined where nothing was counted: no data is not 100 %. */
export function measuredPoints(measured: Measured | undefined): number | undefined {
  return measured === undefined || measured.events === 0 ? undefined : (100 * measured.good) / measured.events
}

/** The rule of DOMAIN section 8: perception and measure disagree at 25 points of 100 or more, of 3 answers and 20 events or more. */
export const disagreementRule = { points: 25, answers: 3, events: 20 } as const

export type Disagreement = {
  /** Perceived minus measured, in points. */
  readonly gap: number
  /** felt_worse: customers feel it worse than it is counted; felt_better: they do not feel what the counts show. */
  readonly direction: 'felt_worse' | 'felt_better'
}

/** Whether what customers feel and what is counted disagree; undefined where they do not, or where too little is known to say. */
export function disagreementOf(perceived: Perceived | undefined, measured: Measured | undefined): Disagreement | undefined {
  const counted = measuredPoints(measured)
  if (perceived === undefined || measured === undefined || counted === undefined) return undefined
  if (perceived.answers < disagreementRule.answers || measured.events < disagreementRule.events) return undefined
  // Shares such as 0.57 are no binary fractions: a gap of 25 counted as 24.999999 still is one.
  const gap = Math.round((perceived.points - counted) * 1e6) / 1e6
  if (Math.abs(gap) < disagreementRule.points) return undefined
  return { gap, direction: gap < 0 ? 'felt_worse' : 'felt_better' }
}

/** What is expected minus what is felt to be delivered, in points: above 0 the service falls short. */
export function expectationGap(expected: number | undefined, perceived: number | undefined): number | undefined {
  return expected === undefined || perceived === undefined ? undefined : expected - perceived
}

/** What to mend first: how far a dimension falls short, weighted by how much it matters (points of 100; unknown importance counts in full). */
export function urgencyOf(gap: number | undefined, importance: number | undefined): number | undefined {
  return gap === undefined ? undefined : (Math.max(0, gap) * (importance ?? 100)) / 100
}
