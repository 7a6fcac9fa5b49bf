/** Where a need stands: heard, being worked on, met, or declined with a reason. */
export const needStatuses = ['open', 'in_work', 'met', 'declined'] as const
export type NeedStatus = (typeof needStatuses)[number]

/** A need that is closed says what was done, or why not. */
export const needsResponse = (status: NeedStatus): boolean => status === 'met' || status === 'declined'
