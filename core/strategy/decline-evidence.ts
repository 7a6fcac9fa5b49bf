import { type Cause, causes } from '#core/service/concern.ts'
import { normalShare } from '#core/value/type-probabilities.ts'

/** What is looked at, each a figure before and after the turn. */
export const evidenceKinds = [
  'late',
  'short',
  'quality',
  'response',
  'unresolved',
  'billing',
  'price',
  'contacts',
  'left',
  'owner',
  'needs',
  'competitor',
  'pull',
  'payment',
  'dropped',
  'ended',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** In what a figure is told. */
export type EvidenceUnit = 'share' | 'count' | 'days' | 'change'

type Meaning = { readonly causes: readonly Cause[]; readonly unit: EvidenceUnit }

/** Which causes a finding speaks for. */
export const evidenceMeaning: Readonly<Record<EvidenceKind, Meaning>> = {
  late: { causes: ['late_delivery'], unit: 'share' },
  short: { causes: ['stock_out'], unit: 'count' },
  quality: { causes: ['quality_defect'], unit: 'count' },
  response: { causes: ['slow_response'], unit: 'share' },
  unresolved: { causes: ['unresolved_complaint'], unit: 'count' },
  billing: { causes: ['billing_error'], unit: 'count' },
  price: { causes: ['price_perception'], unit: 'change' },
  contacts: { causes: ['neglect'], unit: 'count' },
  left: { causes: ['contact_left'], unit: 'count' },
  owner: { causes: ['neglect'], unit: 'count' },
  needs: { causes: ['need_not_met'], unit: 'count' },
  competitor: { causes: ['competitor'], unit: 'count' },
  pull: { causes: ['competitor'], unit: 'share' },
  payment: { causes: ['default'], unit: 'days' },
  dropped: { causes: ['competitor', 'product_phased_out'], unit: 'share' },
  ended: { causes: ['closed'], unit: 'count' },
}

/** A figure of one side of the turn: the figure itself and how many events it rests on; null where nothing is known. */
export type Side = { readonly value: number | null; readonly events: number }

/** A finding with the strength of what it says, 0 nothing .. 1; null: too little to say anything. */
export type Evidence = {
  readonly kind: EvidenceKind
  readonly unit: EvidenceUnit
  readonly before: Side
  readonly after: Side
  readonly strength: number | null
}

export type Sides = { readonly kind: EvidenceKind; readonly before: Side; readonly after: Side }
/** Months on either side of the turn. */
export type Spans = { readonly before: number; readonly after: number }

/** How sure it is that something rose: nothing where it did not, towards 1 as chance is ruled out. */
const surety = (z: number): number => Math.max(0, 2 * normalShare(z) - 1)

const fewest = 5
/** Taken for usual where the time before tells too little. */
const usualShare = 0.05

/** Two shares against each other: z of the difference with the pooled share. */
function shareRose(before: Side, after: Side): number | null {
  if (after.value === null || after.events < fewest) return null
  const known = before.value !== null && before.events >= fewest
  const [old, n] = known ? [before.value, before.events] : [usualShare, after.events]
  const pooled = (old * n + after.value * after.events) / (n + after.events)
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / after.events))
  return spread === 0 ? 0 : surety((after.value - old) / spread)
}

/** Two counts against each other as rates a month; half an event is added before, so that a first one is not taken for certain. */
function countRose(before: number, after: number, spans: Spans): number {
  const [old, now] = [(before + 0.5) / spans.before, after / spans.after]
  const spread = Math.sqrt((before + 0.5) / spans.before ** 2 + after / spans.after ** 2)
  return spread === 0 ? 0 : surety((now - old) / spread)
}

/** Contacts that became fewer: the same test the other way round; unknown where there never were any. */
function countFell(before: number, after: number, spans: Spans): number | null {
  if (before + after === 0) return null
  const [old, now] = [before / spans.before, (after + 0.5) / spans.after]
  return surety((old - now) / Math.sqrt(before / spans.before ** 2 + (after + 0.5) / spans.after ** 2))
}

const grows = (size: number, scale: number): number => (size <= 0 ? 0 : 1 - Math.exp(-size / scale))

/** A price 5 % higher, or payment 20 days later, tells .63. */
const priceScale = 0.05
const paymentScale = 20

function strengthOf({ kind, before, after }: Sides, spans: Spans): number | null {
  const [old, now] = [before.value, after.value]
  if (kind === 'late' || kind === 'response') return shareRose(before, after)
  if (now === null) return null
  if (kind === 'contacts') return countFell(old ?? 0, now, spans)
  if (kind === 'price') return grows(now, priceScale)
  if (kind === 'payment') return old === null ? null : grows(now - old, paymentScale)
  if (kind === 'pull') return Math.min(1, Math.max(0, now))
  // A list of items can shrink for many reasons: it never speaks louder than .4.
  if (kind === 'dropped') return Math.min(0.4, now)
  if (kind === 'left') return now > 0 ? 0.6 : 0
  if (kind === 'owner') return now > 0 ? 0.4 : 0
  if (kind === 'competitor') return now > 0 ? 0.5 : 0
  if (kind === 'ended') return now > 0 ? 0.9 : 0
  if (kind === 'unresolved') return now > 0 ? Math.min(1, 0.5 + now / 10) : 0
  return countRose(old ?? 0, now, spans)
}

/** Judges a finding: how strongly it speaks for its causes. docs/methods/decline-case.md */
export const judged = (sides: Sides, spans: Spans): Evidence => ({
  ...sides,
  unit: evidenceMeaning[sides.kind].unit,
  strength: strengthOf(sides, spans),
})

/** A possible cause with what speaks for it, the strongest finding first; `score` null: nothing is known for or against it. */
export type CauseFinding = { readonly cause: Cause; readonly score: number | null; readonly evidence: readonly Evidence[] }

const byStrength = (a: { strength: number | null }, b: { strength: number | null }) => (b.strength ?? -1) - (a.strength ?? -1)

/** Every cause with its findings, the likeliest first. A cause scores as its strongest finding; none is invented where nothing was found. */
export function causesFrom(found: readonly Evidence[]): readonly CauseFinding[] {
  return causes
    .map(cause => {
      const evidence = found.filter(({ kind }) => evidenceMeaning[kind].causes.includes(cause)).toSorted(byStrength)
      return { cause, score: evidence[0]?.strength ?? null, evidence }
    })
    .toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
}
