/** What people are told of, and the arguments that its sentence is made with. Texts stand in web/platform and in the digest, one pair a kind. */
export const noticeKinds = [
  'task_assigned',
  'task_due',
  'activity_reminder',
  'mentioned',
  'customer_assigned',
  'customers_received',
  'collaboration_begun',
  'recycle_warning',
  'recycled',
  'type_fell',
  'early_warning',
  'promise_overdue',
  'concern_assigned',
  'concern_overdue',
  'agreement_expiring',
  'opportunity_overdue',
  'export_ready',
  'duplicates_found',
  'erasure_due',
  'survey_disagrees',
  'decline_case',
  'decline_cases',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Figures and words of a notice: names, days (YYYY-MM-DD), counts, amounts in minor units. */
export type NoticeArgs = Readonly<Record<string, string | number | null>>

export type Notice = {
  readonly userId: string
  readonly kind: NoticeKind
  /** The customer it is about: the reader must still see that customer when the notice is shown. */
  readonly dyadId?: string | undefined
  readonly args?: NoticeArgs
  /** What it is about, so that nobody is told the same twice while it is unread: an id, or an id with a day. */
  readonly about?: string | undefined
}
