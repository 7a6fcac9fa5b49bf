/** What a fact is about: the firm's business, how it buys, how it and its people want to be served, and what is private to a person. */
export const factSubjects = ['profile', 'behaviour', 'preference', 'personal'] as const
export type FactSubject = (typeof factSubjects)[number]

/** How the value of a kind is written. */
export type FactForm = 'text' | 'count' | 'money' | 'choice'

export type FactKind = { readonly subject: FactSubject; readonly form: FactForm; readonly choices?: readonly string[] }

const profile = (form: FactForm = 'text'): FactKind => ({ subject: 'profile', form })
const behaviour: FactKind = { subject: 'behaviour', form: 'text' }
const personal: FactKind = { subject: 'personal', form: 'text' }
const preference = (choices?: readonly string[]): FactKind => ({
  subject: 'preference',
  form: choices ? 'choice' : 'text',
  ...(choices ? { choices } : {}),
})

/** The kinds that every firm has; a kind of another name is a firm's own and holds text. */
export const factKinds = {
  culture: profile(),
  strategy: profile(),
  annual_purchases: profile('money'),
  suppliers_count: profile('count'),
  employees: profile('count'),
  competitors: profile(),
  their_customers: profile(),
  products: profile(),
  purchasing_process: profile(),
  ownership: profile(),
  buying_habit: behaviour,
  price_sensitivity: { subject: 'behaviour', form: 'choice', choices: ['low', 'medium', 'high'] },
  payment_habit: behaviour,
  complaint_habit: behaviour,
  channel: preference(['phone', 'wechat', 'email', 'visit', 'portal', 'edi', 'paper']),
  format: preference(['pdf', 'excel', 'paper', 'edi', 'web']),
  time: preference(),
  language: preference(['zh', 'en']),
  birthday: personal,
  family: personal,
  hobbies: personal,
  home_town: personal,
  education: personal,
  diet: personal,
} as const satisfies Record<string, FactKind>
export type KnownFactKind = keyof typeof factKinds
export const knownFactKinds = Object.keys(factKinds) as readonly KnownFactKind[]

/** The documents that a preference may be about; none: all that we send. */
export const preferenceDocuments = [
  'quotation',
  'order_confirmation',
  'delivery_note',
  'invoice',
  'statement',
  'complaint_answer',
  'news',
] as const

/** What is known of a kind; a firm's own kind is text about the business. */
export function factKindOf(kind: string): FactKind {
  return Object.hasOwn(factKinds, kind) ? factKinds[kind as KnownFactKind] : { subject: 'profile', form: 'text' }
}

/** What is private to a person is kept only with their consent. */
export const needsConsent = (kind: string): boolean => factKindOf(kind).subject === 'personal'

export type FactFault = 'not_a_count' | 'not_a_choice' | 'no_person' | 'no_consent' | 'no_document'

type Given = {
  readonly kind: string
  readonly value: string
  readonly contactId: string | null
  readonly document: string | null
  readonly consentNote: string | null
}

/** What is wrong with a fact as it was entered; undefined: nothing. Counts and money (in minor units) are whole numbers from 0. */
export function faultOfFact({ kind, value, contactId, document, consentNote }: Given): FactFault | undefined {
  const { subject, form, choices } = factKindOf(kind)
  if ((form === 'count' || form === 'money') && !/^\d{1,15}$/.test(value)) return 'not_a_count'
  if (form === 'choice' && !choices?.includes(value)) return 'not_a_choice'
  if (document !== null && subject !== 'preference') return 'no_document'
  if (subject !== 'personal') return undefined
  if (contactId === null) return 'no_person'
  return consentNote === null ? 'no_consent' : undefined
}

export type DatedFact = { readonly factId: string; readonly observedOn: string; readonly createdAt: string }

/**
 * Which fact of one kind, person and document takes the place of which, when another is added: the newest day holds, of one day the one entered
 * last. Answers for the new fact and for the one that held before what supersedes it (null: it holds).
 */
export function supersede(
  holding: DatedFact | undefined,
  added: Pick<DatedFact, 'factId' | 'observedOn'>,
): { readonly added: string | null; readonly holding: string | null } {
  if (holding === undefined) return { added: null, holding: null }
  return added.observedOn >= holding.observedOn ? { added: null, holding: added.factId } : { added: holding.factId, holding: null }
}
