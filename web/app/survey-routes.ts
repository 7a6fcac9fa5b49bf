import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const surveysRoute = createRoute({
  getParentRoute,
  path: '/surveys',
  component: lazyRouteComponent(() => import('#web/relationships/surveys-page.tsx'), 'SurveysPage'),
})

const alertsRoute = createRoute({
  getParentRoute,
  path: '/surveys/disagreements',
  component: lazyRouteComponent(() => import('#web/relationships/survey-alerts-page.tsx'), 'SurveyAlertsPage'),
})

const chainRoute = createRoute({
  getParentRoute,
  path: '/surveys/value-chain',
  component: lazyRouteComponent(() => import('#web/relationships/survey-chain-page.tsx'), 'SurveyChainPage'),
})

const templatesRoute = createRoute({
  getParentRoute,
  path: '/surveys/templates',
  component: lazyRouteComponent(() => import('#web/relationships/survey-templates-page.tsx'), 'SurveyTemplatesPage'),
})

const surveyRoute = createRoute({
  getParentRoute,
  path: '/surveys/$surveyId',
  component: lazyRouteComponent(() => import('#web/relationships/survey-page.tsx'), 'SurveyPage'),
})

/** Surveys, where they disagree with what is measured, whether value leads to loyalty, their templates. */
export const surveyPages = [surveysRoute, alertsRoute, chainRoute, templatesRoute, surveyRoute] as const
