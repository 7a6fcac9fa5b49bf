import type { FastifyInstance } from 'fastify'
import { readAttention as attention } from '#contract/strategy/attention.ts'
import * as next from '#contract/strategy/next-action.ts'
import * as plan from '#contract/strategy/plan.ts'
import { serve } from '#server/platform/serve.ts'
import { acceptKind, type AcceptOrder, acceptPlan, removePlan, startPlan } from './accept-plan.ts'
import { computePlan, makeKind, makePlan } from './make-plan.ts'
import { readAttention } from './read-attention.ts'
import { listNextActions, readNextAction } from './read-next-action.ts'
import { comparePlans, listChoices, listPlans, readPlan } from './read-plan.ts'
import { readUsualLimits } from './read-usual-limits.ts'

/** Plans of a quarter: made, shown, compared and accepted; and what comes next with each customer. */
export function planRoutes(app: FastifyInstance): void {
  const { platform } = app
  serve(app, plan.listPlans, (_, ctx) => listPlans(ctx))
  serve(app, plan.makePlan, ({ body }, ctx) => makePlan(ctx, body))
  serve(app, plan.readUsualLimits, (_, ctx) => readUsualLimits(ctx))
  serve(app, plan.readPlan, ({ params }, ctx) => readPlan(ctx, params.planId))
  serve(app, plan.listPlanChoices, ({ params, query }, ctx) => listChoices(ctx, params.planId, query))
  serve(app, plan.acceptPlan, ({ params, body }, ctx) => acceptPlan(ctx, params.planId, body))
  serve(app, plan.removePlan, ({ params }, ctx) => removePlan(ctx, params.planId))
  serve(app, plan.comparePlans, ({ params }, ctx) => comparePlans(ctx, params.planId, params.otherPlanId))
  serve(app, next.readNextAction, ({ params }, ctx) => readNextAction(ctx, params.dyadId))
  serve(app, next.listNextActions, ({ query }, ctx) => listNextActions(ctx, query))
  serve(app, attention, ({ query }, ctx) => readAttention(ctx, query))
  platform.jobs.define<{ readonly planId: string }>(makeKind, job => computePlan(platform, job))
  platform.jobs.define<AcceptOrder>(acceptKind, job => startPlan(platform, job))
}
