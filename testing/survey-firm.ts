import { expect } from 'vitest'
import type { Invitation, Survey } from '#contract/relationships/survey.ts'
import type { PublicSurvey } from '#contract/relationships/survey-public.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp } from './app.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** What a call is answered that must succeed. */
export async function asked<T>(browser: Browser, method: Method, url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

/** Where a link asks. */
export const linkAddress = (path: string) => `/api/survey-links/${path.replace('/s/', '')}`

type Own = Readonly<Record<string, number | string | null>>

/** Every question answered alike, but those named. */
export function filledIn({ questions }: Pick<PublicSurvey, 'questions'>, scale: number, own: Own = {}) {
  const all = questions.map(({ id, kind }) => [id, kind === 'text' ? '' : kind === 'nps' ? scale * 2 : scale])
  return { answers: { ...Object.fromEntries(all), ...own } }
}

/** A firm that asks: its manager, customers with people, surveys with their links, and whoever holds a link. */
export async function surveyFirm(door: TestApp) {
  const tenantId = await plantTenant(door)
  const boss = await memberBrowser(door, tenantId)
  const customer = async (name: string, people: readonly string[]): Promise<{ dyadId: string; contactIds: string[] }> => {
    const { dyadId } = await asked<{ dyadId: string }>(boss, 'POST', '/api/customers', { name, ownerId: boss.userId })
    const contactIds: string[] = []
    for (const person of people)
      contactIds.push((await asked<{ contactId: string }>(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: person })).contactId)
    return { dyadId, contactIds }
  }
  const linksOf = async (surveyId: string): Promise<string[]> => {
    const { rows } = await asked<{ rows: Invitation[] }>(boss, 'GET', `/api/surveys/${surveyId}/invitations?limit=200`)
    const paths: string[] = []
    for (const { invitationId, state } of rows.toReversed())
      if (state === 'open')
        paths.push((await asked<{ path: string }>(boss, 'POST', `/api/surveys/${surveyId}/invitations/${invitationId}/link`)).path)
    return paths
  }
  /** A running survey put to all people of customers, with its links. */
  const running = async (
    templateKey: string,
    dyadIds: string[],
    change: object = {},
    sides = ['theirs'],
  ): Promise<{ survey: Survey; paths: string[] }> => {
    const draft = await asked<Survey>(boss, 'POST', '/api/surveys', { templateKey })
    const changed = await asked<Survey>(boss, 'PATCH', `/api/surveys/${draft.surveyId}`, {
      quietDays: 0,
      ...change,
      version: draft.version,
    })
    const survey = await asked<Survey>(boss, 'POST', `/api/surveys/${draft.surveyId}/state`, { to: 'running', version: changed.version })
    await asked(boss, 'POST', `/api/surveys/${survey.surveyId}/invitations`, { dyadIds, sides, contacts: 'all' })
    return { survey, paths: await linksOf(survey.surveyId) }
  }
  const anyone = (method: 'GET' | 'HEAD' | 'POST', url: string, payload?: object) =>
    door.app.inject({ method, url, ...(payload ? { payload } : {}) })
  const open = async (path: string) => (await anyone('GET', linkAddress(path))).json() as PublicSurvey
  const answer = async (path: string, scale: number, own: Own = {}) =>
    await anyone('POST', `${linkAddress(path)}/answers`, filledIn(await open(path), scale, own))
  return { tenantId, boss, customer, running, anyone, open, answer }
}
