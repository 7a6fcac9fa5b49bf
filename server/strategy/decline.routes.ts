import type { FastifyInstance } from 'fastify'
import * as decline from '#contract/strategy/decline.ts'
import { serve } from '#server/platform/serve.ts'
import { chooseDeclineCause } from './choose-decline-cause.ts'
import { decideDeclineCase } from './decide-decline-case.ts'
import { checkSecondYear, endDeclineCase } from './end-decline-case.ts'
import { readWinBack, saveWinBack } from './keep-win-back-settings.ts'
import { groupDeclineCases, listCustomerCases, listDeclineCases } from './list-decline-cases.ts'
import { listDeclineLines } from './list-decline-lines.ts'
import { openDeclineCase } from './open-decline-case.ts'
import { readDeclineCase } from './read-decline-case.ts'

/** Customers that fall: why, whether winning them back pays, what was decided and what came of it. */
export function declineRoutes(app: FastifyInstance): void {
  serve(app, decline.listDeclineCases, ({ query }, ctx) => listDeclineCases(ctx, query))
  serve(app, decline.groupDeclineCases, ({ query }, ctx) => groupDeclineCases(ctx, query))
  serve(app, decline.listCustomerCases, ({ params }, ctx) => listCustomerCases(ctx, params.dyadId))
  serve(app, decline.openDeclineCase, ({ params, body }, ctx) => openDeclineCase(ctx, params.dyadId, body))
  serve(app, decline.readDeclineCase, ({ params }, ctx) => readDeclineCase(ctx, params.dyadId, params.caseId))
  serve(app, decline.listDeclineLines, ({ params, query }, ctx) => listDeclineLines(ctx, params, query))
  serve(app, decline.chooseDeclineCause, ({ params, body }, ctx) => chooseDeclineCause(ctx, params, body))
  serve(app, decline.decideDeclineCase, ({ params, body }, ctx) => decideDeclineCase(ctx, params, body))
  serve(app, decline.endDeclineCase, ({ params, body }, ctx) => endDeclineCase(ctx, params, body))
  serve(app, decline.checkSecondYear, ({ params, body }, ctx) => checkSecondYear(ctx, params, body))
  serve(app, decline.readWinBack, (_, ctx) => readWinBack(ctx))
  serve(app, decline.saveWinBack, ({ body }, ctx) => saveWinBack(ctx, body))
}
