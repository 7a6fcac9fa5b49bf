import type { Customer } from '#contract/dyads/customer.ts'

const texts = [
  'nameEn',
  'shortName',
  'code',
  'country',
  'region',
  'city',
  'address',
  'postalCode',
  'phone',
  'email',
  'website',
  'industry',
  'note',
  'uscc',
] as const
const days = ['since', 'contractEndsOn', 'endNoticedOn'] as const
export type TextField = (typeof texts)[number]
export type DayField = (typeof days)[number]

/** A customer as its form holds it. */
export type Draft = Record<TextField | DayField | 'name', string> & {
  readonly customerKind: Customer['customerKind']
  readonly ownerId: string | null
  readonly departmentId: string | null
  readonly paymentTermsDays: number | null
  readonly isProjectBuyer: boolean
  readonly acceptUscc: boolean
  readonly usccReason: string
}

export function draftOf(customer: Customer | undefined, me: string | null, department: string | null): Draft {
  const text = (name: TextField | DayField) => [name, customer?.[name] ?? ''] as const
  return {
    ...(Object.fromEntries([...texts, ...days].map(text)) as Record<TextField | DayField, string>),
    name: customer?.name ?? '',
    customerKind: customer?.customerKind ?? null,
    ownerId: customer ? customer.ownerId : me,
    departmentId: customer ? customer.departmentId : department,
    paymentTermsDays: customer?.paymentTermsDays ?? null,
    isProjectBuyer: customer?.isProjectBuyer ?? false,
    acceptUscc: customer?.usccValid === false,
    usccReason: customer?.usccReason ?? '',
  }
}

/** What is sent: empty texts are nothing. */
export function bodyOf(draft: Draft) {
  const written = Object.fromEntries([...texts, ...days].map(name => [name, draft[name].trim() === '' ? null : draft[name].trim()]))
  const { customerKind, ownerId, departmentId, paymentTermsDays, isProjectBuyer, acceptUscc, usccReason } = draft
  return {
    ...written,
    name: draft.name.trim(),
    customerKind,
    ownerId,
    departmentId,
    paymentTermsDays,
    isProjectBuyer,
    acceptUscc,
    usccReason: usccReason.trim() || null,
  }
}
