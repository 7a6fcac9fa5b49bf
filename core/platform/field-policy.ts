import type { Role } from './access.ts'

/** What a person may do with a field, the strictest first. */
export const fieldLevels = ['hidden', 'masked', 'read_only', 'editable'] as const
export type FieldLevel = (typeof fieldLevels)[number]

/** When a rule applies: always, where the customer is neither owned nor worked on by the person, or while it lies in a public pool. */
export const fieldApplies = ['always', 'not_mine', 'unclaimed'] as const
export type FieldApplies = (typeof fieldApplies)[number]

/** Whose the customer is, seen by the person who asks. */
export type Hold = 'mine' | 'others' | 'unclaimed'

/** How a field is masked: by what kind of text it holds. What is no text is left out instead. */
export type FieldKind = 'phone' | 'email' | 'text' | 'other'

/** The fields that a firm may guard, by entity, under the names of the contract. Names, codes, owners and figures are not among them: without those no list could be worked with. */
export const guardedFields = {
  customer: {
    uscc: 'text',
    phone: 'phone',
    email: 'email',
    website: 'text',
    address: 'text',
    postalCode: 'text',
    country: 'text',
    region: 'text',
    city: 'text',
    industry: 'text',
    note: 'text',
    paymentTermsDays: 'other',
    contractEndsOn: 'other',
    endNoticedOn: 'other',
  },
  contact: { title: 'text', department: 'text', phone: 'phone', email: 'email', language: 'text', note: 'text' },
  activity: { content: 'text', place: 'text' },
  opportunity: { amountMinor: 'other', expectedOn: 'other', reason: 'text', note: 'text' },
  agreement: { terms: 'text', note: 'text' },
  concern: { description: 'text', cause: 'text' },
  need: { content: 'text', source: 'text' },
  fact: { value: 'text', source: 'text', note: 'text' },
  attachment: { name: 'text', file: 'other' },
} as const satisfies Record<string, Record<string, FieldKind>>
export type GuardedEntity = keyof typeof guardedFields
export const guardedEntities = Object.keys(guardedFields) as readonly GuardedEntity[]

/** Fields that a firm made itself stand under this beginning: `custom.credit_limit`. */
export const customPrefix = 'custom.'

export type FieldRule = {
  readonly entity: GuardedEntity
  readonly field: string
  readonly role: Role
  readonly applies: FieldApplies
  readonly level: FieldLevel
}

const outside = ['account_manager', 'service', 'marketing', 'planner', 'analyst', 'viewer'] as const satisfies readonly Role[]
const reachable = [
  ['customer', 'phone'],
  ['customer', 'email'],
  ['contact', 'phone'],
  ['contact', 'email'],
] as const

/** The rules of a firm that has set none: whoever is not a manager sees how to reach a customer of a public pool once it is claimed. */
export const defaultFieldRules: readonly FieldRule[] = outside.flatMap(role =>
  reachable.map(([entity, field]) => ({ entity, field, role, applies: 'unclaimed' as const, level: 'masked' as const })),
)

/** The rules of one role on one entity, ready to be asked. */
export type FieldPolicy = { readonly entity: GuardedEntity; readonly rules: readonly FieldRule[] }

export function policyFor(entity: GuardedEntity, role: Role, rules: readonly FieldRule[]): FieldPolicy {
  return { entity, rules: rules.filter(rule => rule.entity === entity && rule.role === role) }
}

const appliesTo = ({ applies }: FieldRule, hold: Hold): boolean =>
  applies === 'always' || (applies === 'not_mine' && hold !== 'mine') || (applies === 'unclaimed' && hold === 'unclaimed')

const stricter = (a: FieldLevel, b: FieldLevel): FieldLevel => (fieldLevels.indexOf(a) <= fieldLevels.indexOf(b) ? a : b)

/** What may be done with a field of a customer so held: the strictest of the rules that apply, `editable` where none does. */
export function levelOf(policy: FieldPolicy, field: string, hold: Hold): FieldLevel {
  return policy.rules
    .filter(rule => rule.field === field && appliesTo(rule, hold))
    .reduce<FieldLevel>((level, rule) => stricter(level, rule.level), 'editable')
}

export const isReadable = (level: FieldLevel): boolean => level === 'read_only' || level === 'editable'

const holds = ['mine', 'others', 'unclaimed'] as const satisfies readonly Hold[]

/** Under which holds a field is read as it is: a filter, a sort or a search by it may touch only customers so held. */
export function readableHolds(policy: FieldPolicy, field: string): readonly Hold[] {
  return holds.filter(hold => isReadable(levelOf(policy, field, hold)))
}

/** Every field that a rule limits under this hold, with what may be done: what a form needs to know. */
export function limitsOf(policy: FieldPolicy, hold: Hold): Record<string, FieldLevel> {
  const named = [...new Set(policy.rules.map(rule => rule.field))].map(field => [field, levelOf(policy, field, hold)] as const)
  return Object.fromEntries(named.filter(([, level]) => level !== 'editable'))
}

/** The fields of a change that this person may not write, in its order. */
export function unwritableOf(policy: FieldPolicy, change: Readonly<Record<string, unknown>>, hold: Hold): string[] {
  return Object.keys(change).filter(field => change[field] !== undefined && levelOf(policy, field, hold) !== 'editable')
}

function maskEmail(email: string): string {
  const at = email.indexOf('@')
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`
}

/** 13800138000 is shown as 138****8000; a number too short for that shows nothing but its last two digits. */
function maskPhone(phone: string): string {
  const letters = Array.from(phone)
  return letters.length < 9 ? `****${letters.slice(-2).join('')}` : `${letters.slice(0, 3).join('')}****${letters.slice(-4).join('')}`
}

/** A value under a mask: enough to recognise, too little to use. Null where nothing is there or no mask would do. */
export function maskOf(value: unknown, kind: FieldKind): string | null {
  if (typeof value !== 'string' || value === '') return null
  if (kind === 'phone') return maskPhone(value)
  if (kind === 'email') return maskEmail(value)
  return kind === 'text' ? `${Array.from(value)[0]}***` : null
}

function kindOf(entity: GuardedEntity, field: string): FieldKind {
  const kinds: Readonly<Record<string, FieldKind>> = guardedFields[entity]
  return kinds[field] ?? (field.startsWith(customPrefix) ? 'text' : 'other')
}

const limited = (policy: FieldPolicy, field: string, value: unknown, level: FieldLevel): unknown =>
  level === 'hidden' ? null : level === 'masked' ? maskOf(value, kindOf(policy.entity, field)) : value

/**
 * A row as this person may see it: hidden fields are null, masked ones are masked. Fields of the firm's own making are looked for in `custom`.
 * The row is the same object where no rule applies.
 */
export function shown<T extends Readonly<Record<string, unknown>>>(policy: FieldPolicy, row: T, hold: Hold): T {
  const limits = Object.entries(limitsOf(policy, hold)).filter(([, level]) => !isReadable(level))
  if (limits.length === 0) return row
  const covered: Record<string, unknown> = { ...row }
  for (const [field, level] of limits) {
    if (field in covered) covered[field] = limited(policy, field, covered[field], level)
    else if (field.startsWith(customPrefix)) coverCustom(policy, covered, field, level)
  }
  return covered as T
}

function coverCustom(policy: FieldPolicy, row: Record<string, unknown>, field: string, level: FieldLevel): void {
  const custom = row['custom']
  const key = field.slice(customPrefix.length)
  if (typeof custom !== 'object' || custom === null || !(key in custom)) return
  row['custom'] = { ...custom, [key]: limited(policy, field, (custom as Record<string, unknown>)[key], level) }
}
