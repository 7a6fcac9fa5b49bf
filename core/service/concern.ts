export const concernKinds = ['complaint', 'question', 'return', 'dispute'] as const
export type ConcernKind = (typeof concernKinds)[number]

export const severities = ['low', 'normal', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

export const concernChannels = ['phone', 'message', 'email', 'visit', 'web', 'letter', 'other'] as const
export type ConcernChannel = (typeof concernChannels)[number]

/** Causes that the chain can undo by its own power (DOMAIN section 4). */
export const subjectiveCauses = [
  'quality_defect',
  'late_delivery',
  'stock_out',
  'slow_response',
  'unresolved_complaint',
  'billing_error',
  'price_perception',
  'neglect',
  'contact_left',
  'need_not_met',
  'competitor',
] as const
/** Causes that nobody in the chain can undo. */
export const objectiveCauses = ['closed', 'relocated', 'product_phased_out', 'project_ended', 'regulation', 'default', 'fraud'] as const
export const causes = [...subjectiveCauses, ...objectiveCauses] as const
export type Cause = (typeof causes)[number]
export type CauseNature = 'subjective' | 'objective'

export const causeNatureOf = (cause: Cause): CauseNature =>
  (subjectiveCauses as readonly string[]).includes(cause) ? 'subjective' : 'objective'

/** How a concern stands. `overdue`: its next promise, to answer or to resolve, is past and not kept. */
export const concernStates = ['overdue', 'open', 'answered', 'resolved'] as const
export type ConcernState = (typeof concernStates)[number]

/** Moments in milliseconds. */
export type ConcernTimes = {
  readonly received: number
  readonly firstResponseBy: number | undefined
  readonly firstResponded: number | undefined
  readonly resolvedBy: number | undefined
  readonly resolved: number | undefined
}

/** The next promise that is still to be kept; undefined where there is none, or all is done. */
export function dueAtOf({ firstResponseBy, firstResponded, resolvedBy, resolved }: ConcernTimes): number | undefined {
  if (resolved !== undefined) return undefined
  const promises = [firstResponded === undefined ? firstResponseBy : undefined, resolvedBy].filter(each => each !== undefined)
  return promises.length === 0 ? undefined : Math.min(...promises)
}

export function stateOf(times: ConcernTimes, now: number): ConcernState {
  if (times.resolved !== undefined) return 'resolved'
  const due = dueAtOf(times)
  if (due !== undefined && due < now) return 'overdue'
  return times.firstResponded === undefined ? 'open' : 'answered'
}

export type TimesFault = { readonly field: 'firstRespondedAt' | 'resolvedAt'; readonly fault: 'before_received' | 'in_future' }

/** Answers and ends come after the concern, and not later than now (a minute is given for clocks that differ). Resolving answers too. */
export function settleTimes(times: ConcernTimes, now: number): ConcernTimes | TimesFault {
  const { received, firstResponded, resolved } = times
  for (const [field, moment] of [
    ['firstRespondedAt', firstResponded],
    ['resolvedAt', resolved],
  ] as const) {
    if (moment === undefined) continue
    if (moment < received) return { field, fault: 'before_received' }
    if (moment > now + 60_000) return { field, fault: 'in_future' }
  }
  const answered = resolved !== undefined && (firstResponded === undefined || firstResponded > resolved) ? resolved : firstResponded
  return { ...times, firstResponded: answered }
}

export const isTimesFault = (found: ConcernTimes | TimesFault): found is TimesFault => 'fault' in found

/** Whether a promise was kept: undefined while it is open and not yet due, or where there was none. */
export function wasKept(by: number | undefined, done: number | undefined, now: number): boolean | undefined {
  if (by === undefined) return undefined
  if (done !== undefined) return done <= by
  return by < now ? false : undefined
}
