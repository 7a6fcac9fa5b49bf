import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { type Evidence, latest, type PerceptionSurvey, type WalletFact } from './evidence.ts'
import type { SlotGap } from './headroom.ts'
import { type SubIndex, subIndices } from './settings.ts'
import { monthsBack } from './window.ts'

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const isKnown = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value)

/** P(alive) by the customer's own rhythm alone, R in usual intervals: 1 up to R = 1, 0 from R = 4. For firms that want no model. */
export const aliveByRhythm = (recency: number): number => clamp((4 - recency) / 3, 0, 1)

/** Outlook 0..100: 100 (.7 P(alive) + .3 clamp(.5 + g, 0, 1)); an undefined trend counts as level. docs/methods/outlook.md */
export function outlookOf(alive: number, growth: number): number {
  const trend = Number.isNaN(growth) ? 0.5 : clamp(0.5 + growth, 0, 1)
  return 100 * (0.7 * alive + 0.3 * trend)
}

/** A score and the share of its weight that still counts. */
export type Aged = { readonly score: number; readonly weight: number }

/** Mean of the known of product, service, price, needs met, less 20 x competitor pull; 0..100. undefined if nothing was answered. */
function perceptionScore(survey: PerceptionSurvey): number | undefined {
  const answers = [survey.product, survey.service, survey.price, survey.needsMet].filter(isKnown)
  return answers.length === 0 ? undefined : clamp(meanOf(answers) - 20 * (survey.competitorPull ?? 0), 0, 100)
}

/** Perception by the last survey; its weight falls linearly to 0 at 12 months. docs/methods/perception.md */
export function perceptionOf(evidence: Evidence, t: CivilDay): Aged | undefined {
  const survey = latest(evidence.perception, t)
  const score = survey && perceptionScore(survey)
  if (survey === undefined || score === undefined) return undefined
  const weight = 1 - (t - survey.day) / (t - monthsBack(t, 12))
  return weight > 0 ? { score, weight } : undefined
}

export const strategicOf = (evidence: Evidence, t: CivilDay): number | undefined => latest(evidence.strategic, t)?.score

/** Switching score 0..100 of a switching cost as a ratio to annual spend: 100 (1 - exp(-ratio / .2)). */
export const switchingScoreOf = (ratio: number): number => 100 * (1 - Math.exp(-Math.max(0, ratio) / 0.2))

const overall = (fact: WalletFact) => fact.category === undefined

/** Our share 0..1 of the customer's purchases: the latest overall figure, else the mean of the latest of each category. */
export function walletShareOf(evidence: Evidence, t: CivilDay): number | undefined {
  const whole = latest(evidence.wallet?.filter(overall), t)
  if (whole) return whole.share
  const facts = latestByCategory(evidence, t)
  return facts.length === 0 ? undefined : meanOf(facts.map(fact => fact.share))
}

function latestByCategory(evidence: Evidence, t: CivilDay): readonly WalletFact[] {
  const categories = new Set(evidence.wallet?.flatMap(fact => fact.category ?? []))
  return [...categories].flatMap(
    category =>
      latest(
        evidence.wallet?.filter(fact => fact.category === category),
        t,
      ) ?? [],
  )
}

/**
 * Loyalty 0..100 by evidence: .40 wallet share + .35 switching + .25 brand, renormalised over the known; undefined if none is: then rhythm speaks.
 * docs/methods/loyalty.md
 */
export function loyaltyByEvidence(evidence: Evidence, t: CivilDay): number | undefined {
  const share = walletShareOf(evidence, t)
  const ratio = latest(evidence.switching, t)?.ratio
  const parts = [
    { weight: 0.4, score: share === undefined ? undefined : 100 * share },
    { weight: 0.35, score: ratio === undefined ? undefined : switchingScoreOf(ratio) },
    { weight: 0.25, score: latest(evidence.brand, t)?.score },
  ].flatMap(({ weight, score }) => (score === undefined ? [] : [{ weight, score }]))
  const whole = parts.reduce((sum, part) => sum + part.weight, 0)
  return whole === 0 ? undefined : parts.reduce((sum, part) => sum + part.weight * part.score, 0) / whole
}

/** Net sales a year that the rest of a wallet holds; undefined where a share of nothing says nothing. */
function walletGap(fact: WalletFact, own: Minor): number | undefined {
  if (fact.purchases !== undefined) return Math.max(0, fact.purchases * (1 - fact.share))
  return fact.share > 0 ? Math.max(0, (own * (1 - fact.share)) / fact.share) : undefined
}

/** Expected contribution of the opportunities open at t; undefined where none has one. */
function openExpected(evidence: Evidence, t: CivilDay, margin: number): number | undefined {
  const open = (evidence.opportunities ?? []).filter(({ opened, closed }) => opened <= t && (closed === undefined || closed > t))
  const expected = open.flatMap(({ expected, sales }) => expected ?? (sales === undefined ? [] : sales * margin))
  return expected.length === 0 ? undefined : expected.reduce((sum, each) => sum + each, 0)
}

/** What is needed to turn evidence into e: sums in minor units; `byCategory` answers undefined for a category that the book does not have. */
export type ExtraInput = {
  readonly t: CivilDay
  readonly margin: number
  readonly netSales: Minor
  readonly gaps: number
  readonly byCategory: (category: string) => SlotGap | undefined
}

/**
 * e with evidence: a known wallet replaces the reckoned gap, of its category or of all; open opportunities are added. NaN where nothing is known.
 * docs/methods/headroom.md
 */
export function extraWithEvidence(evidence: Evidence | undefined, input: ExtraInput): number {
  if (evidence === undefined) return input.gaps * input.margin
  const gaps = gapsWithWallet(evidence, input)
  const expected = openExpected(evidence, input.t, input.margin)
  return expected === undefined ? gaps * input.margin : (isKnown(gaps) ? gaps * input.margin : 0) + expected
}

function gapsWithWallet(evidence: Evidence, { t, netSales, gaps, byCategory }: ExtraInput): number {
  const whole = latest(evidence.wallet?.filter(overall), t)
  const gap = whole && walletGap(whole, netSales)
  if (gap !== undefined) return gap
  let sum = gaps
  for (const fact of latestByCategory(evidence, t)) {
    const reckoned = byCategory(fact.category ?? '') ?? { own: 0, gap: 0 }
    const known = walletGap(fact, reckoned.own)
    if (known !== undefined) sum = (isKnown(sum) ? sum : 0) - reckoned.gap + known
  }
  return sum
}

/** Potential value and how much was known of it (0..1, the sum of the weights of the known sub-indices). */
export type Potential = { readonly score: number; readonly confidence: number }

/**
 * Potential value 0..100: the weighted mean of the known sub-indices (NaN = unknown), weights renormalised; score NaN if none is known.
 * `share` is the share of each weight that counts, 1 unless evidence has aged. Rounded to nine decimals, below which stands the noise of adding up.
 */
export function potentialOf(
  scores: Readonly<Record<SubIndex, number>>,
  weights: Readonly<Record<SubIndex, number>>,
  perceptionShare = 1,
): Potential {
  let [sum, confidence] = [0, 0]
  for (const index of subIndices) {
    const score = scores[index]
    if (Number.isNaN(score)) continue
    const weight = weights[index] * (index === 'perception' ? perceptionShare : 1)
    sum += weight * score
    confidence += weight
  }
  const score = confidence === 0 ? Number.NaN : Math.round((sum / confidence) * 1e9) / 1e9
  return { score, confidence: Math.round(confidence * 1e9) / 1e9 }
}
