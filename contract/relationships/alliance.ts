import { type Static, Type } from 'typebox'
import {
  allianceItemKinds,
  allianceItemStates,
  allianceModes,
  allianceSides,
  allianceStates,
  allianceSubModes,
  measureSources,
  reviewVerdicts,
} from '#core/relationships/alliance.ts'
import { Day, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { registerOf } from './register.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Text = (max: number) => Type.Optional(Nullable(Type.String({ maxLength: max })))
const Amount = Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })))
const Figure = Type.Optional(Nullable(Type.Number({ minimum: -1e15, maximum: 1e15 })))
const MaybeDay = Type.Optional(Nullable(Day))
const MaybeId = Type.Optional(Nullable(Id))
const kept = { authorName: Nullable(Type.String()), createdAt: Time, version: Type.Integer() }
const Said = Nullable(Type.String())

export const AllianceSubMode = Type.Enum([...allianceSubModes])
const AllianceState = Type.Enum([...allianceStates])

/** An alliance and its joint plan. `their*`: what the customer has of it a year, and what it costs them. `despite`: why it is active although its start condition is not met. */
export const Alliance = Type.Object({
  allianceId: Id,
  title: Type.String(),
  mode: Type.Enum([...allianceModes]),
  subMode: AllianceSubMode,
  state: AllianceState,
  goal: Type.String(),
  scope: Said,
  ourMembers: Said,
  theirMembers: Said,
  theirGain: Said,
  theirGainMinor: Nullable(Minor),
  theirCostMinor: Nullable(Minor),
  ourCostMinor: Nullable(Minor),
  startsOn: Day,
  endsOn: Day,
  nextReviewOn: Nullable(Day),
  despite: Said,
  result: Said,
  ownerId: Nullable(Id),
  ...kept,
})
export type Alliance = Static<typeof Alliance>

const allianceMore = {
  scope: Text(4000),
  ourMembers: Text(1000),
  theirMembers: Text(1000),
  theirGain: Text(2000),
  theirGainMinor: Amount,
  theirCostMinor: Amount,
  ourCostMinor: Amount,
  nextReviewOn: MaybeDay,
  despite: Text(500),
  result: Text(4000),
  ownerId: MaybeId,
  state: Type.Optional(AllianceState),
}

export const alliances = registerOf({
  path: 'alliances',
  id: 'allianceId',
  what: 'Alliances',
  row: Alliance,
  create: { title: Line(200), subMode: AllianceSubMode, goal: Line(2000), startsOn: Day, endsOn: Day, ...allianceMore },
  change: {
    title: Type.Optional(Line(200)),
    subMode: Type.Optional(AllianceSubMode),
    goal: Type.Optional(Line(2000)),
    startsOn: Type.Optional(Day),
    endsOn: Type.Optional(Day),
    ...allianceMore,
  },
})

const MeasureSource = Type.Enum([...measureSources])

export const AllianceMeasure = Type.Object({
  measureId: Id,
  allianceId: Id,
  title: Type.String(),
  source: MeasureSource,
  unit: Said,
  baseline: Nullable(Type.Number()),
  target: Nullable(Type.Number()),
  actual: Nullable(Type.Number()),
  measuredOn: Nullable(Day),
  ...kept,
})
export type AllianceMeasure = Static<typeof AllianceMeasure>

const measureMore = { unit: Text(40), baseline: Figure, target: Figure, actual: Figure, measuredOn: MaybeDay }
export const allianceMeasures = registerOf({
  path: 'alliance-measures',
  id: 'measureId',
  what: 'What alliances are measured by',
  row: AllianceMeasure,
  create: { allianceId: Id, title: Line(200), source: MeasureSource, ...measureMore },
  change: { title: Type.Optional(Line(200)), source: Type.Optional(MeasureSource), ...measureMore },
})

const Side = Type.Enum([...allianceSides])

/** A step of a joint plan. Ours has a task: `taskId`; `doneOn` is then the day on which that was done. */
export const AllianceMilestone = Type.Object({
  milestoneId: Id,
  allianceId: Id,
  title: Type.String(),
  side: Side,
  person: Said,
  ownerId: Nullable(Id),
  dueOn: Day,
  doneOn: Nullable(Day),
  note: Said,
  taskId: Nullable(Id),
  ...kept,
})
export type AllianceMilestone = Static<typeof AllianceMilestone>

const milestoneMore = { person: Text(200), ownerId: MaybeId, doneOn: MaybeDay, note: Text(2000) }
export const allianceMilestones = registerOf({
  path: 'alliance-milestones',
  id: 'milestoneId',
  what: 'Milestones of joint plans',
  row: AllianceMilestone,
  create: { allianceId: Id, title: Line(200), side: Side, dueOn: Day, ...milestoneMore },
  change: { title: Type.Optional(Line(200)), dueOn: Type.Optional(Day), ...milestoneMore },
})

const Verdict = Type.Enum([...reviewVerdicts])
export const AllianceReview = Type.Object({
  reviewId: Id,
  allianceId: Id,
  heldOn: Day,
  verdict: Verdict,
  findings: Type.String(),
  actions: Said,
  ...kept,
})
export type AllianceReview = Static<typeof AllianceReview>

export const allianceReviews = registerOf({
  path: 'alliance-reviews',
  id: 'reviewId',
  what: 'Reviews of alliances',
  row: AllianceReview,
  create: { allianceId: Id, heldOn: Day, verdict: Verdict, findings: Line(4000), actions: Text(4000) },
  change: {
    heldOn: Type.Optional(Day),
    verdict: Type.Optional(Verdict),
    findings: Type.Optional(Line(4000)),
    actions: Text(4000),
  },
})

const ItemKind = Type.Enum([...allianceItemKinds])
const ItemState = Type.Enum([...allianceItemStates])

/** `gainMinor`, `costMinor`: the customer's own, a year. `share`: how far a habit is adopted. */
export const AllianceItem = Type.Object({
  itemId: Id,
  allianceId: Id,
  kind: ItemKind,
  title: Type.String(),
  detail: Said,
  day: Day,
  gainMinor: Nullable(Minor),
  costMinor: Nullable(Minor),
  share: Nullable(Type.Number()),
  state: ItemState,
  result: Said,
  ...kept,
})
export type AllianceItem = Static<typeof AllianceItem>

const itemMore = {
  detail: Text(4000),
  gainMinor: Amount,
  costMinor: Amount,
  share: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 1 }))),
  state: Type.Optional(ItemState),
  result: Text(2000),
}
export const allianceItems = registerOf({
  path: 'alliance-items',
  id: 'itemId',
  what: 'Advice, unused advantages, habits and new fields',
  row: AllianceItem,
  create: { allianceId: Id, kind: ItemKind, title: Line(200), day: Day, ...itemMore },
  change: { title: Type.Optional(Line(200)), day: Type.Optional(Day), ...itemMore },
})

/** `ourDone` is the day on which our task was done, where there is one. */
export const JointProblem = Type.Object({
  problemId: Id,
  allianceId: Nullable(Id),
  title: Type.String(),
  issue: Said,
  foundOn: Day,
  ourAction: Said,
  ourOwnerId: Nullable(Id),
  ourDue: Nullable(Day),
  ourDone: Nullable(Day),
  ourTaskId: Nullable(Id),
  theirAction: Said,
  theirPerson: Said,
  theirDue: Nullable(Day),
  theirDone: Nullable(Day),
  outcome: Said,
  closedOn: Nullable(Day),
  ...kept,
})
export type JointProblem = Static<typeof JointProblem>

const problemMore = {
  allianceId: MaybeId,
  issue: Text(4000),
  ourAction: Text(1000),
  ourOwnerId: MaybeId,
  ourDue: MaybeDay,
  ourDone: MaybeDay,
  theirAction: Text(1000),
  theirPerson: Text(200),
  theirDue: MaybeDay,
  theirDone: MaybeDay,
  outcome: Text(2000),
  closedOn: MaybeDay,
}
export const jointProblems = registerOf({
  path: 'joint-problems',
  id: 'problemId',
  what: 'Problems solved together',
  row: JointProblem,
  create: { title: Line(200), foundOn: Day, ...problemMore },
  change: { title: Type.Optional(Line(200)), foundOn: Type.Optional(Day), ...problemMore },
})
