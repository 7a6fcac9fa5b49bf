import { queryOptions, useQuery } from '@tanstack/react-query'
import { listCustomFields } from '#contract/platform/custom-fields.ts'
import type { OwnNames } from '#core/strategy/own-text.ts'
import { ownKeysOf, type StartCondition } from '#core/strategy/start-condition.ts'
import { call } from '#web/platform/call.ts'

/** The firm's own fields of customers and companies by key, archived ones among them. */
const namesQuery = queryOptions({
  queryKey: ['own-fields', 'names'],
  queryFn: async ({ signal }): Promise<OwnNames> => {
    const { rows, currency } = await call(listCustomFields, {}, { signal })
    const own = rows.filter(({ entity }) => entity === 'customer' || entity === 'party')
    return { fields: new Map(own.map(field => [field.key, field])), currency }
  },
})

/** What the sentence of a start condition calls own fields; asked for only where the condition has one. */
export function useOwnNames(...conditions: readonly StartCondition[]): OwnNames | undefined {
  return useQuery({ ...namesQuery, enabled: ownKeysOf(conditions).length > 0 }).data
}
