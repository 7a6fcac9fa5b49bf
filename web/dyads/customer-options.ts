import { useQuery } from '@tanstack/react-query'
import { completenessItems } from '#core/dyads/completeness.ts'
import { customerKinds } from '#core/dyads/customer.ts'
import { bands, customerTypes, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import { churnKinds, warningCodes } from '#core/value/future.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { choicesQuery, departmentsQuery, peopleQuery } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'

/** What the choices among a customer's fields are, in words: types, people, departments, places. */
export function useCustomerOptions() {
  const word = useText(customerWords)
  const field = useText(fieldTexts)
  const say = useText(dyadTexts)
  const people = useQuery(peopleQuery).data?.rows ?? []
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const places = useQuery(choicesQuery).data
  const worded = <T extends string>(values: readonly T[], name: (value: T) => string) =>
    values.map(value => ({ value, label: name(value) }))
  const counted = (choices: readonly { value: string; count: number }[] | undefined) =>
    (choices ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))
  return {
    type: [...worded(customerTypes, word), { value: 'unplaced', label: word('unplaced') }],
    tier: worded(pyramidTiers, word),
    stage: worded(lifecycleStages, word),
    band: worded(bands, word),
    customerKind: worded([...customerKinds, 'unknown'] as const, field),
    owner: [
      { value: 'me', label: say('me') },
      { value: 'nobody', label: say('nobody') },
      ...people.map(({ userId, name }) => ({ value: userId, label: name })),
    ],
    department: [
      { value: 'mine', label: say('myDepartment') },
      ...departments.map(({ departmentId, name }) => ({ value: departmentId, label: name })),
    ],
    country: counted(places?.countries),
    region: counted(places?.regions),
    missing: worded(completenessItems, field),
    warning: worded(warningCodes, field),
    churn: worded(churnKinds, field),
  }
}
