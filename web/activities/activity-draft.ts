import type { Activity, ActivityTemplate, NewActivity } from '#contract/activities/activity.ts'
import type { ActivityKind, ActivityState, Direction, Outcome } from '#core/activities/activity.ts'
import { dateOf, dayOf, formatDay } from '#core/units/civil-day.ts'
import { instantOf, typedIn } from './zone-time.ts'

export type ActionDraft = { readonly key: number; readonly title: string; readonly assigneeId: string | null; readonly dueOn: string }

/** What is typed in the form of an activity. Texts that are empty are nothing. */
export type Draft = {
  readonly kind: ActivityKind
  readonly state: ActivityState
  readonly direction: Direction | null
  readonly when: string
  readonly minutes: number | null
  readonly subject: string
  readonly content: string
  readonly place: string
  readonly outcome: Outcome | null
  readonly nextStep: string
  readonly nextOn: string
  readonly asTask: boolean
  readonly ownerId: string | null
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
  readonly remindBefore: number | null
  readonly actions: readonly ActionDraft[]
}

/** What an entry begins with: a kind, perhaps a time and whether it is a plan. */
export type Beginning = { readonly kind?: ActivityKind; readonly when?: string; readonly state?: ActivityState }

export function blank(zone: string | undefined, now: Date, ownerId: string | null, beginning: Beginning): Draft {
  const when = beginning.when ?? typedIn(zone, now.toISOString())
  const state = beginning.state ?? 'done'
  return {
    kind: beginning.kind ?? 'call',
    state,
    direction: 'out',
    when,
    minutes: null,
    subject: '',
    content: '',
    place: '',
    outcome: null,
    nextStep: '',
    nextOn: '',
    asTask: true,
    ownerId,
    ours: [],
    theirs: [],
    remindBefore: state === 'planned' ? 60 : null,
    actions: [],
  }
}

export const draftOf = (zone: string | undefined, known: Activity): Draft => ({
  kind: known.kind,
  state: known.state,
  direction: known.direction,
  when: typedIn(zone, known.startsAt),
  minutes: known.minutes,
  subject: known.subject,
  content: known.content ?? '',
  place: known.place ?? '',
  outcome: known.outcome,
  nextStep: known.nextStep ?? '',
  nextOn: known.nextOn ?? '',
  asTask: false,
  ownerId: known.ownerId,
  ours: known.ours.map(({ id }) => id),
  theirs: known.theirs.map(({ id }) => id),
  remindBefore: known.remindBefore,
  actions: [],
})

/** The day so many days after one as text. */
export function dayAfter(day: string, days: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const { year: y, month: m, day: d } = dateOf(dayOf(year, month, date) + days)
  return formatDay(dayOf(y, m, d))
}

/** A template fills in what has not been typed yet. */
export const withTemplate = (draft: Draft, template: ActivityTemplate): Draft => ({
  ...draft,
  kind: template.kind,
  direction: template.direction ?? draft.direction,
  subject: draft.subject.trim() === '' ? template.subject : draft.subject,
  content: draft.content.trim() === '' ? template.content : draft.content,
  minutes: template.minutes ?? draft.minutes,
  nextOn: template.nextDays === null || draft.nextOn !== '' ? draft.nextOn : dayAfter(draft.when.slice(0, 10), template.nextDays),
})

const text = (typed: string) => (typed.trim() === '' ? null : typed.trim())

/** What is sent: the actions, and the next step among them where it shall be a task. */
export function bodyOf(draft: Draft, zone: string | undefined): NewActivity {
  const { actions, asTask, when, nextStep, nextOn, ours, theirs, ...rest } = draft
  const startsAt = instantOf(zone, when)
  const next = asTask && nextStep.trim() !== '' ? [{ title: nextStep.trim(), assigneeId: draft.ownerId, dueOn: text(nextOn) }] : []
  const agreed = actions.flatMap(({ title, assigneeId, dueOn }) =>
    title.trim() === '' ? [] : [{ title: title.trim(), assigneeId, dueOn: text(dueOn) }],
  )
  return {
    ...rest,
    subject: draft.subject.trim(),
    content: text(draft.content),
    place: text(draft.place),
    nextStep: text(nextStep),
    nextOn: text(nextOn),
    remindBefore: draft.state === 'planned' ? draft.remindBefore : null,
    ours: [...ours],
    theirs: [...theirs],
    actions: [...agreed, ...next],
    ...(startsAt === undefined ? {} : { startsAt }),
  }
}
