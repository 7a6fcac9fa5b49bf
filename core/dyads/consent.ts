/** By what a person is reached; `personal`: private facts about them are kept. */
export const consentChannels = ['phone', 'email', 'wechat', 'sms', 'mail', 'visit', 'personal'] as const
export type ConsentChannel = (typeof consentChannels)[number]
export const contactChannels = ['phone', 'email', 'wechat', 'sms', 'mail', 'visit'] as const satisfies readonly ConsentChannel[]
export type ContactChannel = (typeof contactChannels)[number]

export const consentPurposes = ['business', 'marketing', 'survey', 'relationship'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

/** On what the use of personal data rests (PIPL, article 13). */
export const legalBases = ['consent', 'contract', 'legal_duty', 'published', 'other'] as const
export const consentDecisions = ['given', 'withdrawn'] as const

export type Decision = {
  readonly channel: ConsentChannel
  readonly purpose: ConsentPurpose
  readonly decision: (typeof consentDecisions)[number]
}

/** What holds of a ledger, the newest entry first: the newest of each channel and purpose. */
export function holding<T extends Decision>(entries: readonly T[]): T[] {
  const seen = new Set<string>()
  return entries.filter(({ channel, purpose }) => {
    const key = `${channel} ${purpose}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** By what channel an activity reaches a person; undefined where it reaches none. */
export function channelOf(kind: string): ContactChannel | undefined {
  const channels: Readonly<Record<string, ContactChannel>> = {
    visit: 'visit',
    meeting: 'visit',
    call: 'phone',
    message: 'wechat',
    email: 'email',
  }
  return channels[kind]
}

/** Why a person should not be approached: the first three forbid it, the others warn. */
export type ContactWarning = 'restricted' | 'blocked' | 'withdrawn' | 'withdrawn_marketing' | 'too_often'
export const forbids = (warning: ContactWarning): boolean => warning === 'restricted' || warning === 'blocked' || warning === 'withdrawn'

type Given = {
  readonly channel: ContactChannel
  readonly blocked: readonly string[]
  readonly isRestricted: boolean
  /** How often the person was or will be approached within seven days of the moment asked about, and how often they may be (null: no limit). */
  readonly approaches: number
  readonly maxPerWeek: number | null
  /** The ledger, the newest first. */
  readonly entries: readonly Decision[]
}

/** What speaks against approaching a person by a channel; empty: nothing. */
export function contactWarnings({ channel, blocked, isRestricted, approaches, maxPerWeek, entries }: Given): ContactWarning[] {
  const withdrawn = holding(entries).filter(entry => entry.channel === channel && entry.decision === 'withdrawn')
  return [
    ...(isRestricted ? (['restricted'] as const) : []),
    ...(blocked.includes(channel) ? (['blocked'] as const) : []),
    ...(withdrawn.some(({ purpose }) => purpose === 'business') ? (['withdrawn'] as const) : []),
    ...(withdrawn.some(({ purpose }) => purpose !== 'business') ? (['withdrawn_marketing'] as const) : []),
    ...(maxPerWeek !== null && approaches >= maxPerWeek ? (['too_often'] as const) : []),
  ]
}
