import { type Static, Type } from 'typebox'
import { activityKinds, activityStates, directions, outcomes } from '#core/activities/activity.ts'
import { fieldLevels } from '#core/platform/field-policy.ts'
import { Day, Done, endpoint, Id, Nullable, Page, Time, visible } from '../endpoint.ts'
import { GroupFilter } from '../platform/group-filter.ts'

export const ActivityKind = Type.Enum([...activityKinds])
export const ActivityState = Type.Enum([...activityStates])
export const Direction = Type.Enum([...directions])
export const Outcome = Type.Enum([...outcomes])

/** Someone who took part; a person who has left keeps their name here. */
const Person = Type.Object({ id: Id, name: Type.String() })

/**
 * One activity. Columns for imports (RECORDS): customer code or name, kind, state, direction, starts_at (or day), minutes, subject, content, place,
 * outcome, next_step, next_on, owner (name or e-mail), contact names, author, created_at.
 */
export const Activity = Type.Object({
  activityId: Id,
  dyadId: Id,
  customer: Type.String(),
  customerEn: Nullable(Type.String()),
  kind: ActivityKind,
  state: ActivityState,
  direction: Nullable(Direction),
  startsAt: Time,
  /** The day of startsAt in the firm's zone. */
  day: Day,
  minutes: Nullable(Type.Integer()),
  subject: Type.String(),
  /** What was said; of a meeting the minutes. */
  content: Nullable(Type.String()),
  place: Nullable(Type.String()),
  outcome: Nullable(Outcome),
  nextStep: Nullable(Type.String()),
  nextOn: Nullable(Day),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  ours: Type.Array(Person),
  theirs: Type.Array(Person),
  /** Minutes before startsAt at which its owner is reminded. */
  remindBefore: Nullable(Type.Integer()),
  /** Tasks that came out of it. */
  tasks: Type.Integer(),
  mayWrite: Type.Boolean(),
  version: Type.Integer(),
  updatedAt: Time,
})
export type Activity = Static<typeof Activity>

const Text = (max: number) => Type.Optional(Nullable(Type.String({ maxLength: max })))
const people = Type.Optional(Type.Array(Id, { maxItems: 50 }))

const fields = {
  direction: Type.Optional(Nullable(Direction)),
  minutes: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 14_400 }))),
  content: Text(20_000),
  place: Text(300),
  outcome: Type.Optional(Nullable(Outcome)),
  nextStep: Text(500),
  nextOn: Type.Optional(Nullable(Day)),
  ownerId: Type.Optional(Nullable(Id)),
  ours: people,
  theirs: people,
  remindBefore: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 43_200 }))),
}
const Subject = Type.String({ minLength: 1, maxLength: 300, pattern: visible })

/** What a meeting agreed to be done; each becomes a task. */
export const Action = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 300, pattern: visible }),
  assigneeId: Type.Optional(Nullable(Id)),
  dueOn: Type.Optional(Nullable(Day)),
})

const dyad = Type.Object({ dyadId: Id })
const one = Type.Object({ dyadId: Id, activityId: Id })

export const addActivity = endpoint({
  method: 'POST',
  path: '/api/dyads/:dyadId/activities',
  summary: 'Record or plan a visit, call, message, e-mail, meeting or note; agreed actions become tasks.',
  needs: 'customers.write',
  params: dyad,
  body: Type.Object({
    ...fields,
    kind: ActivityKind,
    state: Type.Optional(ActivityState),
    startsAt: Type.Optional(Time),
    subject: Subject,
    actions: Type.Optional(Type.Array(Action, { maxItems: 50 })),
  }),
  answer: Activity,
})
export type NewActivity = Static<typeof addActivity.body>

export const readActivity = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/activities/:activityId',
  summary: 'One activity whole.',
  needs: 'customers.read',
  params: one,
  answer: Activity,
})

export const updateActivity = endpoint({
  method: 'PATCH',
  path: '/api/dyads/:dyadId/activities/:activityId',
  summary: 'Change an activity: only the fields that are sent; new actions become tasks.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({
    ...fields,
    kind: Type.Optional(ActivityKind),
    state: Type.Optional(ActivityState),
    startsAt: Type.Optional(Time),
    subject: Type.Optional(Subject),
    actions: Type.Optional(Type.Array(Action, { maxItems: 50 })),
    version: Type.Integer(),
  }),
  answer: Activity,
})
export type ActivityChange = Static<typeof updateActivity.body>

export const removeActivity = endpoint({
  method: 'DELETE',
  path: '/api/dyads/:dyadId/activities/:activityId',
  summary: 'Remove an activity; it can be put back from the recycle bin.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})

const many = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Optional(Type.Array(schema, { maxItems: 20 }))

export const listActivities = endpoint({
  method: 'GET',
  path: '/api/activities',
  summary: 'Activities of the customers that you see, the latest first.',
  needs: 'customers.read',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    kind: many(ActivityKind),
    state: many(ActivityState),
    outcome: many(Outcome),
    /** Ids of people, or `me`. */
    owner: many(Type.Union([Id, Type.Literal('me')])),
    group: GroupFilter,
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(Activity),
})
export type ActivityQuery = Static<typeof listActivities.query>

/** What the form of a customer needs at once: whom to choose from, what may not be written, when they were last in contact. */
export const readActivityChoices = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/activity-choices',
  summary: 'Contacts of a customer or supplier, and which fields of its activities you may not write.',
  needs: 'customers.read',
  params: dyad,
  answer: Type.Object({
    dyadId: Id,
    name: Type.String(),
    contacts: Type.Array(Type.Object({ id: Id, name: Type.String(), title: Nullable(Type.String()) })),
    limits: Type.Record(Type.String(), Type.Enum([...fieldLevels])),
    mayWrite: Type.Boolean(),
  }),
})

export const ActivityTemplate = Type.Object({
  templateId: Id,
  kind: ActivityKind,
  name: Type.String(),
  direction: Nullable(Direction),
  subject: Type.String(),
  content: Type.String(),
  minutes: Nullable(Type.Integer()),
  /** After how many days the next step is proposed. */
  nextDays: Nullable(Type.Integer()),
  version: Type.Integer(),
})
export type ActivityTemplate = Static<typeof ActivityTemplate>

const templateFields = {
  kind: ActivityKind,
  name: Type.String({ minLength: 1, maxLength: 60, pattern: visible }),
  direction: Nullable(Direction),
  subject: Type.String({ maxLength: 300 }),
  content: Type.String({ maxLength: 20_000 }),
  minutes: Nullable(Type.Integer({ minimum: 0, maximum: 14_400 })),
  nextDays: Nullable(Type.Integer({ minimum: 0, maximum: 3650 })),
}
const template = Type.Object({ templateId: Id })

export const listActivityTemplates = endpoint({
  method: 'GET',
  path: '/api/activity-templates',
  summary: 'What entries begin with: the firm’s templates by kind.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(ActivityTemplate), mayManage: Type.Boolean() }),
})

export const addActivityTemplate = endpoint({
  method: 'POST',
  path: '/api/activity-templates',
  summary: 'Add a template for everyone of the firm.',
  needs: 'settings.manage',
  body: Type.Object(templateFields),
  answer: ActivityTemplate,
})

export const updateActivityTemplate = endpoint({
  method: 'PATCH',
  path: '/api/activity-templates/:templateId',
  summary: 'Change a template.',
  needs: 'settings.manage',
  params: template,
  body: Type.Object({ ...templateFields, version: Type.Integer() }),
  answer: ActivityTemplate,
})

export const removeActivityTemplate = endpoint({
  method: 'DELETE',
  path: '/api/activity-templates/:templateId',
  summary: 'Remove a template; what was entered with it stays.',
  needs: 'settings.manage',
  params: template,
  answer: Done,
})
