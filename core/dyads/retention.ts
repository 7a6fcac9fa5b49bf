/** Kinds of personal data that are not kept for ever. */
export const retentionKinds = ['contact_left', 'contact_idle', 'personal_fact', 'activity_content', 'notification'] as const
export type RetentionKind = (typeof retentionKinds)[number]

export type PrivacySettings = {
  /** Days within which a request of a person is answered. */
  readonly deadlineDays: number
  /** How often one person may be approached within seven days; null: no limit. */
  readonly maxPerWeek: number | null
  /** What people are told when they are asked for their consent. */
  readonly consentText: string
  /** Months after which each kind is erased; null: never. */
  readonly months: Readonly<Record<RetentionKind, number | null>>
}

/** The settings of a firm that has made none: version 0. Nothing is erased by itself. */
export const defaultPrivacySettings: PrivacySettings = {
  deadlineDays: 15,
  maxPerWeek: 5,
  consentText:
    '我们保存您的姓名、职务和联系方式，用于订单、交付和服务的沟通；您可以随时查阅、更正、撤回同意或要求删除。 We keep your name, role and ways to reach you to talk about orders, deliveries and service. You may look at them, correct them, withdraw your consent or have them erased at any time.',
  months: { contact_left: null, contact_idle: null, personal_fact: null, activity_content: null, notification: null },
}

export const requestKinds = ['access', 'correct', 'export', 'erase', 'restrict'] as const
export const requestStates = ['open', 'done', 'refused'] as const
