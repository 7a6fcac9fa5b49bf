import { type Static, Type } from 'typebox'
import { Done, endpoint } from '../endpoint.ts'
import { SurveyKind, SurveyLine, SurveyQuestions } from './survey-question.ts'

/** Questions to begin a survey with. Version 0: as the product brings it. */
export const SurveyTemplate = Type.Object({
  key: Type.String(),
  version: Type.Integer(),
  kind: SurveyKind,
  nameZh: Type.String(),
  nameEn: Type.String(),
  questions: SurveyQuestions,
  isOwn: Type.Boolean(),
})
export type SurveyTemplate = Static<typeof SurveyTemplate>

const params = Type.Object({ key: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,79}$' }) })

export const listSurveyTemplates = endpoint({
  method: 'GET',
  path: '/api/survey-templates',
  summary: 'Templates: those of the product, as the firm has changed them, and its own.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(SurveyTemplate) }),
})

export const saveSurveyTemplate = endpoint({
  method: 'PUT',
  path: '/api/survey-templates/:key',
  summary: 'Write a new version of a template, or a first one under a new key. Surveys keep the questions that they began with.',
  needs: 'settings.manage',
  params,
  body: Type.Object({
    kind: SurveyKind,
    nameZh: SurveyLine(120),
    nameEn: SurveyLine(120),
    questions: SurveyQuestions,
    version: Type.Integer(),
  }),
  answer: SurveyTemplate,
})

export const removeSurveyTemplate = endpoint({
  method: 'DELETE',
  path: '/api/survey-templates/:key',
  summary: 'Remove a template of your own; one of the product goes back to how it was brought.',
  needs: 'settings.manage',
  params,
  answer: Done,
})
