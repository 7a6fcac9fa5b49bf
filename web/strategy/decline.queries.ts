import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import * as decline from '#contract/strategy/decline.ts'
import type { EvidenceKind } from '#core/strategy/decline-evidence.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = 'decline'

/** What a case changes: the desk, the customer's card, its plays, tasks and the home page. */
async function anew<T>(answer: T): Promise<T> {
  await Promise.all([key, 'plays', 'activities', 'home'].map(name => queryClient.invalidateQueries({ queryKey: [name] })))
  return answer
}

type Asked = Omit<Input<typeof decline.listDeclineCases>['query'], 'after'>
type At = Input<typeof decline.readDeclineCase>['params']

export const casesQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: [key, 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      call(decline.listDeclineCases, { query: pageParam === undefined ? asked : { ...asked, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

export const customerCasesQuery = (dyadId: string) =>
  queryOptions({
    queryKey: [key, 'customer', dyadId],
    queryFn: ({ signal }) => call(decline.listCustomerCases, { params: { dyadId } }, { signal }),
  })

export const caseQuery = (dyadId: string, caseId: string) =>
  queryOptions({
    queryKey: [key, 'case', dyadId, caseId],
    queryFn: ({ signal }) => call(decline.readDeclineCase, { params: { dyadId, caseId } }, { signal }),
  })

export const caseLinesQuery = (dyadId: string, caseId: string, kind: EvidenceKind) =>
  queryOptions({
    queryKey: [key, 'lines', dyadId, caseId, kind],
    queryFn: ({ signal }) => call(decline.listDeclineLines, { params: { dyadId, caseId }, query: { kind } }, { signal }),
  })

export const winBackQuery = queryOptions({
  queryKey: [key, 'settings'],
  queryFn: ({ signal }) => call(decline.readWinBack, {}, { signal }),
})

export const openCase = async (dyadId: string) => anew(await call(decline.openDeclineCase, { params: { dyadId }, body: {} }))
export const chooseCause = async (params: At, body: Input<typeof decline.chooseDeclineCause>['body']) =>
  anew(await call(decline.chooseDeclineCause, { params, body }))
export const decideCase = async (params: At, body: Input<typeof decline.decideDeclineCase>['body']) =>
  anew(await call(decline.decideDeclineCase, { params, body }))
export const endCase = async (params: At, body: Input<typeof decline.endDeclineCase>['body']) =>
  anew(await call(decline.endDeclineCase, { params, body }))
export const checkYear = async (params: At, body: Input<typeof decline.checkSecondYear>['body']) =>
  anew(await call(decline.checkSecondYear, { params, body }))
export const saveWinBack = async (body: Input<typeof decline.saveWinBack>['body']) => anew(await call(decline.saveWinBack, { body }))
