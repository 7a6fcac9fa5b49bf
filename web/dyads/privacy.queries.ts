import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { addConsent, listConsent, saveLimits } from '#contract/dyads/consent.ts'
import * as privacy from '#contract/dyads/privacy.ts'
import type { Input } from '#contract/endpoint.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const anew = { staleTime: 0 }

export const consentQuery = (dyadId: string) =>
  queryOptions({ queryKey: ['consent', dyadId], queryFn: ({ signal }) => call(listConsent, { params: { dyadId } }, { signal }), ...anew })
export const requestsQuery = queryOptions({
  queryKey: ['privacy', 'requests'],
  queryFn: ({ signal }) => call(privacy.listRequests, {}, { signal }),
  ...anew,
})
export const privacySettingsQuery = queryOptions({
  queryKey: ['privacy', 'settings'],
  queryFn: ({ signal }) => call(privacy.readPrivacySettings, {}, { signal }),
})
export const retentionQuery = queryOptions({
  queryKey: ['privacy', 'retention'],
  queryFn: ({ signal }) => call(privacy.previewRetention, {}, { signal }),
  ...anew,
})
export const overviewQuery = queryOptions({
  queryKey: ['privacy', 'consent'],
  queryFn: ({ signal }) => call(privacy.readConsentOverview, {}, { signal }),
  ...anew,
})
export const personQuery = (q: string) =>
  queryOptions({
    queryKey: ['privacy', 'people', q],
    queryFn: ({ signal }) => call(privacy.findPeople, { query: { q } }, { signal }),
    enabled: q !== '',
  })
export const registerQuery = infiniteQueryOptions({
  queryKey: ['privacy', 'exports'],
  queryFn: ({ pageParam, signal }) =>
    call(privacy.listExportRegister, { query: pageParam === undefined ? {} : { after: pageParam } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: page => page.next ?? undefined,
  ...anew,
})

async function after<T>(work: Promise<T>, key: readonly unknown[]): Promise<T> {
  const done = await work
  await queryClient.invalidateQueries({ queryKey: key })
  return done
}

type Body<E extends Parameters<typeof call>[0]> = Input<E>['body']

export const keepConsent = (dyadId: string, contactId: string, body: Body<typeof addConsent>) =>
  after(call(addConsent, { params: { dyadId, contactId }, body }), ['consent', dyadId])
export const keepLimits = (dyadId: string, contactId: string, body: Body<typeof saveLimits>) =>
  after(call(saveLimits, { params: { dyadId, contactId }, body }), ['consent', dyadId])
export const registerRequest = (body: Body<typeof privacy.addRequest>) => after(call(privacy.addRequest, { body }), ['privacy'])
export const changeRequest = (requestId: string, body: Body<typeof privacy.updateRequest>) =>
  after(call(privacy.updateRequest, { params: { requestId }, body }), ['privacy'])
/** Always asked anew: files come and go while the request is worked on. */
export const personFilesQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['privacy', 'files', requestId],
    queryFn: ({ signal }) => call(privacy.findPersonFiles, { params: { requestId } }, { signal }),
    staleTime: 0,
  })
export const erase = (requestId: string, version: number) =>
  after(call(privacy.erasePerson, { params: { requestId }, body: { version } }), [])
export const keepPrivacySettings = (body: Body<typeof privacy.savePrivacySettings>) =>
  after(call(privacy.savePrivacySettings, { body }), ['privacy'])
export const approve = (version: number, count: number) => after(call(privacy.approveRetention, { body: { version, count } }), ['privacy'])
export const fetchPerson = (requestId: string) => download(privacy.downloadPerson, { params: { requestId } }, 'personal-data.html')
