import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { causes } from '#core/service/concern.ts'
import { declineDecisions, declineOutcomes, declineStates, declineTriggers } from '#core/strategy/decline.ts'
import { evidenceKinds } from '#core/strategy/decline-evidence.ts'
import { lossTypes, winBackKinds } from '#core/strategy/win-back.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { RecordGroups, RecordPage, recordQuery } from '../platform/record-list.ts'

const CustomerType = Nullable(Type.Enum([...customerTypes]))
const Cause = Type.Enum([...causes])
const LossType = Type.Enum([...lossTypes])
const Money = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Note = Type.Optional(Nullable(Type.String({ maxLength: 2000 })))

export const DeclineCase = Type.Object({
  caseId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  /** The customer stood under another record when the case was opened: it was merged since. */
  isOfMerged: Type.Boolean(),
  state: Type.Enum([...declineStates]),
  trigger: Type.Enum([...declineTriggers]),
  /** Of a warning: its rhythm and how long it has been silent; once the warning is gone, what it was. */
  why: Nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  openedOn: Day,
  /** The month-end or day of the fall; facts since `turnedOn` count as recent. */
  fallenOn: Day,
  turnedOn: Day,
  fromType: CustomerType,
  toType: CustomerType,
  /** As the map says now. */
  typeNow: CustomerType,
  /** Net contribution of the twelve months before the fall. */
  atStakeMinor: Minor,
  cause: Nullable(Cause),
  causeNature: Nullable(Type.Enum(['subjective', 'objective'])),
  lossType: Nullable(LossType),
  isRemedied: Type.Boolean(),
  isByPrice: Type.Boolean(),
  causeNote: Nullable(Type.String()),
  causeOn: Nullable(Day),
  causeByName: Nullable(Type.String()),
  competitor: Nullable(Type.String()),
  decision: Nullable(Type.Enum([...declineDecisions])),
  decisionReason: Nullable(Type.String()),
  decidedOn: Nullable(Day),
  decidedByName: Nullable(Type.String()),
  evMinor: Nullable(Minor),
  outcomeOn: Nullable(Day),
  outcomeNote: Nullable(Type.String()),
  lostMinor: Nullable(Minor),
  checkOn: Nullable(Day),
  secondYear: Nullable(Type.Enum(['stayed', 'gone'])),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  /** It stands again as high as before: closing is proposed. */
  hasRecovered: Type.Boolean(),
  mayWrite: Type.Boolean(),
  version: Type.Integer(),
})
export type DeclineCase = Static<typeof DeclineCase>

const Side = Type.Object({ value: Nullable(Type.Number()), events: Type.Integer() })
export const DeclineEvidence = Type.Object({
  kind: Type.Enum([...evidenceKinds]),
  unit: Type.Enum(['share', 'count', 'days', 'change']),
  before: Side,
  after: Side,
  /** How strongly it speaks, 0..1; null: too little to say anything. */
  strength: Nullable(Share),
})
const CauseFinding = Type.Object({ cause: Cause, score: Nullable(Share), evidence: Type.Array(DeclineEvidence) })
export type CauseFinding = Static<typeof CauseFinding>

const Seen = Type.Object({
  /** Facts in (from, turnedOn] against facts in (turnedOn, until]. */
  from: Day,
  turnedOn: Day,
  until: Day,
  causes: Type.Array(CauseFinding),
})
export type DeclineSeen = Static<typeof Seen>

const Chance = Type.Object({
  kind: Type.Enum([...winBackKinds]),
  p: Share,
  prior: Share,
  won: Type.Integer(),
  lost: Type.Integer(),
  sd: Type.Number(),
})
const Economics = Type.Object({
  chance: Chance,
  offerMinor: Minor,
  effortMinor: Minor,
  secondLifeMinor: Minor,
  secondLifeFrom: Type.Enum(['clv', 'year', 'person']),
  avoidedWordMinor: Minor,
  evMinor: Minor,
  worthTrying: Type.Boolean(),
})
export type DeclineEconomics = Static<typeof Economics>

const Task = Type.Object({
  taskId: Id,
  title: Type.String(),
  dueOn: Nullable(Day),
  assigneeName: Nullable(Type.String()),
  state: Type.Enum(['open', 'done', 'cancelled']),
})

const Leading = Type.Object({ recovered: Type.Integer(), fallen: Type.Integer(), p: Share, low: Share, high: Share })

export const DeclineWhole = Type.Object({
  ...DeclineCase.properties,
  /** As it is now, and as it was when the cause was chosen. */
  seen: Seen,
  seenThen: Nullable(Seen),
  /** Where it leads: falls of this firm that stood as high again within a year, and the map's own chances of types. */
  leading: Type.Object({
    falls: Leading,
    /** Of cases of the same kind of loss that ended. */
    alike: Nullable(Leading),
    gold: Nullable(Share),
    release: Nullable(Share),
  }),
  /** Proposed from the engine and the settings once the cause is known; what was decided on, later. */
  economics: Nullable(Economics),
  decidedOnEconomics: Nullable(Economics),
  hourMinor: Minor,
  plays: Type.Array(
    Type.Object({
      playId: Id,
      name: Type.Object({ zh: Type.String(), en: Type.String() }),
      moneyMinor: Minor,
      hours: Type.Number(),
      obstacles: Type.Array(Type.Object({ kind: Type.String(), text: Type.String(), passable: Type.Boolean() })),
    }),
  ),
  runs: Type.Array(
    Type.Object({ playRunId: Id, name: Type.Object({ zh: Type.String(), en: Type.String() }), state: Type.String(), startedOn: Day }),
  ),
  exitTasks: Type.Array(Task),
  /** Other cases of this customer that are under way, after a merge. */
  others: Type.Array(Type.Object({ caseId: Id, state: Type.Enum([...declineStates]), openedOn: Day })),
  today: Day,
})
export type DeclineWhole = Static<typeof DeclineWhole>

const query = { ...recordQuery }

export const listDeclineCases = endpoint({
  method: 'GET',
  path: '/api/decline-cases',
  summary: 'Customers that fall, with the cases opened for them, one page by key; the most value at stake first unless asked otherwise.',
  needs: 'values.read',
  query: Type.Object({
    ...query,
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: RecordPage(DeclineCase),
})

export const groupDeclineCases = endpoint({
  method: 'GET',
  path: '/api/decline-cases/groups',
  summary: 'The list by the values of one column, with counts and money.',
  needs: 'values.read',
  query: Type.Object({ ...query, by: Type.Optional(Type.String({ maxLength: 60 })) }),
  answer: RecordGroups,
})

const at = Type.Object({ dyadId: Id })
const one = Type.Object({ dyadId: Id, caseId: Id })

export const listCustomerCases = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/decline-cases',
  summary: 'The decline cases of one customer, those under way first, with those of the customers merged into it.',
  needs: 'values.read',
  params: at,
  answer: Type.Object({ rows: Type.Array(DeclineCase), mayWrite: Type.Boolean() }),
})

export const openDeclineCase = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/decline-cases',
  summary: 'Open a decline case by hand. Refused where one of this customer is under way.',
  needs: 'customers.write',
  params: at,
  body: Type.Object({
    /** Left out: today. */
    fallenOn: Type.Optional(Day),
    note: Note,
  }),
  answer: DeclineWhole,
})

export const readDeclineCase = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/decline-cases/:caseId',
  summary: 'One case: the evidence beside each possible cause, where it leads, whether winning back pays, and what was done.',
  needs: 'values.read',
  params: one,
  answer: DeclineWhole,
})

export const listDeclineLines = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/decline-cases/:caseId/lines',
  summary: 'What a finding is made of, the newest first; at most 200.',
  needs: 'values.read',
  params: one,
  query: Type.Object({ kind: Type.Enum([...evidenceKinds]) }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Type.String(),
        on: Nullable(Day),
        number: Nullable(Type.String()),
        text: Nullable(Type.String()),
        /** The figure of the line before and after the turn, in the unit of the finding; null where it has none. */
        before: Nullable(Type.Number()),
        after: Nullable(Type.Number()),
      }),
    ),
    more: Type.Boolean(),
  }),
})

export const chooseDeclineCause = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/decline-cases/:caseId/cause',
  summary: 'Say what the cause is; the evidence as seen now is kept with it. Nothing may be planned before.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({
    cause: Cause,
    /** Left out: the one that the cause points to. */
    lossType: Type.Optional(LossType),
    /** Of our own faults: the cause has been put right. */
    isRemedied: Type.Optional(Type.Boolean()),
    /** Of competitive losses: it went by the price. */
    isByPrice: Type.Optional(Type.Boolean()),
    competitor: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    note: Note,
    version: Type.Integer(),
  }),
  answer: DeclineWhole,
})

export const decideDeclineCase = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/decline-cases/:caseId/decision',
  summary:
    'Decide to win the customer back or to let it go. Against the expected value a reason is needed; a malicious loss is never tried. Trying may start a play; letting go makes the tasks of a graceful exit.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({
    decision: Type.Enum([...declineDecisions]),
    offerMinor: Money,
    effortMinor: Money,
    /** Left out: as the engine says. */
    secondLifeMinor: Type.Optional(Money),
    reason: Note,
    playId: Type.Optional(Nullable(Id)),
    /** You have checked the basic duties that are unknown, today. */
    checked: Type.Optional(Type.Boolean()),
    version: Type.Integer(),
  }),
  answer: DeclineWhole,
})

export const endDeclineCase = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/decline-cases/:caseId/outcome',
  summary: 'Write down what came of it: won back, lost, let go, or closed because the customer recovered or it was no fall.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({
    outcome: Type.Enum([...declineOutcomes]),
    note: Note,
    competitor: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    /** What is lost a year; left out: what was at stake. Of lost and let go alone. */
    lostMinor: Type.Optional(Money),
    version: Type.Integer(),
  }),
  answer: DeclineWhole,
})

export const checkSecondYear = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/decline-cases/:caseId/second-year',
  summary: 'Of a customer won back: whether it is still with us a year later.',
  needs: 'customers.write',
  params: one,
  body: Type.Object({ secondYear: Type.Enum(['stayed', 'gone']), version: Type.Integer() }),
  answer: DeclineWhole,
})

export const WinBackSettings = Type.Object({
  version: Type.Integer(),
  chances: Type.Object(Object.fromEntries(winBackKinds.map(kind => [kind, Share])) as Record<(typeof winBackKinds)[number], typeof Share>),
  hourMinor: Money,
  /** How many others are told, and the share of them that heed it. */
  told: Type.Number({ minimum: 0, maximum: 1000 }),
  heed: Share,
})
export type WinBackSettings = Static<typeof WinBackSettings>

export const readWinBack = endpoint({
  method: 'GET',
  path: '/api/win-back-settings',
  summary: 'What winning back is reckoned with, and the chances as learnt from the outcomes so far.',
  needs: 'values.read',
  answer: Type.Object({ settings: WinBackSettings, learnt: Type.Array(Chance), mayManage: Type.Boolean() }),
})

export const saveWinBack = endpoint({
  method: 'PUT',
  path: '/api/win-back-settings',
  summary: 'Set what winning back is reckoned with; the version before is kept.',
  needs: 'settings.manage',
  body: WinBackSettings,
  answer: WinBackSettings,
})
