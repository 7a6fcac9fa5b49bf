import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Endpoint, Input } from '#contract/endpoint.ts'
import * as contract from '#contract/relationships/alliance.ts'
import * as lists from '#contract/relationships/alliance-list.ts'
import type { ListAsked } from '#web/dyads/record-kind.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

type Asked = Omit<ListAsked, 'own'>

const paged = <T extends { readonly next: string | null }>(
  name: string,
  asked: Asked,
  ask: (query: object, signal: AbortSignal) => Promise<T>,
) =>
  infiniteQueryOptions({
    queryKey: ['alliances', name, asked],
    queryFn: ({ signal, pageParam }) => ask({ ...asked, limit: 50, ...(pageParam === '' ? {} : { after: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const alliancesQuery = (asked: Asked) =>
  paged('list', asked, (query, signal) =>
    call(lists.listAlliances, { query: query as Input<typeof lists.listAlliances>['query'] }, { signal }),
  )
export const problemsQuery = (asked: Asked) =>
  paged('problems', asked, (query, signal) =>
    call(lists.listJointProblems, { query: query as Input<typeof lists.listJointProblems>['query'] }, { signal }),
  )

export const allianceQuery = (allianceId: string) =>
  queryOptions({
    queryKey: ['alliances', 'one', allianceId],
    queryFn: ({ signal }) => call(lists.readAlliance, { params: { allianceId } }, { signal }),
  })
export const waysQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['alliances', 'ways', dyadId],
    queryFn: ({ signal }) => call(lists.readAllianceWays, { params: { dyadId } }, { signal }),
  })
export const proposalsQuery = queryOptions({
  queryKey: ['alliances', 'proposals'],
  queryFn: ({ signal }) => call(lists.listAllianceProposals, {}, { signal }),
})

async function written<T>(work: Promise<T>): Promise<T> {
  const answer = await work
  await Promise.all(['alliances', 'relationships', 'tasks'].map(name => queryClient.invalidateQueries({ queryKey: [name] })))
  return answer
}

type Part = { readonly list: Endpoint; readonly add: Endpoint; readonly change: Endpoint; readonly remove: Endpoint }
type Loose = (endpoint: Endpoint, input: object) => Promise<unknown>
const send = call as unknown as Loose

/** How the records of one register of a customer are read and written. `idName`: the name of their id. */
function registerOf<Row extends { readonly version: number }>(part: unknown, name: string, idName: string) {
  const { list, add, change, remove } = part as Part
  const idOf = (row: Row) => (row as Readonly<Record<string, unknown>>)[idName]
  return {
    /** Those of one alliance, or all of the customer. */
    query: (dyadId: string, of = 'all', isWanted: (row: Row) => boolean = () => true) => ({
      queryKey: ['alliances', name, dyadId, of],
      queryFn: async () => {
        const { rows } = (await send(list, { params: { dyadId } })) as { rows: Row[] }
        return { rows: rows.filter(isWanted) }
      },
    }),
    save: (dyadId: string, row: Row | undefined, body: object) =>
      written(
        row === undefined
          ? send(add, { params: { dyadId }, body })
          : send(change, { params: { dyadId, [idName]: idOf(row) }, body: { ...body, version: row.version } }),
      ),
    drop: (dyadId: string, row: Row) => written(send(remove, { params: { dyadId, [idName]: idOf(row) }, body: { version: row.version } })),
  }
}

export const allianceCalls = registerOf<contract.Alliance>(contract.alliances, 'alliances', 'allianceId')
export const measureCalls = registerOf<contract.AllianceMeasure>(contract.allianceMeasures, 'measures', 'measureId')
export const milestoneCalls = registerOf<contract.AllianceMilestone>(contract.allianceMilestones, 'milestones', 'milestoneId')
export const reviewCalls = registerOf<contract.AllianceReview>(contract.allianceReviews, 'reviews', 'reviewId')
export const itemCalls = registerOf<contract.AllianceItem>(contract.allianceItems, 'items', 'itemId')
export const problemCalls = registerOf<contract.JointProblem>(contract.jointProblems, 'problems-of', 'problemId')
