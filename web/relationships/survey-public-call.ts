import type { PublicSurvey } from '#contract/relationships/survey-public.ts'
import type { Answers } from '#core/relationships/survey.ts'
import type { PublicLanguage } from './survey-public-words.ts'

/** What stands in the way of a survey, by its word. */
export type Obstacle = 'used' | 'expired' | 'withdrawn' | 'not_started' | 'unknown' | 'busy' | 'offline'

const links: readonly Obstacle[] = ['used', 'expired', 'withdrawn', 'not_started']

async function obstacleOf(response: Response): Promise<Obstacle> {
  if (response.status === 404) return 'unknown'
  if (response.status === 429) return 'busy'
  const body = (await response.json().catch(() => ({}))) as { details?: { link?: Obstacle } }
  return links.find(each => each === body.details?.link) ?? 'offline'
}

/** Calls without any cookie: whoever has the link answers, whether or not somebody is signed in here. */
async function ask(token: string, language: PublicLanguage, answers?: Answers): Promise<Response | Obstacle> {
  const headers = { 'accept-language': language }
  const address = `/api/survey-links/${encodeURIComponent(token)}`
  const plain: RequestInit = { credentials: 'omit', headers, cache: 'no-store', referrerPolicy: 'no-referrer' }
  try {
    const response = answers
      ? await fetch(`${address}/answers`, {
          ...plain,
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ answers }),
        })
      : await fetch(address, plain)
    return response.ok ? response : await obstacleOf(response)
  } catch {
    return 'offline'
  }
}

export async function fetchSurvey(token: string, language: PublicLanguage): Promise<PublicSurvey | Obstacle> {
  const answer = await ask(token, language)
  return typeof answer === 'string' ? answer : ((await answer.json()) as PublicSurvey)
}

/** Sends the answers; undefined where they were taken. */
export async function sendAnswers(token: string, language: PublicLanguage, answers: Answers): Promise<Obstacle | undefined> {
  const answer = await ask(token, language, answers)
  return typeof answer === 'string' ? answer : undefined
}
