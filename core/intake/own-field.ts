import { type Choice, type CustomType, type CustomValue, type FieldEntity, parseValue, readValue } from '../platform/custom-field.ts'
import { customPrefix } from '../platform/field-policy.ts'
import { formatDay } from '../units/civil-day.ts'
import { type Field, type FieldType, field } from './field.ts'
import type { TargetName } from './targets.ts'

/** One of the firm's own fields as a file may fill it; `people`: members by folded name and e-mail, for fields of people. */
export type OwnImportField = Field & {
  readonly entity: FieldEntity
  readonly key: string
  readonly own: { readonly type: CustomType; readonly choices: readonly Choice[] }
  readonly people?: Readonly<Record<string, string>>
}

/** Whose own fields a file of a target may fill. */
const ownEntities: Readonly<Partial<Record<TargetName, readonly FieldEntity[]>>> = {
  customers: ['customer', 'party'],
  contacts: ['contact'],
  opportunities: ['opportunity'],
  agreements: ['agreement'],
  concerns: ['concern'],
}

/** How the cells of a field are read; undefined for what no file fills: formulas, and parties, which no cell names for certain. */
const readAs: Readonly<Partial<Record<CustomType, FieldType>>> = {
  text: 'text',
  number: 'decimal',
  money: 'money',
  date: 'date',
  choice: 'text',
  multi_choice: 'text',
  person: 'text',
}

export const foldPerson = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

type Defined = {
  readonly entity: FieldEntity
  readonly key: string
  readonly type: CustomType
  readonly choices: readonly Choice[]
  readonly labelZh: string
  readonly labelEn: string
}

/** A field of the firm's own as a field of a file, found by its names; undefined where no file fills it. */
export function ownImportField(defined: Defined, people: Readonly<Record<string, string>>): OwnImportField | undefined {
  const { entity, key, type, choices, labelZh, labelEn } = defined
  const as = readAs[type]
  if (as === undefined) return undefined
  const read = field(`${customPrefix}${key}`, as, labelZh, labelEn)
  const whole = { ...read, synonyms: [labelZh, labelEn, key.replaceAll('_', ' ')], entity, key, own: { type, choices } }
  return type === 'person' ? { ...whole, people } : whole
}

export const ownFieldsOf = (target: TargetName, all: readonly OwnImportField[]): readonly OwnImportField[] =>
  all.filter(({ entity }) => ownEntities[target]?.includes(entity) === true)

type OwnFault = {
  readonly reason: 'unknown_word' | 'unknown_person' | 'bad_number' | 'text_too_long'
  readonly args: Readonly<Record<string, string | number>>
}

function faultOf({ own, zh, people }: OwnImportField, column: string, text: string): OwnFault {
  if (people !== undefined) return { reason: 'unknown_person', args: { person: text } }
  if (own.choices.length === 0) return { reason: 'bad_number', args: { column, text } }
  const known = own.choices.map(choice => choice.labelZh).join('、')
  return { reason: 'unknown_word', args: { column: column || zh, text, known } }
}

/**
 * A cell as it is kept: numbers, minor units and days come read from the file (a number's text, whole minor units, a day's number), all else as
 * text. `column`: what the column is called in a sentence.
 */
export function ownValue(field: OwnImportField, cell: string | number, column: string): { readonly value: CustomValue } | OwnFault {
  const { own, people } = field
  const given =
    own.type === 'number'
      ? Number(cell)
      : own.type === 'date'
        ? formatDay(Number(cell))
        : own.type === 'person'
          ? people?.[foldPerson(String(cell))]
          : own.type === 'money'
            ? cell
            : parseValue(own, String(cell), 0)
  const read = given === undefined ? { problem: 'choice' as const } : readValue(own, given)
  return 'problem' in read || read.value === null ? faultOf(field, column, String(cell)) : { value: read.value }
}
