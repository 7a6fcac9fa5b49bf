import { type Static, Type } from 'typebox'
import { skipReasons } from '#core/relationships/survey.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { Day, Done, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'
import { SurveyEvent, SurveyKind, SurveyLine, SurveyQuestions, SurveySide, SurveyState, SurveyText } from './survey-question.ts'

const described = {
  titleZh: SurveyLine(120),
  titleEn: SurveyLine(120),
  introZh: SurveyText(1000),
  introEn: SurveyText(1000),
}
const running = {
  endsOn: Day,
  /** Who was asked within so many days is not asked again. */
  quietDays: Type.Integer({ minimum: 0, maximum: 365 }),
  /** Null: nobody is reminded. */
  remindAfterDays: Nullable(Type.Integer({ minimum: 1, maximum: 60 })),
  mostReminders: Type.Integer({ minimum: 0, maximum: 5 }),
}
const asked = {
  kind: SurveyKind,
  isAnonymous: Type.Boolean(),
  /** Invitations are made by themselves after each such event. */
  afterEvent: Nullable(SurveyEvent),
  questions: SurveyQuestions,
}

export const Survey = Type.Object({
  surveyId: Id,
  ...described,
  ...running,
  ...asked,
  state: SurveyState,
  templateKey: Nullable(Type.String()),
  templateVersion: Nullable(Type.Integer()),
  startedOn: Nullable(Day),
  closedOn: Nullable(Day),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  version: Type.Integer(),
  /** Of the customers that the caller sees. */
  invited: Type.Integer(),
  answered: Type.Integer(),
  mailIsSet: Type.Boolean(),
  /** Whether the caller may change, start, end, withdraw or remove it: its author, who has the author’s department in scope, and managers. */
  mayManage: Type.Boolean(),
})
export type Survey = Static<typeof Survey>

const params = Type.Object({ surveyId: Id })

export const listSurveys = endpoint({
  method: 'GET',
  path: '/api/surveys',
  summary: 'Surveys, the newest first, with how many were asked and answered of the customers that you see.',
  needs: 'customers.read',
  query: Type.Object({
    state: Type.Optional(SurveyState),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(Survey),
})

export const readSurvey = endpoint({
  method: 'GET',
  path: '/api/surveys/:surveyId',
  summary: 'One survey with its questions.',
  needs: 'customers.read',
  params,
  answer: Survey,
})

export const createSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys',
  summary: 'Make a survey from a template, as a draft.',
  needs: 'customers.write',
  body: Type.Object({
    templateKey: SurveyLine(80),
    titleZh: Type.Optional(SurveyLine(120)),
    titleEn: Type.Optional(SurveyLine(120)),
    endsOn: Type.Optional(Day),
  }),
  answer: Survey,
})

const optional = {
  titleZh: Type.Optional(described.titleZh),
  titleEn: Type.Optional(described.titleEn),
  introZh: Type.Optional(described.introZh),
  introEn: Type.Optional(described.introEn),
  endsOn: Type.Optional(running.endsOn),
  quietDays: Type.Optional(running.quietDays),
  remindAfterDays: Type.Optional(running.remindAfterDays),
  mostReminders: Type.Optional(running.mostReminders),
  isAnonymous: Type.Optional(asked.isAnonymous),
  afterEvent: Type.Optional(asked.afterEvent),
  questions: Type.Optional(asked.questions),
}

export const updateSurvey = endpoint({
  method: 'PATCH',
  path: '/api/surveys/:surveyId',
  summary: 'Change a survey. Once it runs, questions, anonymity and event are fixed.',
  needs: 'customers.write',
  params,
  body: Type.Object({ ...optional, version: Type.Integer() }),
  answer: Survey,
})

export const moveSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys/:surveyId/state',
  summary: 'Start, end, go on with or withdraw a survey. The links of a withdrawn one say so.',
  needs: 'customers.write',
  params,
  body: Type.Object({ to: SurveyState, version: Type.Integer() }),
  answer: Survey,
})

export const removeSurvey = endpoint({
  method: 'DELETE',
  path: '/api/surveys/:surveyId',
  summary: 'Remove a draft.',
  needs: 'customers.write',
  params,
  answer: Done,
})

const Skipped = Type.Object({
  dyadId: Id,
  customerName: Type.String(),
  personName: Nullable(Type.String()),
  reason: Type.Enum([...skipReasons]),
})

export const inviteToSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys/:surveyId/invitations',
  summary:
    'Ask people of customers, our own people about them, or both. Who refuses, was asked lately or has been contacted often enough is left out and named.',
  needs: 'customers.write',
  params,
  body: Type.Object({
    dyadIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    types: Type.Optional(Type.Array(Type.Enum([...customerTypes]), { maxItems: 9 })),
    sides: Type.Array(SurveySide, { minItems: 1, maxItems: 2 }),
    /** first: the first contact of each customer; all: everybody there. */
    contacts: Type.Optional(Type.Enum(['first', 'all'])),
    /** Only say who would be asked. */
    isTrial: Type.Optional(Type.Boolean()),
  }),
  answer: Type.Object({ invited: Type.Integer(), skipped: Type.Array(Skipped), mailed: Type.Integer(), isTrial: Type.Boolean() }),
})

export const Invitation = Type.Object({
  invitationId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  side: SurveySide,
  personName: Nullable(Type.String()),
  state: Type.Enum(['open', 'used', 'withdrawn']),
  eventOn: Nullable(Day),
  /** Null where it is not known or the survey is anonymous. */
  usedOn: Nullable(Day),
  sentAt: Nullable(Time),
  sendError: Nullable(Type.String()),
  reminders: Type.Integer(),
  createdAt: Time,
  mayWrite: Type.Boolean(),
})
export type Invitation = Static<typeof Invitation>

export const listInvitations = endpoint({
  method: 'GET',
  path: '/api/surveys/:surveyId/invitations',
  summary: 'Who was asked, the newest first.',
  needs: 'customers.read',
  params,
  query: Type.Object({ after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
  answer: Page(Invitation),
})

export const readSurveyLink = endpoint({
  method: 'POST',
  path: '/api/surveys/:surveyId/invitations/:invitationId/link',
  summary: 'The link of an invitation, to be handed over by you. Who fetched it is written down.',
  needs: 'customers.write',
  params: Type.Object({ surveyId: Id, invitationId: Id }),
  answer: Type.Object({ path: Type.String() }),
})

export const downloadSurveyLinks = endpoint({
  method: 'GET',
  form: 'file',
  path: '/api/surveys/:surveyId/links.csv',
  summary: 'The open links of a survey as CSV, of customers that you may change. Who fetched them is written down.',
  needs: 'customers.write',
  params,
  answer: Type.String(),
})

export const withdrawInvitation = endpoint({
  method: 'POST',
  path: '/api/surveys/:surveyId/invitations/:invitationId/withdraw',
  summary: 'Withdraw an invitation: its link says so.',
  needs: 'customers.write',
  params: Type.Object({ surveyId: Id, invitationId: Id }),
  answer: Done,
})

export const remindOfSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys/:surveyId/reminders',
  summary: 'Remind by e-mail those who have not answered, as often as the survey allows.',
  needs: 'customers.write',
  params,
  answer: Type.Object({ reminded: Type.Integer(), failed: Type.Integer() }),
})
