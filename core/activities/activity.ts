/** What a person does with a customer, from meeting them to writing something down about them. */
export const activityKinds = ['visit', 'call', 'message', 'email', 'meeting', 'note'] as const
export type ActivityKind = (typeof activityKinds)[number]

export const activityStates = ['planned', 'done', 'cancelled'] as const
export type ActivityState = (typeof activityStates)[number]

/** Who began it: we, or they. */
export const directions = ['out', 'in'] as const
export type Direction = (typeof directions)[number]

/** What came of it; `no_answer` = nobody was reached, so it was no contact. */
export const outcomes = ['progress', 'unchanged', 'setback', 'no_answer'] as const
export type Outcome = (typeof outcomes)[number]

export const priorities = ['high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

export const taskStates = ['open', 'done', 'cancelled'] as const

/** Where a task stands on a person's page. */
export const taskGroups = ['overdue', 'today', 'week', 'later', 'undated'] as const
export type TaskGroup = (typeof taskGroups)[number]

type Done = { readonly kind: ActivityKind; readonly state: ActivityState; readonly outcome: Outcome | null }

/** Whether an activity counts as having been in contact: done, with somebody, and not only a note of ours. */
export const isContact = ({ kind, state, outcome }: Done): boolean => state === 'done' && kind !== 'note' && outcome !== 'no_answer'

/** Whether an activity costs as a visit or a call does (DOMAIN section 8); only done ones do. */
export function costKindOf({ kind, state }: Pick<Done, 'kind' | 'state'>): 'visit' | 'call' | undefined {
  return state === 'done' && (kind === 'visit' || kind === 'call') ? kind : undefined
}
