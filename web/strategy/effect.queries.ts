import { queryOptions } from '@tanstack/react-query'
import { readJob } from '#contract/platform/jobs.ts'
import * as effect from '#contract/strategy/effect.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = 'effects'

export const refreshEffects = () => Promise.all([key, 'plays'].map(name => queryClient.invalidateQueries({ queryKey: [name] })))

export const effectsQuery = queryOptions({
  queryKey: [key, 'all'],
  queryFn: ({ signal }) => call(effect.readEffects, {}, { signal }),
})

export type EffectSide = 'treated' | 'held'

export const effectCustomersQuery = (playId: string, side: EffectSide | undefined) =>
  queryOptions({
    queryKey: [key, 'customers', playId, side],
    queryFn: ({ signal }) =>
      call(effect.listEffectCustomers, { params: { playId }, query: side === undefined ? {} : { side } }, { signal }),
  })

export const customerEffectsQuery = (dyadId: string) =>
  queryOptions({
    queryKey: [key, 'customer', dyadId],
    queryFn: ({ signal }) => call(effect.readCustomerEffects, { params: { dyadId } }, { signal }),
  })

export const effectJobQuery = (jobId: string) =>
  queryOptions({ queryKey: ['jobs', jobId], queryFn: ({ signal }) => call(readJob, { params: { jobId } }, { signal }), staleTime: 1000 })

export const measureNow = async () => await call(effect.measureEffects, {})

export async function saveHoldout(playId: string, share: number, version: number) {
  const saved = await call(effect.setHoldout, { params: { playId }, body: { share, version } })
  await refreshEffects()
  return saved
}
