import type { DeclineSeen } from '#contract/strategy/decline.ts'
import { compareMonths } from '#core/strategy/decline.ts'
import { causesFrom, type Evidence, evidenceMeaning, judged, type Side, type Sides } from '#core/strategy/decline-evidence.ts'
import { addMonths, type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Tx } from '#server/platform/database.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { eventKinds, type EvidenceScope, type EventKind, type Tally, tallyEvents, tallyItems } from './decline-evidence.sql.ts'
import type { StrategyDays } from './read-hygiene.ts'

const daysOfMonth = 365.25 / 12

/** A book whose last day is older than this is judged at that day, not today. */
const stale = 45

/** The last day of facts: the book's own day where the book is an old one, else today, since contacts go on when orders do not. */
const untilOf = (turned: CivilDay, { asOf, today }: StrategyDays): CivilDay =>
  turned < asOf && today - asOf > stale ? asOf : Math.max(today, turned + 1)

/** Whose facts a case is judged by, and between which days. */
export function scopeOf(
  tenantId: string,
  dyad: Pick<VisibleDyad, 'all' | 'partyId'>,
  turnedOn: string,
  days: StrategyDays,
  now: Date,
): EvidenceScope {
  const turned = parseDay(turnedOn) ?? days.asOf
  return {
    tenantId,
    dyadIds: dyad.all,
    partyId: dyad.partyId,
    from: formatDay(addMonths(turned, -compareMonths)),
    turnedOn,
    until: formatDay(untilOf(turned, days)),
    now,
  }
}

const isCounted: ReadonlySet<EventKind> = new Set([
  'short',
  'quality',
  'unresolved',
  'billing',
  'contacts',
  'left',
  'owner',
  'needs',
  'competitor',
  'ended',
])

/** The figure of one side. What is counted is none where nothing was written down; a share or a mean of nothing is not known. */
function sideOf(kind: EventKind, tally: Tally | undefined): Side {
  if (isCounted.has(kind)) return { value: tally?.hits ?? 0, events: tally?.hits ?? 0 }
  if (tally === undefined || tally.events === 0) return { value: null, events: 0 }
  const isShare = evidenceMeaning[kind].unit === 'share' && kind !== 'pull'
  return { value: isShare ? tally.hits / tally.events : tally.mean, events: tally.events }
}

function sidesOf(tallies: readonly Tally[]): Sides[] {
  const of = (kind: EventKind, isAfter: boolean) =>
    sideOf(
      kind,
      tallies.find(tally => tally.kind === kind && tally.isAfter === isAfter),
    )
  return eventKinds.map(kind => ({ kind, before: of(kind, false), after: of(kind, true) }))
}

/** A firm that writes none of something down has no evidence of it: what was never counted on either side says nothing. */
const isSilent = ({ kind, before, after }: Sides): boolean => isCounted.has(kind as EventKind) && before.events + after.events === 0

/** Lays the evidence out beside each possible cause, in two queries. docs/methods/decline-case.md */
export async function readSeen(tx: Tx, scope: EvidenceScope): Promise<DeclineSeen> {
  const { price, dropped } = await tallyItems(tx, scope)
  const unknown: Side = { value: null, events: 0 }
  const sides: Sides[] = [
    ...sidesOf(await tallyEvents(tx, scope)),
    { kind: 'price', before: { value: price.value === null ? null : 0, events: price.events }, after: price },
    { kind: 'dropped', before: unknown, after: dropped },
  ]
  const day = (text: string): CivilDay => parseDay(text) ?? 0
  const spans = {
    before: (day(scope.turnedOn) - day(scope.from)) / daysOfMonth,
    after: Math.max(1, (day(scope.until) - day(scope.turnedOn)) / daysOfMonth),
  }
  const found = sides.map((each): Evidence => {
    const said = judged(each, spans)
    return isSilent(each) ? { ...said, strength: null } : said
  })
  const causes = causesFrom(found).map(({ cause, score, evidence }) => ({ cause, score, evidence: [...evidence] }))
  return { from: scope.from, turnedOn: scope.turnedOn, until: scope.until, causes }
}
