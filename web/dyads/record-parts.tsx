import { Link } from '@tanstack/react-router'
import type { Language } from '#web/platform/preferences.ts'
import type { Option, RecordKind, RecordRow } from './record-kind.ts'

/** A word of the trade: zh-CN, en. */
type Words = readonly [string, string]

export const told = (words: Words, language: Language): string => words[language === 'en' ? 1 : 0]

/** The choices of a field or filter, in the order of the enumeration. */
export const optionsOf = <K extends string>(keys: readonly K[], words: Readonly<Record<K, Words>>, language: Language): Option[] =>
  keys.map(value => ({ value, label: told(words[value], language) }))

/** What each list of records begins with: what it is, and whose, leading to the customer's page. */
export const namingColumns = <R extends RecordRow>(word: (key: 'title' | 'customer') => string): RecordKind<R>['columns'] => [
  { key: 'title', title: word('title'), width: 240, sortable: true, render: row => row.title },
  {
    key: 'customer',
    title: word('customer'),
    width: 200,
    sortable: true,
    links: true,
    render: row => (
      <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never}>
        {row.customerName}
      </Link>
    ),
  },
]
