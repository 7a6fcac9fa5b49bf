import {
  choiceFields,
  choicesOf,
  type FlagField,
  flagFields,
  isOwnTest,
  type NumberField,
  numberFields,
  type StartTest,
} from '#core/strategy/start-condition.ts'
import type { OwnField } from '#core/strategy/own-test.ts'
import type { OwnNames } from '#core/strategy/own-text.ts'
import { fieldWords } from '#core/strategy/start-text.ts'
import { useText } from '#web/platform/text.ts'
import { blankOwn, keyOfChoice, ownChoice, useAskableFields } from './play-form-own.tsx'
import { playTexts } from './play.text.ts'
import { usePlayWords } from './use-play-words.ts'

const fields = [...choiceFields, ...numberFields, ...flagFields, 'hygiene'] as const
type AnyField = (typeof fields)[number]

const isIn = <K extends string>(list: readonly K[], field: string): field is K => (list as readonly string[]).includes(field)

/** A test of a field to begin with. */
export function blankOf(field: AnyField): StartTest {
  if (field === 'hygiene') return { field, duty: 'any', is: 'in', value: ['red'] }
  if (isIn<NumberField>(numberFields, field))
    return { field, is: 'at_least', value: field === 'alive' ? 0.5 : field === 'headroom' ? 50 : 30 }
  if (isIn<FlagField>(flagFields, field)) return { field, is: 'yes' }
  return { field, is: 'in', value: choicesOf[field]?.slice(0, 1) ?? [] }
}

type Offered = { readonly label: string; readonly value?: string; readonly options?: { readonly label: string; readonly value: string }[] }

/** What can be asked of a customer: what the system knows and the fields of the firm's own, one that is gone by now among them while it is chosen. */
export function useAsked(own: OwnNames | undefined) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  const askable = useAskableFields()
  const known = fields.map(value => ({ value: value as string, label: told(fieldWords[value]) }))
  const labelOf = ({ labelZh, labelEn }: Pick<OwnField, 'labelZh' | 'labelEn'>) => told([labelZh, labelEn])
  const offered = askable.map(field => ({ value: ownChoice(field.key), label: labelOf(field) }))
  const nameOf = (test: StartTest): string => {
    if (!isOwnTest(test)) return told(fieldWords[test.field])
    const field = own?.fields.get(test.key)
    return field === undefined ? say('ownFields') : labelOf(field)
  }
  const choicesFor = (test: StartTest): Offered[] => {
    const isGone = isOwnTest(test) && !askable.some(({ key }) => key === test.key)
    const all = isGone ? [...offered, { value: ownChoice(test.key), label: nameOf(test) }] : offered
    return all.length === 0
      ? known
      : [
          { label: say('customerFields'), options: known },
          { label: say('ownFields'), options: all },
        ]
  }
  const chosen = (choice: string): StartTest => {
    const field = askable.find(({ key }) => key === keyOfChoice(choice))
    return field === undefined ? blankOf(choice as AnyField) : blankOwn(field)
  }
  return { choicesFor, nameOf, chosen }
}
