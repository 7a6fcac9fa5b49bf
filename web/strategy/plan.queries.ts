import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { readJob } from '#contract/platform/jobs.ts'
import * as plan from '#contract/strategy/plan.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = 'plan'

/** What a plan changes: plans, and once accepted the plays at work, tasks and the home page. */
export const refreshPlans = () =>
  Promise.all([key, 'plays', 'activities', 'home'].map(name => queryClient.invalidateQueries({ queryKey: [name] })))

async function anew<T>(answer: T): Promise<T> {
  await refreshPlans()
  return answer
}

export const plansQuery = queryOptions({ queryKey: [key, 'list'], queryFn: ({ signal }) => call(plan.listPlans, {}, { signal }) })

export const usualLimitsQuery = queryOptions({
  queryKey: [key, 'usual-limits'],
  queryFn: ({ signal }) => call(plan.readUsualLimits, {}, { signal }),
})

export const planQuery = (planId: string) =>
  queryOptions({ queryKey: [key, 'one', planId], queryFn: ({ signal }) => call(plan.readPlan, { params: { planId } }, { signal }) })

type Asked = Omit<Input<typeof plan.listPlanChoices>['query'], 'after' | 'limit'>

export const choicesQuery = (planId: string, asked: Asked) =>
  infiniteQueryOptions({
    queryKey: [key, 'choices', planId, asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        plan.listPlanChoices,
        { params: { planId }, query: pageParam === undefined ? asked : { ...asked, after: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

export const comparisonQuery = (planId: string, otherPlanId: string) =>
  queryOptions({
    queryKey: [key, 'against', planId, otherPlanId],
    queryFn: ({ signal }) => call(plan.comparePlans, { params: { planId, otherPlanId } }, { signal }),
  })

export const planJobQuery = (jobId: string) =>
  queryOptions({ queryKey: ['jobs', jobId], queryFn: ({ signal }) => call(readJob, { params: { jobId } }, { signal }), staleTime: 1000 })

export const makePlan = async (body: Input<typeof plan.makePlan>['body']) => anew(await call(plan.makePlan, { body }))
export const acceptPlan = async (planId: string, body: Input<typeof plan.acceptPlan>['body']) =>
  anew(await call(plan.acceptPlan, { params: { planId }, body }))
export const removePlan = async (planId: string) => anew(await call(plan.removePlan, { params: { planId } }))
