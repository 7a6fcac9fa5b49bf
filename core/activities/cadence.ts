import type { CivilDay } from '#core/units/civil-day.ts'

/** Whom a rhythm of contact is set for: the nine customer types, customers that stand in none yet, and those who supply us. */
export const cadenceGroups = [
  'gold',
  'star',
  'mature',
  'promising',
  'pioneering',
  'activatable',
  'overmature',
  'endangered',
  'release',
  'unplaced',
  'supplier',
] as const
export type CadenceGroup = (typeof cadenceGroups)[number]

/** Days between contacts; null = no rhythm. */
export type CadenceDays = Readonly<Record<CadenceGroup, number | null>>

/** The days of a firm that has set none: version 0 of its settings. docs/methods/contact-cadence.md says why. */
export const defaultCadence: CadenceDays = {
  gold: 14,
  star: 14,
  mature: 30,
  promising: 30,
  pioneering: 21,
  activatable: 45,
  overmature: 14,
  endangered: 14,
  release: 90,
  unplaced: 45,
  supplier: 60,
}

export type Rhythm = {
  /** Days that a person set for this one alone. */
  readonly own: number | null
  /** Days of its group. */
  readonly group: number | null
  /** Day of the last contact, and of being entered, from which a first contact is counted. */
  readonly last: CivilDay | undefined
  readonly since: CivilDay
}

/** When the next contact is due: the day of the last, or of being entered, plus the days that hold; undefined where no rhythm is set. docs/methods/contact-cadence.md */
export function dueOf({ own, group, last, since }: Rhythm): { readonly every: number; readonly due: CivilDay } | undefined {
  const every = own ?? group
  return every === null ? undefined : { every, due: (last ?? since) + every }
}

export const cadenceStates = ['overdue', 'soon', 'fine', 'none'] as const
export type CadenceState = (typeof cadenceStates)[number]

/** How long before its day a contact is called soon due. */
export const soonDays = 7

export function cadenceStateOf(due: CivilDay | undefined, today: CivilDay): CadenceState {
  if (due === undefined) return 'none'
  if (due < today) return 'overdue'
  return due - today <= soonDays ? 'soon' : 'fine'
}
