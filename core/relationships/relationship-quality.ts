import type { SurveySide } from './survey.ts'

/** What one side said: points of 100, undefined where it was not asked. */
export type SideAnswers = { readonly trust: number | undefined; readonly satisfaction: number | undefined; readonly answers: number }

export type RelationshipQuality = {
  /** Mean of trust and satisfaction over the sides that are known, in points of 100. */
  readonly points: number
  readonly theirs: number | undefined
  readonly ours: number | undefined
  /** Theirs minus ours: a relationship that one side thinks better of than the other. */
  readonly gap: number | undefined
  readonly sides: 1 | 2
}

/** Mean of trust and satisfaction of one side; undefined unless both were answered: half of it is not quality. Crosby, Evans & Cowles (1990). */
export function sideQuality({ trust, satisfaction }: SideAnswers): number | undefined {
  return trust === undefined || satisfaction === undefined ? undefined : (trust + satisfaction) / 2
}

/** Relationship quality of a dyad: the mean of both sides; of one side alone it says so. docs/methods/relationship-quality.md */
export function relationshipQualityOf(sides: Readonly<Record<SurveySide, SideAnswers | undefined>>): RelationshipQuality | undefined {
  const theirs = sides.theirs && sideQuality(sides.theirs)
  const ours = sides.ours && sideQuality(sides.ours)
  if (theirs === undefined && ours === undefined) return undefined
  if (theirs === undefined || ours === undefined) return { points: theirs ?? ours ?? 0, theirs, ours, gap: undefined, sides: 1 }
  return { points: (theirs + ours) / 2, theirs, ours, gap: theirs - ours, sides: 2 }
}

/** The quarter of a day: 2026-11-22 is 2026-Q4. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

export type QualityPoint = { readonly quarter: string; readonly quality: RelationshipQuality }

/** How quality moved from the quarter before the last that was asked to the last; undefined with fewer than two, or where other sides were asked. */
export function qualityChange(points: readonly QualityPoint[]): number | undefined {
  const [before, last] = points.slice(-2)
  if (before === undefined || last === undefined) return undefined
  const [one, two] = [before.quality, last.quality]
  const isAlike = (one.theirs === undefined) === (two.theirs === undefined) && (one.ours === undefined) === (two.ours === undefined)
  return isAlike ? two.points - one.points : undefined
}
