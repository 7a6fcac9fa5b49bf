import { type CustomValues, type FieldShape, isFault } from '#core/platform/custom-field.ts'
import { daysOf, type FilterValue, fits, type Operator } from '#core/platform/list-filter.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'

/** A field that the firm made itself, on the customer or its company, as far as a start condition asks for it. */
export type OwnField = Pick<FieldShape, 'key' | 'type' | 'choices' | 'resultType' | 'isArchived'> & {
  readonly labelZh: string
  readonly labelEn: string
}

/** How a field of the firm's own may be asked, by what it holds: the words of the lists. That it is empty is not asked, for what is not known never holds. */
export const ownOperators = {
  text: ['in', 'not_in'],
  number: ['at_least', 'at_most', 'between'],
  money: ['at_least', 'at_most', 'between'],
  day: ['at_least', 'at_most', 'between', 'last_days', 'next_days'],
  choice: ['in', 'not_in'],
  tags: ['in', 'not_in'],
} as const satisfies Readonly<Record<string, readonly Operator[]>>
export type OwnKind = keyof typeof ownOperators
export type OwnOperator = (typeof ownOperators)[OwnKind][number]
export const allOwnOperators = [...new Set(Object.values(ownOperators).flat())] as readonly OwnOperator[]

/** Minor units for money, ISO text for days, keys for choices; two ends for a range. */
export type OwnTest = {
  readonly field: 'own'
  readonly key: string
  readonly is: OwnOperator
  readonly value: number | string | readonly (string | number | null)[]
}

/** What is known of a customer's own fields: those that conditions ask for, the archived ones among them, and what is filled in. */
export type OwnKnown = { readonly today: CivilDay; readonly fields: ReadonlyMap<string, OwnField>; readonly values: CustomValues }

/** What a field holds, as conditions ask for it; undefined for people and companies, which are not asked for. */
export function ownKindOf({ type, resultType }: Pick<OwnField, 'type' | 'resultType'>): OwnKind | undefined {
  const held = type === 'formula' ? (resultType ?? 'text') : type
  if (held === 'person' || held === 'party') return undefined
  if (held === 'date') return 'day'
  return held === 'multi_choice' ? 'tags' : held
}

export type OwnProblem = 'unknown' | 'archived' | 'kind' | 'value'

function isOfKind(kind: OwnKind, { is, value }: OwnTest, { choices }: OwnField): boolean {
  if (!fits(kind, is, value)) return false
  const each = Array.isArray(value) ? value : [value]
  if (kind === 'money') return each.every(Number.isInteger)
  return (kind !== 'choice' && kind !== 'tags') || each.every(key => choices.some(choice => choice.key === key))
}

/** What keeps a test from being asked of its field as the field is now: it is not there, archived, not compared like this, or the value is not of it. */
export function ownProblem(test: OwnTest, field: OwnField | undefined): OwnProblem | undefined {
  if (field === undefined) return 'unknown'
  if (field.isArchived) return 'archived'
  const kind = ownKindOf(field)
  if (kind === undefined || !(ownOperators[kind] as readonly OwnOperator[]).includes(test.is)) return 'kind'
  return isOfKind(kind, test, field) ? undefined : 'value'
}

const plain = (word: unknown) => String(word).trim().toLowerCase()

function meetsWords({ is, value }: OwnTest, own: readonly string[]): boolean {
  const asked = (value as readonly string[]).map(plain)
  return own.length > 0 && own.some(word => asked.includes(plain(word))) === (is === 'in')
}

function meetsNumber({ is, value }: OwnTest, own: number): boolean {
  if (is === 'between') {
    const ends = value as readonly number[]
    return own >= Math.min(...ends) && own <= Math.max(...ends)
  }
  return is === 'at_least' ? own >= Number(value) : own <= Number(value)
}

function meetsDay({ key, is, value }: OwnTest, own: string, today: CivilDay): boolean {
  if (parseDay(own) === undefined) return false
  const { from, to } = daysOf({ column: key, is, value: value as FilterValue }, today)
  return (from === undefined || own >= from) && (to === undefined || own <= to)
}

/** Whether a test on a field of the firm's own holds. What is not known does not: not filled in, archived, a formula that failed, of another kind by now. */
export function meetsOwn(test: OwnTest, known: OwnKnown | undefined): boolean {
  const field = known?.fields.get(test.key)
  if (known === undefined || field === undefined || ownProblem(test, field) !== undefined) return false
  const own = Object.hasOwn(known.values, test.key) ? known.values[test.key] : undefined
  const kind = ownKindOf(field)
  if (own === undefined || own === null || isFault(own)) return false
  if (kind === 'number' || kind === 'money') return typeof own === 'number' && meetsNumber(test, own)
  if (kind === 'tags') return Array.isArray(own) && meetsWords(test, own)
  if (typeof own !== 'string') return false
  return kind === 'day' ? meetsDay(test, own, known.today) : meetsWords(test, [own])
}
