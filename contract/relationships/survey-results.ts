import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Nullable } from '../endpoint.ts'
import { SurveyMeasure, SurveySide } from './survey-question.ts'

const Figure = Nullable(Type.Number())

const QuestionResult = Type.Object({
  id: Type.String(),
  side: SurveySide,
  measure: SurveyMeasure,
  /** Mean in points of 100. */
  points: Figure,
  answers: Type.Integer(),
  cannotSay: Type.Integer(),
  /** How often each answer was given, the lowest first: five of a scale, eleven of 0 to 10; empty for words. */
  counts: Type.Array(Type.Integer()),
})

const Comment = Type.Object({
  text: Type.String(),
  side: SurveySide,
  customerName: Nullable(Type.String()),
  personName: Nullable(Type.String()),
})

export const SurveyResults = Type.Object({
  invited: Type.Integer(),
  answered: Type.Integer(),
  /** Answered of invited, 0..1. */
  responseRate: Figure,
  isAnonymous: Type.Boolean(),
  /** True while no batch of three of an anonymous survey is full: then nothing below is told. */
  isWithheld: Type.Boolean(),
  /** Answers that the figures below take, and those of an anonymous survey that they leave out. */
  shown: Type.Integer(),
  leftOut: Type.Integer(),
  nps: Figure,
  csat: Figure,
  questions: Type.Array(QuestionResult),
  comments: Type.Array(Comment),
  /** Answers a day. */
  days: Type.Array(Type.Object({ day: Day, answers: Type.Integer() })),
  /** Customers with their answers; of an anonymous survey those with three and more. */
  customers: Type.Array(
    Type.Object({
      dyadId: Id,
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      answers: Type.Integer(),
      trust: Figure,
      satisfaction: Figure,
      service: Figure,
      nps: Figure,
    }),
  ),
})
export type SurveyResults = Static<typeof SurveyResults>

export const readSurveyResults = endpoint({
  method: 'GET',
  path: '/api/surveys/:surveyId/results',
  summary: 'What was answered, over the customers that you see.',
  needs: 'customers.read',
  params: Type.Object({ surveyId: Id }),
  answer: SurveyResults,
})
