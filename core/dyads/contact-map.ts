/** What a person does when their firm buys. */
export const buyingRoles = ['decides', 'influences', 'uses', 'buys', 'gatekeeper'] as const
export type BuyingRole = (typeof buyingRoles)[number]

/** The level at which relations are kept: with those who lead, and with those who do the daily work. */
export const mapLevels = ['executive', 'operating'] as const
export type MapLevel = (typeof mapLevels)[number]

/** How well one of ours knows one of theirs. 0: not known. */
export const strengths = [0, 1, 2, 3] as const

export const tieKinds = ['knows', 'reports_to'] as const
export type TieKind = (typeof tieKinds)[number]

/** Days without a talk after which someone who matters counts as left alone. */
export const silentAfterDays = 90

/** Days for which a trusted person who left is still a gap. */
const missedForDays = 365

export type MapPerson = {
  readonly contactId: string
  readonly buyingRole: BuyingRole | null
  readonly level: MapLevel | null
  /** With each of our people who knows them. */
  readonly bonds: readonly { readonly userId: string; readonly strength: number }[]
  /** Civil day number of the last talk; null: none recorded. */
  readonly lastTalk: number | null
  /** Civil day number on which they left this firm; null: they are there. */
  readonly leftOn: number | null
}

export type MapGap =
  | { readonly gap: 'no_people' | 'no_executive' | 'no_decider' | 'executive_unknown' | 'nobody_knows' }
  | { readonly gap: 'single_threaded'; readonly side: 'theirs'; readonly contactId: string }
  | { readonly gap: 'single_threaded'; readonly side: 'ours'; readonly userId: string }
  | { readonly gap: 'strongest_left'; readonly contactId: string; readonly days: number }
  | { readonly gap: 'silent'; readonly contactId: string; readonly days: number | null }

export const strengthOf = ({ bonds }: Pick<MapPerson, 'bonds'>): number => bonds.reduce((most, bond) => Math.max(most, bond.strength), 0)

function gapsOfLevels(people: readonly MapPerson[]): MapGap[] {
  const executives = people.filter(person => person.level === 'executive')
  const unknown = executives.length > 0 && executives.every(person => strengthOf(person) === 0)
  return [
    ...(executives.length === 0 ? [{ gap: 'no_executive' } as const] : []),
    ...(unknown ? [{ gap: 'executive_unknown' } as const] : []),
    ...(people.some(person => person.buyingRole === 'decides') ? [] : [{ gap: 'no_decider' } as const]),
  ]
}

/** Everything hangs on one person, of theirs or of ours. */
function gapsOfThreads(people: readonly MapPerson[]): MapGap[] {
  const known = people.filter(person => strengthOf(person) > 0)
  const ours = new Set(known.flatMap(person => person.bonds.filter(bond => bond.strength > 0).map(bond => bond.userId)))
  const [person] = known
  const [userId] = ours
  if (person === undefined) return [{ gap: 'nobody_knows' }]
  return [
    ...(known.length === 1 ? [{ gap: 'single_threaded', side: 'theirs', contactId: person.contactId } as const] : []),
    ...(ours.size === 1 && userId !== undefined ? [{ gap: 'single_threaded', side: 'ours', userId } as const] : []),
  ]
}

/** The person we knew best has left within a year, and nobody who is there is known as well. */
function gapOfLeaver(people: readonly MapPerson[], left: readonly MapPerson[], today: number): MapGap[] {
  const strongest = left
    .filter(person => person.leftOn !== null && today - person.leftOn <= missedForDays && strengthOf(person) >= 2)
    .toSorted((a, b) => strengthOf(b) - strengthOf(a))[0]
  if (strongest?.leftOn == null || people.some(person => strengthOf(person) >= strengthOf(strongest))) return []
  return [{ gap: 'strongest_left', contactId: strongest.contactId, days: today - strongest.leftOn }]
}

function gapsOfSilence(people: readonly MapPerson[], today: number): MapGap[] {
  const matter = people.filter(person => person.level === 'executive' || person.buyingRole === 'decides')
  return matter.flatMap(({ contactId, lastTalk }) => {
    const days = lastTalk === null ? null : today - lastTalk
    return days === null || days > silentAfterDays ? [{ gap: 'silent', contactId, days } as const] : []
  })
}

/** What is missing in our relations with the people of a firm, the gravest first. `today` is a civil day number, as the days in `people`. */
export function gapsOf(people: readonly MapPerson[], today: number): MapGap[] {
  const there = people.filter(person => person.leftOn === null)
  const left = people.filter(person => person.leftOn !== null)
  const leaver = gapOfLeaver(there, left, today)
  if (there.length === 0) return [...leaver, { gap: 'no_people' }]
  return [...leaver, ...gapsOfLevels(there), ...gapsOfThreads(there), ...gapsOfSilence(there, today)]
}
