import { type Static, Type } from 'typebox'
import { permissions, roles } from '#core/platform/access.ts'
import { abilityParts, commitmentParts, stances } from '#core/relationships/ability.ts'
import { levers } from '#core/relationships/bond.ts'
import { fairnessFlags } from '#core/relationships/fairness.ts'
import { forms, formSteps } from '#core/relationships/form.ts'
import { payneCells } from '#core/relationships/payne.ts'
import { relationshipTypes, typePoints } from '#core/relationships/relationship-type.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { Day, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { recordGroupsQuery, RecordGroups, RecordPage, recordPageQuery } from '../platform/record-list.ts'

const FormName = Type.Enum([...forms])
const Score = Nullable(Type.Number())
const Share = Nullable(Type.Number())

const Step = Type.Object({
  step: Type.Enum([...formSteps]),
  form: FormName,
  have: Type.Integer(),
  need: Type.Integer(),
  of: Type.Integer(),
  /** Null: there is nothing yet to judge by. */
  met: Nullable(Type.Boolean()),
})

const Part = Type.Object({
  part: Type.Enum([...abilityParts, ...commitmentParts]),
  score: Score,
  from: Nullable(Type.Enum(['records', 'said'])),
})
const Parts = Type.Object({ score: Score, parts: Type.Array(Part) })

const Cell = Type.Enum([...payneCells])
const Side = Type.Object({ entries: Type.Integer(), valued: Type.Integer(), amountMinor: Minor })

/** The state of a relationship, inferred now from what was done and said. Null: not known. */
export const Relationship = Type.Object({
  dyadId: Id,
  /** The book is looked at up to `asOf`, contacts and registers up to `today`. */
  asOf: Day,
  today: Day,
  form: Type.Object({
    actual: Nullable(FormName),
    target: FormName,
    isTargetSet: Type.Boolean(),
    gap: Nullable(Type.Integer()),
    steps: Type.Array(Step),
    closing: Type.Array(Step),
    /** What the target follows from. */
    customers: Type.Integer(),
    margin: Type.Number(),
    marginState: Type.Enum(['measured', 'estimated']),
    keepsContacts: Type.Boolean(),
    hasSale: Type.Boolean(),
    inbound: Type.Integer(),
    outbound: Type.Integer(),
  }),
  bond: Type.Object({
    level: Nullable(Type.Integer()),
    expected: Type.Integer(),
    count: Type.Integer(),
    costMinor: Minor,
    costed: Type.Integer(),
    easilyCopied: Type.Integer(),
    withoutBenefit: Type.Integer(),
  }),
  type: Type.Object({
    type: Nullable(Type.Enum([...relationshipTypes])),
    points: Type.Integer(),
    known: Type.Integer(),
    findings: Type.Array(Type.Object({ point: Type.Enum([...typePoints]), value: Nullable(Type.Number()), points: Type.Integer() })),
    hasAgreement: Type.Boolean(),
    decided: Type.Integer(),
  }),
  switching: Type.Object({
    investmentMinor: Minor,
    riskMinor: Minor,
    totalMinor: Minor,
    byLever: Type.Object(Object.fromEntries(levers.map(lever => [lever, Minor])) as Record<(typeof levers)[number], typeof Minor>),
    items: Type.Integer(),
    withoutBenefit: Type.Integer(),
    spendMinor: Minor,
    ratio: Share,
    score: Score,
    /** The ratio was entered as evidence; the sheet is empty. */
    isEntered: Type.Boolean(),
  }),
  payne: Type.Object({
    information: Type.Number(),
    individualisation: Type.Number(),
    cell: Cell,
    aim: Cell,
    path: Type.Array(Type.Object({ axis: Type.Enum(['information', 'individualisation']), from: Type.Number(), to: Type.Number() })),
    agreements: Type.Integer(),
  }),
  ability: Parts,
  commitment: Parts,
  stance: Nullable(Type.Enum([...stances])),
  balance: Type.Object({ us: Side, them: Side, theirShare: Share, contributionMinor: Nullable(Minor) }),
  shareOfSales: Share,
  walletShare: Share,
  suppliers: Nullable(Type.Number()),
  flags: Type.Array(Type.Enum([...fairnessFlags])),
  mayWrite: Type.Boolean(),
})
export type Relationship = Static<typeof Relationship>

const params = Type.Object({ dyadId: Id })

export const readRelationship = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/relationship',
  summary: 'The state of a relationship, inferred now from what was done and said.',
  needs: 'values.read',
  params,
  answer: Relationship,
})

/** What can be opened line by line. */
const evidenceTopics = ['contact', 'follow_up', 'suggestion', 'agreement', 'price_loss', 'payment', 'told'] as const
export type EvidenceTopic = (typeof evidenceTopics)[number]

/** One fact behind a finding: `counts` tells whether it speaks for it; null: not yet decided (its 14 days are not over). */
export const RelationshipLine = Type.Object({
  day: Nullable(Day),
  title: Type.String(),
  detail: Nullable(Type.String()),
  counts: Nullable(Type.Boolean()),
  id: Nullable(Id),
})
export type RelationshipLine = Static<typeof RelationshipLine>

export const readRelationshipLines = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/relationship/evidence',
  summary: 'The facts behind one finding about a relationship, the newest first, at most 200.',
  needs: 'facts.read',
  params,
  query: Type.Object({ topic: Type.Optional(Type.Enum([...evidenceTopics])) }),
  answer: Type.Object({ rows: Type.Array(RelationshipLine) }),
})

/** One function of the firm: how many of it see this customer, how many may change it, and what its role lets them see. */
const TeamFunction = Type.Object({
  role: Type.Enum([...roles]),
  people: Type.Integer(),
  writers: Type.Integer(),
  permissions: Type.Array(Type.Enum([...permissions])),
  hidden: Type.Integer(),
  masked: Type.Integer(),
})
const Member = Type.Object({
  userId: Id,
  name: Type.String(),
  role: Nullable(Type.Enum([...roles])),
  mayWrite: Type.Boolean(),
  lastContactOn: Nullable(Day),
})

export const AccountTeam = Type.Object({
  owner: Nullable(Member),
  departmentName: Nullable(Type.String()),
  collaborators: Type.Array(Member),
  functions: Type.Array(TeamFunction),
})
export type AccountTeam = Static<typeof AccountTeam>

export const readAccountTeam = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/team',
  summary: 'Who works on a customer, and which function of the firm sees what of it.',
  needs: 'customers.read',
  params,
  answer: AccountTeam,
})

/** A row of the list: as inferred at `inferredAt`. */
export const RelationshipRow = Type.Object({
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  customerCode: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  customerType: Nullable(Type.Enum([...customerTypes])),
  form: Nullable(FormName),
  formTarget: Nullable(FormName),
  formGap: Nullable(Type.Integer()),
  bondLevel: Nullable(Type.Integer()),
  bondExpected: Nullable(Type.Integer()),
  type: Nullable(Type.Enum([...relationshipTypes])),
  switchingScore: Score,
  payne: Nullable(Cell),
  stance: Nullable(Type.Enum([...stances])),
  flags: Type.Array(Type.Enum([...fairnessFlags])),
  netContributionMinor: Nullable(Minor),
  priorityMinor: Nullable(Minor),
  inferredAt: Time,
})
export type RelationshipRow = Static<typeof RelationshipRow>

const { dyadId: _, ...listQuery } = recordPageQuery
const { dyadId: __, ...groupsQuery } = recordGroupsQuery

export const listRelationships = endpoint({
  method: 'GET',
  path: '/api/relationships',
  summary:
    'The relationships of all customers as inferred last, one page by key; the widest gap times the most value first unless asked otherwise.',
  needs: 'values.read',
  query: Type.Object(listQuery),
  answer: RecordPage(RelationshipRow),
})

export const groupRelationships = endpoint({
  method: 'GET',
  path: '/api/relationships/groups',
  summary: 'The list by the values of one column, with counts.',
  needs: 'values.read',
  query: Type.Object(groupsQuery),
  answer: RecordGroups,
})

export const readRelationshipRun = endpoint({
  method: 'GET',
  path: '/api/relationships/run',
  summary: 'When the relationships of all customers were last inferred, of how many, and the job that is at it now.',
  needs: 'values.read',
  answer: Type.Object({ inferredAt: Nullable(Time), customers: Nullable(Type.Integer()), currency: Type.String(), jobId: Nullable(Id) }),
})

export const inferRelationships = endpoint({
  method: 'POST',
  path: '/api/relationships/infer',
  summary: 'Infer the relationships of all customers anew, now. Answers the job.',
  needs: 'settings.manage',
  answer: Type.Object({ jobId: Id }),
})
