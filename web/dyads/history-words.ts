import { useQuery } from '@tanstack/react-query'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { defineTexts, useLanguage, useText } from '#web/platform/text.ts'
import { historyPeopleQuery } from './history.queries.ts'
import { historyWords } from './history-words.text.ts'

const texts = defineTexts('history-words', {
  ...historyWords,
  empty: ['（空）', '(empty)'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
})

type Key = keyof typeof texts.pairs

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const isPerson = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** The words of the history: verbs, records and fields by name, values for reading. What has no word of its own is shown as it is written down. */
export function useHistoryWords() {
  const say = useText(texts) as (key: Key) => string
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  const people = useQuery(historyPeopleQuery).data?.rows
  const word = (head: 'action' | 'entity' | 'field', name: string) => {
    const key = `${head}.${name}` as Key
    return key in texts.pairs ? say(key) : name
  }
  const textOf = (value: string) =>
    instant.test(value) ? formatInstant(value, zone) : (people?.find(({ userId }) => userId === value)?.name ?? value)
  const value = (given: unknown): string => {
    if (given === undefined || given === null || given === '') return say('empty')
    if (typeof given === 'boolean') return say(given ? 'yes' : 'no')
    if (typeof given === 'number') return formatNumber(given, language, 6)
    if (Array.isArray(given)) return given.length === 0 ? say('empty') : given.map(value).join(language === 'en' ? ', ' : '、')
    if (isPerson(given)) return given.name
    return typeof given === 'string' ? textOf(given) : JSON.stringify(given)
  }
  return {
    action: (name: string) => word('action', name),
    entity: (name: string) => word('entity', name),
    field: (name: string) => word('field', name),
    value,
  }
}
