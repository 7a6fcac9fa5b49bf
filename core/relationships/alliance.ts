import type { CustomerType, PyramidTier } from '../segments/grid.ts'
import { type Form, rankOfForm } from './form.ts'
import type { RelationshipType } from './relationship-type.ts'

/** Three modes of an alliance with a customer and the three ways of each (DOMAIN section 5). docs/methods/alliances.md */
export const allianceModes = ['tailor', 'partner', 'coach'] as const
export type AllianceMode = (typeof allianceModes)[number]

export const allianceSubModes = ['timing', 'solution', 'offload', 'codesign', 'sync', 'integrate', 'showcase', 'usage', 'newfield'] as const
export type AllianceSubMode = (typeof allianceSubModes)[number]

const modes = {
  timing: 'tailor',
  solution: 'tailor',
  offload: 'tailor',
  codesign: 'partner',
  sync: 'partner',
  integrate: 'partner',
  showcase: 'coach',
  usage: 'coach',
  newfield: 'coach',
} as const satisfies Record<AllianceSubMode, AllianceMode>

export const modeOf = (subMode: AllianceSubMode): AllianceMode => modes[subMode]
export const subModesOf = (mode: AllianceMode): readonly AllianceSubMode[] => allianceSubModes.filter(one => modes[one] === mode)

/** Who leads what is changed. */
export const allianceLeaders = ['us', 'both', 'them'] as const
export type AllianceLeader = (typeof allianceLeaders)[number]

/** The two questions: must the customer change how it works or buys, and who leads. */
export type AllianceAnswers = { readonly customerChanges: boolean; readonly leader: AllianceLeader }

/**
 * The mode by the two questions. Nothing changes at the customer's: we adapt (tailor), whoever leads. It must change and we lead: we teach
 * (coach). It must change and both lead, or it leads itself: both change together (partner). docs/methods/alliances.md
 */
export function modeFor({ customerChanges, leader }: AllianceAnswers): AllianceMode {
  if (!customerChanges) return 'tailor'
  return leader === 'us' ? 'coach' : 'partner'
}

/** What a start condition is checked against. Points 0..100; null = not known. */
export type AllianceFacts = {
  readonly type: CustomerType | null
  readonly tier: PyramidTier | null
  readonly form: Form | null
  readonly relationshipType: RelationshipType | null
  readonly ability: number | null
  readonly commitment: number | null
  /** Completeness of what we know of it. */
  readonly information: number | null
  /** Rank of its head-room among the others. */
  readonly headroom: number | null
  /** Orders of 12 months. */
  readonly orders: number | null
  /** Basic duties that are broken; null = not looked at. */
  readonly redDuties: number | null
}

export const allianceConditions = [
  'duties_kept',
  'not_released',
  'orders',
  'information',
  'top_tier',
  'form_reactive',
  'form_accountable',
  'form_proactive',
  'not_transactional',
  'partnership',
  'ability',
  'commitment',
  'headroom',
  'growing_type',
] as const
export type AllianceCondition = (typeof allianceConditions)[number]

/** Orders that show a rhythm, and the middle of all points. */
export const fewestOrders = 3
export const enoughPoints = 50

type Check = (facts: AllianceFacts) => boolean | undefined

const known = <T>(value: T | null, test: (value: T) => boolean): boolean | undefined => (value === null ? undefined : test(value))
const reaches =
  (form: Form): Check =>
  facts =>
    known(facts.form, actual => rankOfForm(actual) >= rankOfForm(form))

const checks: Readonly<Record<AllianceCondition, Check>> = {
  duties_kept: ({ redDuties }) => known(redDuties, count => count === 0),
  not_released: ({ type }) => known(type, one => one !== 'release'),
  orders: ({ orders }) => known(orders, count => count >= fewestOrders),
  information: ({ information }) => known(information, points => points >= enoughPoints),
  top_tier: ({ tier }) => known(tier, one => one === 'mvc' || one === 'mgc'),
  form_reactive: reaches('reactive'),
  form_accountable: reaches('accountable'),
  form_proactive: reaches('proactive'),
  not_transactional: ({ relationshipType }) => known(relationshipType, one => one !== 'transactional'),
  partnership: ({ relationshipType }) => known(relationshipType, one => one === 'partnership'),
  ability: ({ ability }) => known(ability, points => points >= enoughPoints),
  commitment: ({ commitment }) => known(commitment, points => points >= enoughPoints),
  headroom: ({ headroom }) => known(headroom, points => points >= enoughPoints),
  growing_type: ({ type }) => known(type, one => ['gold', 'star', 'promising', 'pioneering'].includes(one)),
}

/** Owed before anything else: where one of these is known not to be met, no alliance begins. */
const hard = ['duties_kept', 'not_released'] as const satisfies readonly AllianceCondition[]
const isHard = (condition: AllianceCondition): boolean => (hard as readonly string[]).includes(condition)

const own: Readonly<Record<AllianceSubMode, readonly AllianceCondition[]>> = {
  timing: ['orders'],
  solution: ['information', 'form_reactive'],
  offload: ['top_tier', 'form_accountable'],
  codesign: ['not_transactional', 'form_accountable', 'commitment'],
  sync: ['not_transactional', 'form_accountable', 'ability'],
  integrate: ['partnership', 'form_proactive', 'ability', 'commitment'],
  showcase: ['orders', 'headroom'],
  usage: ['orders', 'form_reactive'],
  newfield: ['growing_type', 'ability', 'commitment'],
}

/** One condition: whether it is met (undefined: nobody knows), and whether it may be passed over with a reason. */
export type AllianceFinding = {
  readonly condition: AllianceCondition
  readonly met: boolean | undefined
  readonly isPassable: boolean
}

/** The start condition of a way, point by point. What is unknown stands in nobody's way but is shown. */
export const startFindings = (subMode: AllianceSubMode, facts: AllianceFacts): readonly AllianceFinding[] =>
  [...hard, ...own[subMode]].map(condition => ({ condition, met: checks[condition](facts), isPassable: !isHard(condition) }))

/** A way that suits a customer: every point that is known is met, and at least one of its own is. */
export type AllianceProposal = {
  readonly subMode: AllianceSubMode
  readonly met: readonly AllianceCondition[]
  readonly unknown: readonly AllianceCondition[]
}

/**
 * The ways that suit a customer, the one whose start condition is known best first: by the share of points that are known and met, then by their
 * number, then in the order of the ways. docs/methods/alliances.md
 */
export function proposalsFor(facts: AllianceFacts): readonly AllianceProposal[] {
  const all = allianceSubModes.flatMap(subMode => {
    const findings = startFindings(subMode, facts)
    const pick = (wanted: boolean | undefined) => findings.filter(({ met }) => met === wanted).map(({ condition }) => condition)
    const met = pick(true)
    return pick(false).length > 0 || !met.some(one => !isHard(one)) ? [] : [{ subMode, met, unknown: pick(undefined) }]
  })
  const share = ({ met, unknown }: AllianceProposal) => met.length / (met.length + unknown.length)
  return all.toSorted((a, b) => share(b) - share(a) || b.met.length - a.met.length)
}

export const allianceStates = ['proposed', 'active', 'paused', 'ended'] as const
export type AllianceState = (typeof allianceStates)[number]

export const measureSources = ['sales', 'contribution', 'on_time', 'items', 'entered'] as const
export type MeasureSource = (typeof measureSources)[number]

export const reviewVerdicts = ['on_track', 'at_risk', 'off_track'] as const
export type ReviewVerdict = (typeof reviewVerdicts)[number]

export const allianceItemKinds = ['advice', 'gap', 'usage', 'field'] as const
export type AllianceItemKind = (typeof allianceItemKinds)[number]

export const allianceItemStates = ['open', 'taken', 'declined'] as const
export type AllianceItemState = (typeof allianceItemStates)[number]

export const allianceSides = ['us', 'them'] as const
export type AllianceSide = (typeof allianceSides)[number]

/** How a joint problem stands: closed, beyond the day of one of its open actions, or open. */
export const problemStandings = ['open', 'overdue', 'closed'] as const
export type ProblemStanding = (typeof problemStandings)[number]

/** The way from the baseline to the target that is covered, 0 = none, 1 = there; undefined where a figure is missing or the target is the baseline. */
export function progressOf(baseline: number | null, target: number | null, actual: number | null): number | undefined {
  if (baseline === null || target === null || actual === null || target === baseline) return undefined
  return (actual - baseline) / (target - baseline)
}
