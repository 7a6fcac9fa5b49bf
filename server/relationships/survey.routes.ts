import type { FastifyInstance } from 'fastify'
import * as survey from '#contract/relationships/survey.ts'
import * as open from '#contract/relationships/survey-public.ts'
import * as quality from '#contract/relationships/survey-quality.ts'
import * as results from '#contract/relationships/survey-results.ts'
import * as template from '#contract/relationships/survey-template.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { serve, serveAnyone, serveFile } from '#server/platform/serve.ts'
import { answerSurvey, openSurvey } from './answer-survey.ts'
import { inviteToSurvey } from './invite-to-survey.ts'
import { listTemplates, removeTemplate, saveTemplate } from './keep-survey-templates.ts'
import { addSurveyRating, listAlerts, lookInto, withdrawSurveyRating } from './keep-survey-ratings.ts'
import { changeSurvey, createSurvey, listSurveys, moveSurvey, readSurvey, removeSurvey } from './keep-surveys.ts'
import { downloadSurveyLinks, listInvitations, readSurveyLink, remindNow, withdrawInvitation } from './list-invitations.ts'
import { readCustomerQuality } from './read-customer-quality.ts'
import { readSurveyResults } from './read-survey-results.ts'
import { readValueChain } from './read-value-chain.ts'
import { openSurveyLimit } from './survey-limit.ts'
import { defineSurveyJobs } from './survey.jobs.ts'

/** Surveys of both sides and what follows from their answers. */
export function surveyRoutes(app: FastifyInstance, revalue: Revalue): void {
  const limit = openSurveyLimit()
  serve(app, survey.listSurveys, ({ query }, ctx) => listSurveys(ctx, query))
  serve(app, survey.createSurvey, ({ body }, ctx) => createSurvey(ctx, body))
  serve(app, survey.readSurvey, ({ params }, ctx) => readSurvey(ctx, params.surveyId))
  serve(app, survey.updateSurvey, ({ params, body }, ctx) => changeSurvey(ctx, params.surveyId, body))
  serve(app, survey.moveSurvey, ({ params, body }, ctx) => moveSurvey(ctx, params.surveyId, body))
  serve(app, survey.removeSurvey, ({ params }, ctx) => removeSurvey(ctx, params.surveyId))
  serve(app, survey.inviteToSurvey, ({ params, body }, ctx) => inviteToSurvey(ctx, params.surveyId, body))
  serve(app, survey.listInvitations, ({ params, query }, ctx) => listInvitations(ctx, params.surveyId, query))
  serve(app, survey.readSurveyLink, ({ params }, ctx) => readSurveyLink(ctx, params.surveyId, params.invitationId))
  serveFile(app, survey.downloadSurveyLinks, ({ params }, ctx) => downloadSurveyLinks(ctx, params.surveyId))
  serve(app, survey.withdrawInvitation, ({ params }, ctx) => withdrawInvitation(ctx, params.surveyId, params.invitationId))
  serve(app, survey.remindOfSurvey, ({ params }, ctx) => remindNow(ctx, params.surveyId))
  serve(app, results.readSurveyResults, ({ params }, ctx) => readSurveyResults(ctx, params.surveyId))
  serve(app, template.listSurveyTemplates, (_, ctx) => listTemplates(ctx))
  serve(app, template.saveSurveyTemplate, ({ params, body }, ctx) => saveTemplate(ctx, params.key, body))
  serve(app, template.removeSurveyTemplate, ({ params }, ctx) => removeTemplate(ctx, params.key))
  serve(app, quality.readCustomerQuality, ({ params }, ctx) => readCustomerQuality(ctx, params.dyadId))
  serve(app, quality.addSurveyRating, ({ params, body }, ctx) => addSurveyRating(ctx, params.dyadId, body))
  serve(app, quality.withdrawSurveyRating, ({ params }, ctx) => withdrawSurveyRating(ctx, params.dyadId, params.ratingId))
  serve(app, quality.listSurveyAlerts, ({ query }, ctx) => listAlerts(ctx, query))
  serve(app, quality.lookIntoAlert, ({ params, body }, ctx) => lookInto(ctx, params.dyadId, params.alertId, body))
  serve(app, quality.readValueChain, ({ query }, ctx) => readValueChain(ctx, query.loyalty))
  serveAnyone(app, open.openSurveyLink, ({ params }, ctx) => openSurvey(ctx, limit, params.token))
  serveAnyone(app, open.answerSurvey, ({ params, body }, ctx) => answerSurvey(ctx, { limit, revalue }, params.token, body))
  defineSurveyJobs(app.platform, revalue)
}
