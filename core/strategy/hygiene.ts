import type { CivilDay } from '#core/units/civil-day.ts'

/** What is owed to every customer (DOMAIN sections 4 and 8). */
export const hygieneDuties = ['delivered', 'order_right', 'invoice_right', 'complaints', 'quality', 'open_price', 'data_safe'] as const
export type HygieneDuty = (typeof hygieneDuties)[number]

export const hygieneStates = ['green', 'amber', 'red', 'unknown'] as const
export type HygieneState = (typeof hygieneStates)[number]

/** Duties that are counted from facts; the others are answered by a person. */
export const measuredDuties = ['delivered', 'order_right', 'invoice_right', 'complaints', 'quality'] as const
export type MeasuredDuty = (typeof measuredDuties)[number]

/** With fewer events than this a share says nothing. */
export const fewestEvents = 5
/** Days for which a person's "checked" holds. */
export const checkDays = 90
/** Months that facts are looked at. */
export const hygieneMonths = 6

/** Shares 0..1. `most`: red above it (claims); else red below `red`, amber below `amber`. */
export type HygieneLimit = { readonly red: number; readonly amber: number | null; readonly isMost: boolean }

export const hygieneLimits: Readonly<Record<MeasuredDuty, HygieneLimit>> = {
  delivered: { red: 0.85, amber: 0.95, isMost: false },
  order_right: { red: 0.95, amber: 0.98, isMost: false },
  invoice_right: { red: 0.95, amber: 0.98, isMost: false },
  complaints: { red: 0.8, amber: null, isMost: false },
  quality: { red: 0.02, amber: null, isMost: true },
}

/** So many of so many events: kept ones, but for `quality` those that were claimed. */
export type Tally = { readonly hits: number; readonly events: number }

/** A person's dated answer whether a duty is kept. */
export type HygieneCheck = { readonly duty: HygieneDuty; readonly isKept: boolean; readonly checkedOn: CivilDay }

/** What the last six months of a customer say. A duty without a source has no tally. `overdue`: complaints open beyond what was promised. */
export type HygieneFacts = {
  readonly tallies: Readonly<Partial<Record<MeasuredDuty, Tally>>>
  readonly overdue: number
  /** The newest answer of each duty. */
  readonly checks: readonly HygieneCheck[]
}

export type HygieneFinding = {
  readonly duty: HygieneDuty
  readonly state: HygieneState
  /** Share 0..1; null where there are too few events, or none are counted. */
  readonly value: number | null
  readonly hits: number
  readonly events: number
  readonly limit: HygieneLimit | null
  /** Open complaints beyond their promise, for the duty `complaints`. */
  readonly overdue: number
  readonly checkedOn: CivilDay | null
  /** A person has answered yes within 90 days. */
  readonly isChecked: boolean
}

const isMeasured = (duty: HygieneDuty): duty is MeasuredDuty => (measuredDuties as readonly string[]).includes(duty)

/** The colour of a share under a limit. */
export function colourOf(value: number, { red, amber, isMost }: HygieneLimit): HygieneState {
  if (isMost ? value > red : value < red) return 'red'
  return amber !== null && value < amber ? 'amber' : 'green'
}

const holds = (check: HygieneCheck | undefined, today: CivilDay): boolean =>
  check?.isKept === true && check.checkedOn <= today && today - check.checkedOn < checkDays

function measured(duty: MeasuredDuty, { tallies, overdue }: HygieneFacts): Pick<HygieneFinding, 'state' | 'value' | 'hits' | 'events'> {
  const { hits, events } = tallies[duty] ?? { hits: 0, events: 0 }
  const value = events < fewestEvents ? null : hits / events
  const state = value === null ? 'unknown' : colourOf(value, hygieneLimits[duty])
  return { state: duty === 'complaints' && overdue > 0 ? 'red' : state, value, hits, events }
}

/** A duty that nobody counts: no holds until it is answered anew, yes for 90 days. */
function answered(check: HygieneCheck | undefined, today: CivilDay): HygieneState {
  if (check?.isKept === false) return 'red'
  return holds(check, today) ? 'green' : 'unknown'
}

/**
 * How the duties towards a customer stand, in their order: measured ones under the limits of DOMAIN section 8, an open overdue complaint is red,
 * fewer than 5 events or no source is unknown; price and data are answered by a person. docs/methods/hygiene.md
 */
export function hygieneOf(facts: HygieneFacts, today: CivilDay): readonly HygieneFinding[] {
  return hygieneDuties.map(duty => {
    const check = facts.checks.find(each => each.duty === duty)
    const checked = { checkedOn: check?.checkedOn ?? null, isChecked: holds(check, today) }
    if (!isMeasured(duty))
      return { duty, state: answered(check, today), value: null, hits: 0, events: 0, limit: null, overdue: 0, ...checked }
    const overdue = duty === 'complaints' ? facts.overdue : 0
    return { duty, ...measured(duty, facts), limit: hygieneLimits[duty], overdue, ...checked }
  })
}

/** The duties that are broken: while there are any, no money goes into motivators. */
export const brokenDuties = (findings: readonly HygieneFinding[]): readonly HygieneFinding[] =>
  findings.filter(({ state }) => state === 'red')

/** Unknown duties that nobody has checked in the last 90 days: each motivator needs that first. */
export const uncheckedDuties = (findings: readonly HygieneFinding[]): readonly HygieneFinding[] =>
  findings.filter(({ state, isChecked }) => state === 'unknown' && !isChecked)

const gravity: Readonly<Record<HygieneState, number>> = { red: 3, unknown: 2, amber: 1, green: 0 }

/** The worst state of all duties; unknown is worse than amber, because nobody has looked. */
export const worstState = (findings: readonly HygieneFinding[]): HygieneState =>
  findings.reduce<HygieneState>((worst, { state }) => (gravity[state] > gravity[worst] ? state : worst), 'green')

/** The state of every duty by its name. */
export const statesOf = (findings: readonly HygieneFinding[]): Readonly<Record<HygieneDuty, HygieneState>> =>
  Object.fromEntries(findings.map(({ duty, state }) => [duty, state])) as Record<HygieneDuty, HygieneState>
