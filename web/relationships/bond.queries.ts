import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import * as contract from '#contract/relationships/bond.ts'
import * as register from '#contract/relationships/register.ts'
import type { ListAsked } from '#web/dyads/record-kind.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = (dyadId: string, ...rest: readonly string[]) => ['relationships', dyadId, ...rest] as const

export const relationshipQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'state'),
    queryFn: ({ signal }) => call(contract.readRelationship, { params: { dyadId } }, { signal }),
  })

export const linesQuery = (dyadId: string, topic: contract.EvidenceTopic) =>
  queryOptions({
    queryKey: key(dyadId, 'lines', topic),
    queryFn: ({ signal }) => call(contract.readRelationshipLines, { params: { dyadId }, query: { topic } }, { signal }),
  })

export const teamQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'team'),
    queryFn: ({ signal }) => call(contract.readAccountTeam, { params: { dyadId } }, { signal }),
  })

/** What was written is read anew: the registers, the state, the list, and the evidence of the potential that follows from the sheet. */
async function written<T>(work: Promise<T>): Promise<T> {
  const answer = await work
  await queryClient.invalidateQueries({ queryKey: ['relationships'] })
  await queryClient.invalidateQueries({ queryKey: ['customers'] })
  return answer
}

type Versioned = { readonly version: number }
type Body<E extends { readonly add: Parameters<typeof call>[0] }> = Input<E['add']>['body']

export const bondsQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'bonds'), queryFn: ({ signal }) => call(register.bonds.list, { params: { dyadId } }, { signal }) })
export const itemsQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'items'),
    queryFn: ({ signal }) => call(register.switchingItems.list, { params: { dyadId } }, { signal }),
  })
export const termsQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'terms'), queryFn: ({ signal }) => call(register.terms.list, { params: { dyadId } }, { signal }) })
export const exchangeQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'exchange'),
    queryFn: ({ signal }) => call(register.exchange.list, { params: { dyadId } }, { signal }),
  })
export const factsQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'facts'),
    queryFn: ({ signal }) => call(register.relationshipFacts.list, { params: { dyadId } }, { signal }),
  })

export const saveBond = (dyadId: string, one: (Versioned & { readonly bondId: string }) | undefined, body: Body<typeof register.bonds>) =>
  written(
    one
      ? call(register.bonds.change, { params: { dyadId, bondId: one.bondId }, body: { ...body, version: one.version } })
      : call(register.bonds.add, { params: { dyadId }, body }),
  )
export const dropBond = (dyadId: string, bondId: string, version: number) =>
  written(call(register.bonds.remove, { params: { dyadId, bondId }, body: { version } }))

export const saveItem = (
  dyadId: string,
  one: (Versioned & { readonly switchingItemId: string }) | undefined,
  body: Body<typeof register.switchingItems>,
) =>
  written(
    one
      ? call(register.switchingItems.change, {
          params: { dyadId, switchingItemId: one.switchingItemId },
          body: { ...body, version: one.version },
        })
      : call(register.switchingItems.add, { params: { dyadId }, body }),
  )
export const dropItem = (dyadId: string, switchingItemId: string, version: number) =>
  written(call(register.switchingItems.remove, { params: { dyadId, switchingItemId }, body: { version } }))

export const saveTerm = (dyadId: string, one: (Versioned & { readonly termId: string }) | undefined, body: Body<typeof register.terms>) =>
  written(
    one
      ? call(register.terms.change, { params: { dyadId, termId: one.termId }, body: { ...body, version: one.version } })
      : call(register.terms.add, { params: { dyadId }, body }),
  )
export const dropTerm = (dyadId: string, termId: string, version: number) =>
  written(call(register.terms.remove, { params: { dyadId, termId }, body: { version } }))

export const saveEntry = (
  dyadId: string,
  one: (Versioned & { readonly exchangeId: string }) | undefined,
  body: Body<typeof register.exchange>,
) =>
  written(
    one
      ? call(register.exchange.change, { params: { dyadId, exchangeId: one.exchangeId }, body: { ...body, version: one.version } })
      : call(register.exchange.add, { params: { dyadId }, body }),
  )
export const dropEntry = (dyadId: string, exchangeId: string, version: number) =>
  written(call(register.exchange.remove, { params: { dyadId, exchangeId }, body: { version } }))

export const saveFact = (
  dyadId: string,
  one: (Versioned & { readonly relationshipFactId: string }) | undefined,
  { kind, ...body }: Body<typeof register.relationshipFacts>,
) =>
  written(
    one
      ? call(register.relationshipFacts.change, {
          params: { dyadId, relationshipFactId: one.relationshipFactId },
          body: { ...body, version: one.version },
        })
      : call(register.relationshipFacts.add, { params: { dyadId }, body: { kind, ...body } }),
  )
export const dropFact = (dyadId: string, relationshipFactId: string, version: number) =>
  written(call(register.relationshipFacts.remove, { params: { dyadId, relationshipFactId }, body: { version } }))

export const relationshipsQuery = (asked: Omit<ListAsked, 'dyadId' | 'own'>) =>
  infiniteQueryOptions({
    queryKey: ['relationships', 'list', asked],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...asked, limit: 50, ...(pageParam === '' ? {} : { after: pageParam }) } as Input<
        typeof contract.listRelationships
      >['query']
      return call(contract.listRelationships, { query }, { signal })
    },
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** When all were inferred last; asked again while the job is at it. */
export const runQuery = queryOptions({
  queryKey: ['relationships', 'run'],
  queryFn: ({ signal }) => call(contract.readRelationshipRun, {}, { signal }),
  refetchInterval: query => (query.state.data?.jobId ? 2000 : false),
})

export const inferNow = async () => await written(call(contract.inferRelationships, {}))
