import { type Static, Type } from 'typebox'
import { customerTypes, lifecycleStages, moves } from '#core/segments/grid.ts'
import { Day, endpoint, Id, Minor, Nullable, Time } from './endpoint.ts'

export const foundKinds = [
  'customer',
  'contact',
  'order',
  'item',
  'supplier',
  'opportunity',
  'agreement',
  'concern',
  'activity',
  'task',
] as const

/** Something found: what it is, what it is called, a second line, and the customer it belongs to. */
export const Found = Type.Object({
  kind: Type.Enum([...foundKinds]),
  id: Id,
  dyadId: Nullable(Id),
  title: Type.String(),
  code: Nullable(Type.String()),
  detail: Nullable(Type.String()),
  type: Nullable(Type.Enum([...customerTypes])),
})
export type Found = Static<typeof Found>

export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  summary:
    'Customers (name, pinyin, initials, code), contacts, orders by number, items, suppliers, opportunities, agreements, concerns, activities and your tasks: at most `limit` of each kind.',
  needs: 'customers.read',
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })) }),
  answer: Type.Object({ rows: Type.Array(Found) }),
})

/** A customer in a list of the home page. */
export const HomeCustomer = Type.Object({
  dyadId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  type: Nullable(Type.Enum([...customerTypes])),
  fromType: Nullable(Type.Enum([...customerTypes])),
  move: Nullable(Type.Enum([...moves])),
  movedOn: Nullable(Day),
  stage: Nullable(Type.Enum([...lifecycleStages])),
  netContributionMinor: Nullable(Minor),
  netContributionState: Type.Enum(['measured', 'estimated', 'unknown']),
  firstOrder: Nullable(Day),
  lastOrder: Nullable(Day),
  /** Usual days between orders; days since the last in that measure. */
  mu: Nullable(Type.Number()),
  recency: Nullable(Type.Number()),
})
export type HomeCustomer = Static<typeof HomeCustomer>

const List = Type.Object({ count: Type.Integer(), valueMinor: Minor, rows: Type.Array(HomeCustomer) })

export const readHome = endpoint({
  method: 'GET',
  path: '/api/home',
  summary:
    'What changed since the visit before this one, the figures of today, and who is later than their rhythm: all within what you may see.',
  needs: 'customers.read',
  answer: Type.Object({
    /** When the visit before this one ended; null on the first. */
    since: Nullable(Time),
    asOf: Nullable(Day),
    /** The month's end that moves are counted from: the last one before the visit, at least the one before the newest. */
    movesSince: Nullable(Day),
    hasCustomers: Type.Boolean(),
    hasFacts: Type.Boolean(),
    figures: Type.Object({
      customers: Type.Integer(),
      placed: Type.Integer(),
      netSalesMinor: Minor,
      netContributionMinor: Minor,
      netContributionBeforeMinor: Nullable(Minor),
      netContributionState: Type.Enum(['measured', 'estimated', 'unknown']),
      late: Type.Integer(),
      lateValueMinor: Minor,
    }),
    /** Customers by type, in the order of customerTypes, with their contribution: the thumbnail of the map. */
    cells: Type.Array(Type.Object({ count: Type.Integer(), valueMinor: Minor })),
    up: List,
    down: List,
    entered: List,
    lost: List,
    /** Later than their rhythm: days since the last order > 1.5 usual intervals and at least 30 days, not yet ended; the largest contribution first. */
    late: List,
    imports: Type.Array(
      Type.Object({
        importId: Id,
        source: Type.String(),
        fileName: Nullable(Type.String()),
        /** How many files came together. */
        files: Type.Integer(),
        state: Type.String(),
        at: Time,
        accepted: Nullable(Type.Integer()),
        rejected: Nullable(Type.Integer()),
      }),
    ),
    jobs: Type.Array(Type.Object({ jobId: Id, kind: Type.String(), state: Type.String(), createdAt: Time })),
  }),
})

/** Why something is on today's list, in the order in which equal stakes are shown: promises first. */
export const workKinds = [
  'concern_unanswered',
  'concern_overdue',
  'task',
  'warning',
  'fallen',
  'decline_cause',
  'decline_decision',
  'recycle',
  'opportunity_overdue',
  'agreement_ending',
  'contact_due',
] as const

/** One thing to do today: what it is, whose, why, since or until when, and what is at stake. */
export const WorkItem = Type.Object({
  kind: Type.Enum([...workKinds]),
  /** The task, concern, opportunity or agreement; of the others the customer. */
  id: Id,
  /** Its own name: the title of a task or a concern. */
  title: Nullable(Type.String()),
  dyadId: Nullable(Id),
  customer: Nullable(Type.String()),
  customerEn: Nullable(Type.String()),
  type: Nullable(Type.Enum([...customerTypes])),
  /** fallen: the type before. */
  fromType: Nullable(Type.Enum([...customerTypes])),
  /** The day it was or is due, or happened; of a warning the last order. */
  on: Nullable(Day),
  /** Days since that day, negative while it lies ahead. */
  days: Nullable(Type.Integer()),
  /** What is lost if nothing is done: the contribution of 12 months at risk, or what the opportunity is worth. Null: not known. */
  stakeMinor: Nullable(Minor),
  /** For a task: the play that it is a step of. */
  play: Nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  /** For a task: its version, so that it can be ticked off here. */
  version: Nullable(Type.Integer()),
})
export type WorkItem = Static<typeof WorkItem>

export const listWork = endpoint({
  method: 'GET',
  path: '/api/home/work',
  summary:
    "Today's work, the most money at stake first: overdue promises, unanswered concerns, tasks, customers late or fallen, pool warnings.",
  needs: 'customers.read',
  query: Type.Object({
    /** mine: customers that you own or work on, and your tasks; seen: all that you may see. Left out: mine where you own any, else seen. */
    whose: Type.Optional(Type.Enum(['mine', 'seen'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    whose: Type.Enum(['mine', 'seen']),
    today: Day,
    rows: Type.Array(WorkItem),
    /** There is more than is shown. */
    more: Type.Boolean(),
  }),
})
