/** Where a need stands: heard, being worked on, met, or declined with a reason. */
export const needStatuses = ['open', 'in_work', 'met', 'declined'] as const
export type NeedStatus = (typeof needStatuses)[number]

/** Where a need may come from; other sources are written as they are. */
export const needSources = ['visit', 'call', 'survey', 'complaint', 'tender', 'order', 'market'] as const

/** A need that is closed says what was done, or why not. */
export const needsResponse = (status: NeedStatus): boolean => status === 'met' || status === 'declined'
