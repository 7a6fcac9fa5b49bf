import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { changeTasks } from '#contract/activities/task.ts'
import type { Input } from '#contract/endpoint.ts'
import * as hygiene from '#contract/strategy/hygiene.ts'
import * as run from '#contract/strategy/play-run.ts'
import * as play from '#contract/strategy/play.ts'
import type { HygieneDuty } from '#core/strategy/hygiene.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = 'plays'

/** What a play changes: the playbooks, the customer's card, tasks and the home page. */
async function anew<T>(answer: T): Promise<T> {
  await Promise.all([key, 'activities', 'home'].map(name => queryClient.invalidateQueries({ queryKey: [name] })))
  return answer
}

export const playsQuery = (removed: boolean) =>
  queryOptions({
    queryKey: [key, 'books', removed],
    queryFn: ({ signal }) => call(play.listPlays, { query: removed ? { removed } : {} }, { signal }),
  })

export const fittingQuery = queryOptions({
  queryKey: [key, 'fitting'],
  queryFn: ({ signal }) => call(play.countFitting, {}, { signal }),
})

export const fittingCustomersQuery = (playId: string) =>
  queryOptions({
    queryKey: [key, 'fitting', playId],
    queryFn: ({ signal }) => call(play.listFitting, { params: { playId } }, { signal }),
  })

export const versionsQuery = (playId: string) =>
  queryOptions({
    queryKey: [key, 'versions', playId],
    queryFn: ({ signal }) => call(play.listPlayVersions, { params: { playId } }, { signal }),
  })

type Draft = Input<typeof play.createPlay>['body']

export const addPlay = async (body: Draft) => anew(await call(play.createPlay, { body }))
export const revisePlay = async (playId: string, version: number, body: Draft) =>
  anew(await call(play.revisePlay, { params: { playId }, body: { ...body, version } }))
export const dropPlay = async (playId: string) => anew(await call(play.removePlay, { params: { playId } }))
export const restorePlay = async (playId: string) => anew(await call(play.restorePlay, { params: { playId } }))

type Asked = Omit<Input<typeof run.listPlayRuns>['query'], 'after'>

export const runsQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: [key, 'runs', asked],
    queryFn: ({ pageParam, signal }) =>
      call(run.listPlayRuns, { query: pageParam === undefined ? asked : { ...asked, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

export const runQuery = (dyadId: string, playRunId: string) =>
  queryOptions({
    queryKey: [key, 'run', dyadId, playRunId],
    queryFn: ({ signal }) => call(run.readPlayRun, { params: { dyadId, playRunId } }, { signal }),
  })

export const startRun = async (dyadId: string, body: Input<typeof run.startPlayRun>['body']) =>
  anew(await call(run.startPlayRun, { params: { dyadId }, body }))
export const changeRun = async (dyadId: string, playRunId: string, body: Input<typeof run.changePlayRun>['body']) =>
  anew(await call(run.changePlayRun, { params: { dyadId, playRunId }, body }))
export const stopRun = async (dyadId: string, playRunId: string, body: Input<typeof run.stopPlayRun>['body']) =>
  anew(await call(run.stopPlayRun, { params: { dyadId, playRunId }, body }))

export const customerPlaysQuery = (dyadId: string) =>
  queryOptions({
    queryKey: [key, 'customer', dyadId],
    queryFn: ({ signal }) => call(hygiene.readCustomerPlays, { params: { dyadId } }, { signal }),
  })

export const hygieneLinesQuery = (dyadId: string, duty: HygieneDuty) =>
  queryOptions({
    queryKey: [key, 'lines', dyadId, duty],
    queryFn: ({ signal }) => call(hygiene.listHygieneLines, { params: { dyadId }, query: { duty } }, { signal }),
  })

export const checkDuties = async (dyadId: string, body: Input<typeof hygiene.checkHygiene>['body']) =>
  anew(await call(hygiene.checkHygiene, { params: { dyadId }, body }))
export const withdrawCheck = async (dyadId: string, checkId: string) =>
  anew(await call(hygiene.withdrawCheck, { params: { dyadId, checkId } }))

export const careQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: [key, 'care', year],
    queryFn: ({ signal }) => call(run.readCare, { query: year === undefined ? {} : { year } }, { signal }),
  })
export const setCareBudget = async (body: Input<typeof run.setCareBudget>['body']) => anew(await call(run.setCareBudget, { body }))

/** Ticks a step off; the run follows. */
export const finishStep = async (taskId: string) => anew(await call(changeTasks, { body: { taskIds: [taskId], state: 'done' } }))
