import { type Static, Type } from 'typebox'
import { questionKinds, surveyEvents, surveyKinds, surveyMeasures, surveySides, surveyStates } from '#core/relationships/survey.ts'
import { visible } from '../endpoint.ts'

export const SurveyText = (max: number) => Type.String({ maxLength: max })
export const SurveyLine = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
export const SurveyKind = Type.Enum([...surveyKinds])
export const SurveyState = Type.Enum([...surveyStates])
export const SurveySide = Type.Enum([...surveySides])
export const SurveyEvent = Type.Enum([...surveyEvents])
export const SurveyMeasure = Type.Enum([...surveyMeasures])

/** One question in both languages. `measure` says what it tells of; `side`: put to the customer's people or to our own. */
export const SurveyQuestion = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,59}$' }),
  kind: Type.Enum([...questionKinds]),
  measure: SurveyMeasure,
  side: SurveySide,
  textZh: SurveyLine(300),
  textEn: SurveyLine(300),
  isRequired: Type.Boolean(),
})
export type SurveyQuestion = Static<typeof SurveyQuestion>
export const SurveyQuestions = Type.Array(SurveyQuestion, { minItems: 1, maxItems: 60 })
