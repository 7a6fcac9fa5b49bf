import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import * as contract from '#contract/relationships/survey.ts'
import * as quality from '#contract/relationships/survey-quality.ts'
import { readSurveyResults } from '#contract/relationships/survey-results.ts'
import * as template from '#contract/relationships/survey-template.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

type Next = { readonly next: string | null }
const pages = { initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: Next) => next ?? undefined }
const from = (after: string | undefined) => (after === undefined ? {} : { after })

export const surveysQuery = infiniteQueryOptions({
  queryKey: ['surveys', 'list'],
  queryFn: ({ signal, pageParam }) => call(contract.listSurveys, { query: from(pageParam) }, { signal }),
  ...pages,
})

export const surveyQuery = (surveyId: string) =>
  queryOptions({
    queryKey: ['surveys', surveyId, 'survey'],
    queryFn: ({ signal }) => call(contract.readSurvey, { params: { surveyId } }, { signal }),
  })

export const resultsQuery = (surveyId: string) =>
  queryOptions({
    queryKey: ['surveys', surveyId, 'results'],
    queryFn: ({ signal }) => call(readSurveyResults, { params: { surveyId } }, { signal }),
  })

export const invitationsQuery = (surveyId: string) =>
  infiniteQueryOptions({
    queryKey: ['surveys', surveyId, 'invitations'],
    queryFn: ({ signal, pageParam }) => call(contract.listInvitations, { params: { surveyId }, query: from(pageParam) }, { signal }),
    ...pages,
  })

export const alertsQuery = infiniteQueryOptions({
  queryKey: ['surveys', 'alerts'],
  queryFn: ({ signal, pageParam }) => call(quality.listSurveyAlerts, { query: from(pageParam) }, { signal }),
  ...pages,
})

export const templatesQuery = queryOptions({
  queryKey: ['surveys', 'templates'],
  queryFn: ({ signal }) => call(template.listSurveyTemplates, {}, { signal }),
})

export const chainQuery = (loyalty: quality.LoyaltyMeasure) =>
  queryOptions({
    queryKey: ['surveys', 'chain', loyalty],
    queryFn: ({ signal }) => call(quality.readValueChain, { query: { loyalty } }, { signal }),
  })

export const qualityQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['surveys', 'quality', dyadId],
    queryFn: ({ signal }) => call(quality.readCustomerQuality, { params: { dyadId } }, { signal }),
  })

/** What was written is read anew wherever surveys are shown. */
async function written<T>(work: Promise<T>): Promise<T> {
  const answer = await work
  await queryClient.invalidateQueries({ queryKey: ['surveys'] })
  return answer
}

type Body<E extends Parameters<typeof call>[0]> = Input<E>['body']

export const createSurvey = (body: Body<typeof contract.createSurvey>) => written(call(contract.createSurvey, { body }))
export const changeSurvey = (surveyId: string, body: Body<typeof contract.updateSurvey>) =>
  written(call(contract.updateSurvey, { params: { surveyId }, body }))
export const moveSurvey = (surveyId: string, body: Body<typeof contract.moveSurvey>) =>
  written(call(contract.moveSurvey, { params: { surveyId }, body }))
export const removeSurvey = (surveyId: string) => written(call(contract.removeSurvey, { params: { surveyId } }))
export const invite = (surveyId: string, body: Body<typeof contract.inviteToSurvey>) =>
  written(call(contract.inviteToSurvey, { params: { surveyId }, body }))
export const linkOf = (surveyId: string, invitationId: string) => call(contract.readSurveyLink, { params: { surveyId, invitationId } })
export const takeBack = (surveyId: string, invitationId: string) =>
  written(call(contract.withdrawInvitation, { params: { surveyId, invitationId } }))
export const remind = (surveyId: string) => written(call(contract.remindOfSurvey, { params: { surveyId } }))
export const saveLinks = (surveyId: string) => download(contract.downloadSurveyLinks, { params: { surveyId } }, 'survey-links.csv')
export const lookInto = (dyadId: string, alertId: string, note: string) =>
  written(call(quality.lookIntoAlert, { params: { dyadId, alertId }, body: { note } }))
export const saveTemplate = (key: string, body: Body<typeof template.saveSurveyTemplate>) =>
  written(call(template.saveSurveyTemplate, { params: { key }, body }))
export const removeTemplate = (key: string) => written(call(template.removeSurveyTemplate, { params: { key } }))
export const addRating = (dyadId: string, body: Body<typeof quality.addSurveyRating>) =>
  written(call(quality.addSurveyRating, { params: { dyadId }, body }))
export const withdrawRating = (dyadId: string, ratingId: string) =>
  written(call(quality.withdrawSurveyRating, { params: { dyadId, ratingId } }))
