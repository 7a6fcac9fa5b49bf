import { formatDay, parseDay } from '../units/civil-day.ts'

/** The kinds of record that a firm may give fields of its own. `customer` is the relation with us, `party` the company or person itself. */
export const fieldEntities = ['customer', 'party', 'contact', 'order', 'opportunity', 'agreement', 'concern'] as const
export type FieldEntity = (typeof fieldEntities)[number]

export const customTypes = ['text', 'number', 'money', 'date', 'choice', 'multi_choice', 'person', 'party', 'formula'] as const
export type CustomType = (typeof customTypes)[number]

/** What a formula gives. */
export const resultTypes = ['text', 'number', 'date'] as const
export type ResultType = (typeof resultTypes)[number]

export const fieldColours = ['grey', 'blue', 'green', 'amber', 'red', 'purple', 'teal', 'brown'] as const
export type FieldColour = (typeof fieldColours)[number]

export type Choice = { readonly key: string; readonly labelZh: string; readonly labelEn: string; readonly colour: FieldColour }

/** What of a field its values are checked by. */
export type FieldShape = {
  readonly key: string
  readonly type: CustomType
  readonly choices: readonly Choice[]
  readonly isRequired: boolean
  readonly formula: string | null
  readonly resultType: ResultType | null
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly isArchived: boolean
}

/** A formula that gave nothing: kept and shown in its field's place. */
export const formulaFaults = ['wrong_type', 'too_long', 'too_slow', 'fails'] as const
export type FormulaFault = { readonly error: (typeof formulaFaults)[number] }

/** Whole minor units for money, ISO text for days, keys for choices, ids for people and parties. */
export type CustomValue = string | number | readonly string[] | FormulaFault
export type CustomValues = Readonly<Record<string, CustomValue>>

export const mostFields = 100
export const mostChoices = 100
export const longestValue = 4000

export const valueProblems = ['unknown', 'archived', 'calculated', 'required', 'text', 'number', 'date', 'choice', 'id'] as const
export type ValueProblem = (typeof valueProblems)[number]

export const isFault = (value: unknown): value is FormulaFault => typeof value === 'object' && value !== null && 'error' in value

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const isNothing = (given: unknown): boolean =>
  given === null ||
  given === undefined ||
  (typeof given === 'string' && given.trim() === '') ||
  (Array.isArray(given) && given.length === 0)

type Read = { readonly value: CustomValue | null } | { readonly problem: ValueProblem }

function readText(given: unknown): Read {
  if (typeof given !== 'string' || given.length > longestValue || given.includes('\u0000')) return { problem: 'text' }
  return { value: given.trim() }
}

function readNumber(given: unknown, isWhole: boolean): Read {
  const isGood = typeof given === 'number' && Number.isFinite(given) && Math.abs(given) <= Number.MAX_SAFE_INTEGER
  return isGood && (!isWhole || Number.isInteger(given)) ? { value: given } : { problem: 'number' }
}

function readChoices(given: unknown, choices: readonly Choice[]): Read {
  const keys = new Set(choices.map(choice => choice.key))
  if (!Array.isArray(given) || !given.every(key => typeof key === 'string' && keys.has(key))) return { problem: 'choice' }
  return { value: choices.map(choice => choice.key).filter(key => given.includes(key)) }
}

/** A value as it is kept, or what is wrong with it. Nothing (null, blank, no choice) is null. */
export function readValue(field: Pick<FieldShape, 'type' | 'choices'>, given: unknown): Read {
  if (field.type === 'formula') return { problem: 'calculated' }
  if (isNothing(given)) return { value: null }
  switch (field.type) {
    case 'text':
      return readText(given)
    case 'number':
      return readNumber(given, false)
    case 'money':
      return readNumber(given, true)
    case 'date':
      return typeof given === 'string' && parseDay(given) !== undefined ? { value: given } : { problem: 'date' }
    case 'choice':
      return field.choices.some(choice => choice.key === given) ? { value: given as string } : { problem: 'choice' }
    case 'multi_choice':
      return readChoices(given, field.choices)
    case 'person':
    case 'party':
      return typeof given === 'string' && idPattern.test(given) ? { value: given } : { problem: 'id' }
  }
}

/** Whether a field is asked for on this day: not archived, and within its validity. */
export const isInForce = (field: Pick<FieldShape, 'validFrom' | 'validUntil' | 'isArchived'>, day: string): boolean =>
  !field.isArchived && (field.validFrom ?? day) <= day && day <= (field.validUntil ?? day)

export type ReadChange = { readonly change: Record<string, CustomValue | null>; readonly problems: Record<string, ValueProblem> }

/** The given values field by field, as they are to be kept: null takes a value away. A required field in force may not be emptied. */
export function readChange(fields: readonly FieldShape[], given: Readonly<Record<string, unknown>>, day: string): ReadChange {
  const byKey = new Map(fields.map(field => [field.key, field]))
  const change: Record<string, CustomValue | null> = {}
  const problems: Record<string, ValueProblem> = {}
  for (const [key, value] of Object.entries(given)) {
    const field = byKey.get(key)
    const read: Read = field === undefined ? { problem: 'unknown' } : field.isArchived ? { problem: 'archived' } : readValue(field, value)
    if ('problem' in read) problems[key] = read.problem
    else if (read.value === null && field?.isRequired && isInForce(field, day)) problems[key] = 'required'
    else change[key] = read.value
  }
  return { change, problems }
}

const asAmount = (text: string): number | undefined => {
  const plain = text.replace(/[,，\s¥￥$]/g, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** The day in a text of a cell: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日. */
function asDay(text: string): string | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim())
  const day = parts ? parseDay(`${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`) : undefined
  return day === undefined ? undefined : formatDay(day)
}

const choiceOf = (choices: readonly Choice[], text: string): string | undefined =>
  choices.find(({ key, labelZh, labelEn }) => [key, labelZh, labelEn].some(word => word.toLowerCase() === text.trim().toLowerCase()))?.key

/**
 * What a written text means to a field: of a file's cell, or of a value whose field changes its type. Undefined where it means nothing there.
 * `minorDigits`: how many decimals the firm's currency has.
 */
export function parseValue(field: Pick<FieldShape, 'type' | 'choices'>, text: string, minorDigits: number): CustomValue | undefined {
  switch (field.type) {
    case 'text':
      return text.trim().slice(0, longestValue)
    case 'number':
      return asAmount(text)
    case 'money': {
      const amount = asAmount(text)
      return amount === undefined ? undefined : Math.round(amount * 10 ** minorDigits)
    }
    case 'date':
      return asDay(text)
    case 'choice':
      return choiceOf(field.choices, text)
    case 'multi_choice': {
      const keys = text.split(/[;；、|\n]/).map(part => choiceOf(field.choices, part))
      return keys.every(key => key !== undefined) ? keys : undefined
    }
    case 'person':
    case 'party':
      return idPattern.test(text) ? text : undefined
    case 'formula':
      return undefined
  }
}

/** A value in words, as a file or another type of field would have it. */
export function writeValue(
  field: Pick<FieldShape, 'type' | 'choices'>,
  value: CustomValue,
  language: 'zh-CN' | 'en',
  minorDigits: number,
): string {
  if (isFault(value)) return ''
  const label = (key: string) => {
    const choice = field.choices.find(each => each.key === key)
    return choice === undefined ? key : language === 'en' ? choice.labelEn : choice.labelZh
  }
  if (field.type === 'money' && typeof value === 'number') return (value / 10 ** minorDigits).toFixed(minorDigits)
  if (Array.isArray(value)) return value.map(label).join('; ')
  return field.type === 'choice' ? label(String(value)) : String(value)
}

/** Which types a field may change to while it has values; each value is then read anew from its words. */
export const convertsTo: Readonly<Record<CustomType, readonly CustomType[]>> = {
  text: ['number', 'money', 'date', 'choice', 'multi_choice'],
  number: ['text', 'money'],
  money: ['text', 'number'],
  date: ['text'],
  choice: ['text', 'multi_choice'],
  multi_choice: ['text', 'choice'],
  person: [],
  party: [],
  formula: [],
}

/** A value under the field's new type; undefined where it cannot be kept. */
export function convertValue(
  from: Pick<FieldShape, 'type' | 'choices'>,
  to: Pick<FieldShape, 'type' | 'choices'>,
  value: CustomValue,
  minorDigits: number,
): CustomValue | undefined {
  if (from.type === to.type || (from.type === 'choice' && to.type === 'multi_choice')) {
    const read = readValue(to, to.type === 'multi_choice' && typeof value === 'string' ? [value] : value)
    return 'value' in read ? (read.value ?? undefined) : undefined
  }
  return parseValue(to, writeValue(from, value, 'zh-CN', minorDigits), minorDigits)
}

/** The plain, typed columns under which lists find a value. */
export type TypedValue = { readonly word: string; readonly number: number | null; readonly day: string | null }
const longestWord = 200

export function typedValues(field: Pick<FieldShape, 'type' | 'resultType'>, value: CustomValue): readonly TypedValue[] {
  if (isFault(value)) return []
  const type = field.type === 'formula' ? field.resultType : field.type
  if (Array.isArray(value)) return value.map(word => ({ word, number: null, day: null }))
  if (typeof value === 'number') return [{ word: '', number: value, day: null }]
  if (type === 'date') return [{ word: '', number: null, day: String(value) }]
  return [{ word: String(value).toLowerCase().slice(0, longestWord), number: null, day: null }]
}
