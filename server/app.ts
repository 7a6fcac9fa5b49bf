import type { FastifyInstance } from 'fastify'
import { activitiesExport } from '#server/activities/export-source.ts'
import { relationshipsExport } from '#server/relationships/export-source.ts'
import { declineCasesExport, playRunsExport } from '#server/strategy/export-sources.ts'
import { refreshRhythmsOf } from '#server/activities/refresh-rhythm.ts'
import { activitiesRoutes } from '#server/activities/activities.routes.ts'
import { poolRoutes } from '#server/activities/pool.routes.ts'
import { bondRoutes } from '#server/relationships/bond.routes.ts'
import { attachmentsRoutes } from '#server/dyads/attachments.routes.ts'
import { dyadsRoutes } from '#server/dyads/dyads.routes.ts'
import { mergeRoutes } from '#server/dyads/merge.routes.ts'
import { partiesRoutes } from '#server/dyads/parties.routes.ts'
import { privacyRoutes } from '#server/dyads/privacy.routes.ts'
import { enqueueSweep } from '#server/dyads/sweep-duplicates.ts'
import { contactsExport, customersExport } from '#server/dyads/export-sources.ts'
import { completenessRoutes } from '#server/dyads/import-completeness.ts'
import { historyRoutes } from '#server/home/history.routes.ts'
import { homeRoutes } from '#server/home/home.routes.ts'
import { tellReminders } from '#server/home/tell-reminders.ts'
import { intakeRoutes } from '#server/intake/intake.routes.ts'
import type { ImportEngine, OnFactsChanged } from '#server/intake/import-run.ts'
import type { Platform } from '#server/platform/context.ts'
import { customFieldRoutes } from '#server/platform/custom-field.routes.ts'
import { openHttp } from '#server/platform/http.ts'
import { enqueueReckoning } from '#server/platform/custom-field-jobs.ts'
import type { ExportSources } from '#server/platform/export-source.ts'
import { exportsRoutes } from '#server/platform/exports.routes.ts'
import { platformRoutes } from '#server/platform/platform.routes.ts'
import { agreementsExport, opportunitiesExport } from '#server/sales/export-sources.ts'
import { surveyRoutes } from '#server/relationships/survey.routes.ts'
import { salesRoutes } from '#server/sales/sales.routes.ts'
import { enqueueIdentify } from '#server/segments/enqueue-identify.ts'
import { rescorePresent } from '#server/segments/rescore-present.ts'
import { segmentsRoutes } from '#server/segments/segments.routes.ts'
import { concernsExport } from '#server/service/export-sources.ts'
import { serviceRoutes } from '#server/service/service.routes.ts'
import { importSteps } from '#server/trade/import-steps.ts'
import { areRollupsHeld, rebuildRollups } from '#server/trade/rollup.sql.ts'
import { planRoutes } from '#server/strategy/plan.routes.ts'
import { declineRoutes } from '#server/strategy/decline.routes.ts'
import { openDeclineCases } from '#server/strategy/open-decline-cases.ts'
import { allianceRoutes } from '#server/strategy/alliance.routes.ts'
import { effectRoutes } from '#server/strategy/effect.routes.ts'
import { kpiRoutes } from '#server/strategy/kpi.routes.ts'
import { playRoutes } from '#server/strategy/play.routes.ts'
import { followTasks } from '#server/strategy/settle-runs.ts'
import { tradeRoutes } from '#server/trade/trade.routes.ts'
import { valueRoutes } from '#server/value/value.routes.ts'
import { walletRoutes } from '#server/value/wallet.routes.ts'

/** What runs imports: behind the endpoints, for the demo company and the command line. */
export function importEngineOf({ db, pool, config, jobs, now, log }: Platform): ImportEngine {
  const onFactsChanged: OnFactsChanged = async (tx, actor, { deed, importId }) => {
    await enqueueIdentify(jobs, tx, actor, deed === 'undo' ? 'import_undone' : 'import')
    await enqueueReckoning(jobs, tx, actor)
    if (deed === 'publish') await enqueueSweep(jobs, tx, actor, importId)
  }
  return { db, pool, data: config.data, steps: importSteps, onFactsChanged, now, log }
}

/** The lists that can be written to files, under the names that the contract gives them. */
const exportSources: ExportSources = {
  customers: customersExport,
  contacts: contactsExport,
  opportunities: opportunitiesExport,
  agreements: agreementsExport,
  concerns: concernsExport,
  activities: activitiesExport,
  relationships: relationshipsExport,
  play_runs: playRunsExport,
  decline_cases: declineCasesExport,
}

/** Every room's endpoints, in the order of the house. */
const rooms = [
  platformRoutes,
  customFieldRoutes,
  (app: FastifyInstance) => intakeRoutes(app, importEngineOf(app.platform)),
  completenessRoutes,
  (app: FastifyInstance) => dyadsRoutes(app, enqueueIdentify),
  partiesRoutes,
  privacyRoutes,
  attachmentsRoutes,
  tradeRoutes,
  serviceRoutes,
  poolRoutes,
  (app: FastifyInstance) => activitiesRoutes(app, tellReminders, followTasks),
  valueRoutes,
  (app: FastifyInstance) => walletRoutes(app, enqueueIdentify),
  (app: FastifyInstance) => segmentsRoutes(app, openDeclineCases),
  (app: FastifyInstance) => surveyRoutes(app, enqueueIdentify),
  bondRoutes,
  (app: FastifyInstance) =>
    mergeRoutes(app, {
      areRollupsHeld,
      rebuildRollups,
      revalue: enqueueIdentify,
      rescore: rescorePresent,
      refreshRhythms: refreshRhythmsOf,
    }),
  playRoutes,
  allianceRoutes,
  kpiRoutes,
  declineRoutes,
  planRoutes,
  effectRoutes,
  (app: FastifyInstance) => salesRoutes(app, enqueueIdentify),
  (app: FastifyInstance) => exportsRoutes(app, exportSources),
  homeRoutes,
  (app: FastifyInstance) => historyRoutes(app, enqueueIdentify),
]

/** Builds the server with all its rooms; it listens to nothing yet. `webFolder` is where the built web client lies. */
export async function buildApp(platform: Platform, webFolder?: string): Promise<FastifyInstance> {
  const app = await openHttp(platform, webFolder)
  for (const bind of rooms) bind(app)
  await app.ready()
  return app
}
