import type { FastifyInstance } from 'fastify'
import * as hygiene from '#contract/strategy/hygiene.ts'
import * as run from '#contract/strategy/play-run.ts'
import * as play from '#contract/strategy/play.ts'
import { serve } from '#server/platform/serve.ts'
import { changeRun } from './change-run.ts'
import { checkHygiene, withdrawCheck } from './check-hygiene.ts'
import { createPlay, revisePlay } from './edit-play.ts'
import { readCare, setCareBudget } from './keep-care.ts'
import { countFitting, listFitting } from './list-fitting.ts'
import { listHygieneLines } from './list-hygiene-lines.ts'
import { listPlays, listVersions } from './list-plays.ts'
import { groupRuns, listRuns } from './list-runs.ts'
import { definePlayJobs } from './play.jobs.ts'
import { readCustomerPlays } from './read-customer-plays.ts'
import { readRun } from './read-run.ts'
import { removePlay, restorePlay } from './remove-play.ts'
import { startRun } from './start-run.ts'
import { stopRun } from './stop-play.ts'

/** The playbooks, what is at work with customers, the basic duties, and care. */
export function playRoutes(app: FastifyInstance): void {
  serve(app, play.listPlays, ({ query }, ctx) => listPlays(ctx, query.removed === true))
  serve(app, play.countFitting, (_, ctx) => countFitting(ctx))
  serve(app, play.createPlay, ({ body }, ctx) => createPlay(ctx, body))
  serve(app, play.revisePlay, ({ params, body }, ctx) => revisePlay(ctx, params.playId, body))
  serve(app, play.removePlay, ({ params }, ctx) => removePlay(ctx, params.playId))
  serve(app, play.restorePlay, ({ params }, ctx) => restorePlay(ctx, params.playId))
  serve(app, play.listPlayVersions, ({ params }, ctx) => listVersions(ctx, params.playId))
  serve(app, play.listFitting, ({ params, query }, ctx) => listFitting(ctx, params.playId, query.startable === true))
  serve(app, run.listPlayRuns, ({ query }, ctx) => listRuns(ctx, query))
  serve(app, run.groupPlayRuns, ({ query }, ctx) => groupRuns(ctx, query))
  serve(app, run.readPlayRun, ({ params }, ctx) => readRun(ctx, params.dyadId, params.playRunId))
  serve(app, run.startPlayRun, ({ params, body }, ctx) => startRun(ctx, params.dyadId, body))
  serve(app, run.changePlayRun, ({ params, body }, ctx) => changeRun(ctx, params.dyadId, params.playRunId, body))
  serve(app, run.stopPlayRun, ({ params, body }, ctx) => stopRun(ctx, params.dyadId, params.playRunId, body))
  serve(app, run.readCare, ({ query }, ctx) => readCare(ctx, query.year))
  serve(app, run.setCareBudget, ({ body }, ctx) => setCareBudget(ctx, body))
  serve(app, hygiene.readCustomerPlays, ({ params }, ctx) => readCustomerPlays(ctx, params.dyadId))
  serve(app, hygiene.listHygieneLines, ({ params, query }, ctx) => listHygieneLines(ctx, params.dyadId, query.duty))
  serve(app, hygiene.checkHygiene, ({ params, body }, ctx) => checkHygiene(ctx, params.dyadId, body))
  serve(app, hygiene.withdrawCheck, ({ params }, ctx) => withdrawCheck(ctx, params.dyadId, params.checkId))
  definePlayJobs(app.platform)
}
