import type { CivilDay } from '#core/units/civil-day.ts'

export const agreementKinds = ['frame', 'price', 'service_level', 'confidentiality', 'other'] as const
export type AgreementKind = (typeof agreementKinds)[number]

export const agreementStates = ['draft', 'active', 'ended'] as const
export type AgreementState = (typeof agreementStates)[number]

/** How an agreement stands on a day. `due`: it ends, or renews itself, unless somebody acts by the day of notice, which is near or past. */
export const agreementStandings = ['draft', 'upcoming', 'in_force', 'due', 'expired', 'ended'] as const
export type AgreementStanding = (typeof agreementStandings)[number]

/** How many days before the last day to act an agreement is called due. */
export const dueDays = 30

export type AgreementDays = {
  readonly state: AgreementState
  readonly starts: CivilDay | undefined
  readonly ends: CivilDay | undefined
  readonly noticeDays: number | undefined
  readonly renews: boolean
}

/** The last day to renew or to give notice; undefined where no end is known. */
export const actByOf = ({ ends, noticeDays }: Pick<AgreementDays, 'ends' | 'noticeDays'>): CivilDay | undefined =>
  ends === undefined ? undefined : ends - (noticeDays ?? 0)

/** How an agreement stands: what renews itself is never expired. */
export function standingOf(agreement: AgreementDays, today: CivilDay): AgreementStanding {
  const { state, starts, ends, renews } = agreement
  if (state !== 'active') return state
  if (starts !== undefined && starts > today) return 'upcoming'
  if (ends !== undefined && ends < today && !renews) return 'expired'
  const actBy = actByOf(agreement)
  const isDue = actBy !== undefined && actBy - today <= dueDays && !(renews && ends !== undefined && ends < today)
  return isDue ? 'due' : 'in_force'
}
