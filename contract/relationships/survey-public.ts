import { type Static, Type } from 'typebox'
import { Done, endpoint, Nullable } from '../endpoint.ts'
import { SurveyQuestions } from './survey-question.ts'

/** What whoever holds a link may read: the questions, and who asks. Nothing of the customer beyond its name. */
export const PublicSurvey = Type.Object({
  firm: Type.String(),
  firmEn: Nullable(Type.String()),
  titleZh: Type.String(),
  titleEn: Type.String(),
  introZh: Type.String(),
  introEn: Type.String(),
  side: Type.Enum(['theirs', 'ours']),
  /** The customer that our own people are asked about; null for the customer's people. */
  about: Nullable(Type.String()),
  isAnonymous: Type.Boolean(),
  endsOn: Type.String(),
  language: Nullable(Type.String()),
  questions: SurveyQuestions,
})
export type PublicSurvey = Static<typeof PublicSurvey>

const params = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) })

export const openSurveyLink = endpoint({
  method: 'GET',
  path: '/api/survey-links/:token',
  summary: 'The questions behind a link. Reading changes nothing and counts as nothing.',
  needs: 'anyone',
  params,
  answer: PublicSurvey,
})

export const answerSurvey = endpoint({
  method: 'POST',
  path: '/api/survey-links/:token/answers',
  summary: 'Answer a survey by its link, once. null: cannot say.',
  needs: 'anyone',
  params,
  body: Type.Object({
    answers: Type.Record(
      Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,59}$' }),
      Nullable(Type.Union([Type.Integer({ minimum: 0, maximum: 10 }), Type.String({ maxLength: 2000 })])),
    ),
  }),
  answer: Done,
})
