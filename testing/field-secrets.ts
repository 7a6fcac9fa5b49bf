import { type GuardedEntity, guardedFields, type Hold } from '#core/platform/field-policy.ts'

export type Secrets = Partial<Record<GuardedEntity, Readonly<Record<string, string | number>>>>

const uscc = { mine: '91310000MA1K3AAA11', others: '91310000MA1K3BBB22', unclaimed: '91310000MA1K3CCC33' }
const number = { mine: '13955510001', others: '13955520002', unclaimed: '13955530003' }
const lone = { mine: 311, others: 322, unclaimed: 333 }
const days = {
  mine: ['2031-03-07', '2032-05-09', '2027-02-03'],
  others: ['2033-04-08', '2034-06-11', '2028-03-05'],
  unclaimed: ['2035-07-13', '2036-09-17', '2029-05-08'],
} as const

/** Fields that hold one of a few words: none of them is a secret's alone. */
const chosen: readonly string[] = ['concern.cause', 'attachment.file']

/** Fields of the firm's own, and a formula that gives each away: hidden with what it reads, in every channel. */
export const ownField = 'custom.codeword'
export const ownOf = {
  customer: 'customer',
  contact: 'contact',
  opportunity: 'opportunity',
  agreement: 'agreement',
  concern: 'concern',
} as const

/** A value for every guarded field of an entity, unlike any other. */
export function secretsOf(entity: GuardedEntity, hold: Hold): Record<string, string | number> {
  const special: Record<string, string | number> = {
    uscc: uscc[hold],
    phone: entity === 'customer' ? number[hold] : number[hold].replace('139', '137'),
    email: `secret.${hold}.${entity}@example.com`,
    paymentTermsDays: lone[hold],
    contractEndsOn: days[hold][0],
    endNoticedOn: days[hold][1],
    expectedOn: days[hold][2],
    amountMinor: 7_310_000 + lone[hold],
    postalCode: `P${hold}9081`,
    language: `L${hold}7`,
  }
  const words = [...Object.keys(guardedFields[entity]), ...(entity in ownOf ? [ownField] : [])].filter(
    field => !chosen.includes(`${entity}.${field}`),
  )
  return Object.fromEntries(words.map(field => [field, special[field] ?? `密${entity}-${field}-${hold}`]))
}

/** How a record of an entity hangs on a customer: what its table needs beside the secrets. */
export const hanging: Partial<
  Record<GuardedEntity, { readonly table: string; readonly idColumn: string; readonly row: Readonly<Record<string, unknown>> }>
> = {
  activity: {
    table: 'activity',
    idColumn: 'activity_id',
    row: { kind: 'visit', state: 'done', day: '2026-03-02', starts_at: '2026-03-02T02:00:00Z', subject: '拜访' },
  },
  opportunity: {
    table: 'opportunity',
    idColumn: 'opportunity_id',
    row: { title: '年度框架', stage: 'contact', probability: 30, currency: 'CNY', opened_on: '2026-03-01', base_minor: null },
  },
  agreement: { table: 'agreement', idColumn: 'agreement_id', row: { kind: 'frame', title: '框架协议', starts_on: '2026-01-01' } },
  concern: {
    table: 'concern',
    idColumn: 'concern_id',
    row: { kind: 'complaint', title: '包装破损', received_at: '2026-03-01T02:00:00Z', received_on: '2026-03-01' },
  },
}
