import { useQuery } from '@tanstack/react-query'
import type { MergeField, MergeValue } from '#core/dyads/merge.ts'
import { useText } from '#web/platform/text.ts'
import { departmentsQuery, peopleQuery } from './dyads.queries.ts'
import { duplicateTexts } from './duplicates.text.ts'
import { fieldTexts } from './dyads.text.ts'

const names = { name: 'fullName', ownerId: 'owner', departmentId: 'department', paymentTermsDays: 'paymentTerms' } as const
const named = ['customerKind', 'partyKind'] as const

/** What fields are called and their values read like. */
export function useMergeValue() {
  const say = useText(duplicateTexts)
  const field = useText(fieldTexts)
  const people = useQuery(peopleQuery).data?.rows ?? []
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const nameOf = (name: MergeField) => field(name in names ? names[name as keyof typeof names] : (name as 'city'))
  const wordsOf = (name: MergeField, value: MergeValue): string => {
    if (value === null || value === '') return say('nothing')
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
    if (name === 'ownerId') return people.find(person => person.userId === value)?.name ?? '—'
    if (name === 'departmentId') return departments.find(one => one.departmentId === value)?.name ?? '—'
    return (named as readonly string[]).includes(name) ? field(value as 'company') : String(value)
  }
  return { nameOf, wordsOf }
}
