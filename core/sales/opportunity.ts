export const opportunityStates = ['open', 'won', 'lost'] as const
export type OpportunityState = (typeof opportunityStates)[number]

/** Why a chance was won or lost. */
export const closeReasons = [
  'price',
  'quality',
  'delivery_time',
  'product_fit',
  'terms',
  'relationship',
  'competitor',
  'budget_gone',
  'no_decision',
  'other',
] as const
export type CloseReason = (typeof closeReasons)[number]

/** Where a chance came from. */
export const leadChannels = [
  'existing_customer',
  'referral',
  'cold_call',
  'exhibition',
  'website',
  'advertising',
  'marketplace',
  'tender',
  'partner',
  'other',
] as const
export type LeadChannel = (typeof leadChannels)[number]

/** A step on the way to a sale. `key` never changes, so that opportunities keep their stage when it gets another name. */
export type SalesStage = {
  readonly key: string
  readonly name: string
  readonly nameEn: string | null
  /** Of winning, in percent, from here. */
  readonly probability: number
  /** A retired stage is no longer offered; what stands in it can still be read. */
  readonly isRetired: boolean
}

const stage = (key: string, name: string, nameEn: string, probability: number): SalesStage => ({
  key,
  name,
  nameEn,
  probability,
  isRetired: false,
})

/** The stages of a firm that has set none: version 0 of its settings. docs/methods/opportunities.md says what the probabilities rest on. */
export const defaultStages: readonly SalesStage[] = [
  stage('lead', '初步接洽', 'First contact', 10),
  stage('need', '需求确认', 'Need confirmed', 25),
  stage('sample', '样品与方案', 'Sample and proposal', 45),
  stage('quote', '报价', 'Quotation', 60),
  stage('negotiation', '商务谈判', 'Negotiation', 80),
]

export const mostStages = 20

export type StageProblem = { readonly problem: 'none_left' | 'same_key' | 'same_name' | 'too_many'; readonly at?: number }

/** What is wrong with a firm's stages; undefined where nothing is. */
export function stagesProblem(stages: readonly SalesStage[]): StageProblem | undefined {
  if (stages.length > mostStages) return { problem: 'too_many' }
  const open = stages.filter(each => !each.isRetired)
  if (open.length === 0) return { problem: 'none_left' }
  const keyTwice = stages.findIndex((each, index) => stages.findIndex(other => other.key === each.key) < index)
  if (keyTwice >= 0) return { problem: 'same_key', at: keyTwice }
  const nameTwice = open.findIndex((each, index) => open.findIndex(other => other.name.trim() === each.name.trim()) < index)
  return nameTwice >= 0 ? { problem: 'same_name', at: stages.indexOf(open[nameTwice] as SalesStage) } : undefined
}

/** A stage that an opportunity still stands in is kept, retired, where the new list leaves it out. */
export function keepStages(before: readonly SalesStage[], wanted: readonly SalesStage[]): readonly SalesStage[] {
  const left = before.filter(old => !wanted.some(each => each.key === old.key))
  return [...wanted, ...left.map(old => ({ ...old, isRetired: true }))]
}

export type Course = {
  readonly stage: string
  readonly state: OpportunityState
  readonly probability: number
  readonly closedOn: string | null
  readonly reasonCode: CloseReason | null
}

export type CourseChange = {
  readonly stage?: string | undefined
  readonly state?: OpportunityState | undefined
  readonly probability?: number | undefined
  readonly closedOn?: string | null | undefined
  readonly reasonCode?: CloseReason | null | undefined
}

export type CourseFault = { readonly field: 'stage' | 'reasonCode'; readonly fault: 'unknown_stage' | 'reason_missing' }

/**
 * Where an opportunity stands after a change: a new stage brings its probability unless one is given; winning makes it 100, losing 0 and asks for
 * a reason; opening it again goes back to the probability of its stage. `before` undefined: a new one.
 */
export function courseAfter(
  before: Course | undefined,
  change: CourseChange,
  stages: readonly SalesStage[],
  today: string,
): Course | CourseFault {
  const state = change.state ?? before?.state ?? 'open'
  const key = change.stage ?? before?.stage ?? stages.find(each => !each.isRetired)?.key ?? ''
  const found = stages.find(each => each.key === key)
  const isNewStage = key !== before?.stage
  if (isNewStage && (found === undefined || found.isRetired)) return { field: 'stage', fault: 'unknown_stage' }
  const ofStage = found?.probability ?? before?.probability ?? 0
  const reopened = before !== undefined && before.state !== 'open'
  const kept = isNewStage || reopened ? ofStage : (before?.probability ?? ofStage)
  if (state === 'open') return { stage: key, state, probability: change.probability ?? kept, closedOn: null, reasonCode: null }
  const reasonCode = change.reasonCode === undefined ? (before?.reasonCode ?? null) : change.reasonCode
  if (state === 'lost' && reasonCode === null) return { field: 'reasonCode', fault: 'reason_missing' }
  const closedOn = change.closedOn ?? (before?.state === state ? before.closedOn : null) ?? today
  return { stage: key, state, probability: state === 'won' ? 100 : 0, closedOn, reasonCode }
}

export const isCourseFault = (found: Course | CourseFault): found is CourseFault => 'fault' in found

/** Sales to be expected of an open chance: its amount times its probability, in whole minor units. docs/methods/opportunities.md */
export const weightedMinor = (amountMinor: number, probability: number): number => Math.round((amountMinor * probability) / 100)

/** What a channel brought in: docs/methods/opportunities.md. */
export type ChannelCounts = {
  readonly opened: number
  readonly won: number
  readonly lost: number
  readonly acquisitionMinor: number | null
}

/** Share of the closed that was won, 0..1; undefined where nothing is closed. */
export const winRateOf = ({ won, lost }: Pick<ChannelCounts, 'won' | 'lost'>): number | undefined =>
  won + lost === 0 ? undefined : won / (won + lost)

/** What winning one has cost; undefined where nothing was won or no cost was entered. */
export const costPerWon = ({ won, acquisitionMinor }: Pick<ChannelCounts, 'won' | 'acquisitionMinor'>): number | undefined =>
  won === 0 || acquisitionMinor === null ? undefined : Math.round(acquisitionMinor / won)
