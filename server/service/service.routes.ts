import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/service/concern.ts'
import { changeRecord, createRecord, readRecord, removeRecord, restoreRecord } from '#server/dyads/keep-record.ts'
import { groupRecords, listRecords } from '#server/dyads/list-records.ts'
import { serve } from '#server/platform/serve.ts'
import { concerns } from './concerns.sql.ts'
import { concernRules } from './keep-concern.ts'
import { readServiceTimes, saveServiceTimes } from './keep-service-times.ts'

type Concern = contract.Concern

/** What customers raise, and within what time it is answered. */
export function serviceRoutes(app: FastifyInstance): void {
  serve(app, contract.listConcerns, ({ query }, ctx) => ctx.inTenant(tx => listRecords<Concern>(tx, ctx, concerns, query)))
  serve(app, contract.groupConcerns, ({ query }, ctx) => groupRecords(ctx, concerns, query))
  serve(app, contract.readConcern, ({ params }, ctx) => readRecord<Concern>(ctx, concernRules, params.dyadId, params.concernId))
  serve(app, contract.createConcern, ({ params, body }, ctx) => createRecord<Concern>(ctx, concernRules, params.dyadId, body))
  serve(app, contract.updateConcern, ({ params, body }, ctx) =>
    changeRecord<Concern>(ctx, concernRules, params.dyadId, params.concernId, body),
  )
  serve(app, contract.removeConcern, ({ params }, ctx) => removeRecord(ctx, concernRules, params.dyadId, params.concernId))
  serve(app, contract.restoreConcern, ({ params }, ctx) => restoreRecord<Concern>(ctx, concernRules, params.dyadId, params.concernId))
  serve(app, contract.readServiceTimes, (_, ctx) => readServiceTimes(ctx))
  serve(app, contract.saveServiceTimes, ({ body }, ctx) => saveServiceTimes(ctx, body))
}
