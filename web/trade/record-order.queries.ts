import { queryOptions } from '@tanstack/react-query'
import { search } from '#contract/home.ts'
import { recordOrder, removeOrder } from '#contract/segments/recorded-order.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'
import type { RecordBody } from './record-order-draft.ts'

/** Items of the catalogue whose code or name holds what is typed. */
export const itemsFoundQuery = (text: string) =>
  queryOptions({
    queryKey: ['items', 'found', text],
    queryFn: async ({ signal }) => {
      const { rows } = await call(search, { query: { q: text, limit: 20 } }, { signal })
      return rows
        .filter(row => row.kind === 'item')
        .map(({ id, code, title }) => ({ value: id, label: [code, title].filter(Boolean).join(' ') }))
    },
    enabled: text !== '',
    staleTime: 60_000,
  })

/** One order changes every figure of its customer, and the lists that it stands in. */
const changed = () =>
  Promise.all(['segments', 'value', 'customers', 'dyads', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

export async function keepOrder(dyadId: string, body: RecordBody) {
  const answer = await call(recordOrder, { params: { dyadId }, body })
  void changed()
  return answer
}

export async function takeBackOrder(dyadId: string, orderId: string) {
  const answer = await call(removeOrder, { params: { dyadId, orderId } })
  void changed()
  return answer
}
