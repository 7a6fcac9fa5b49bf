import type { FastifyInstance } from 'fastify'
import * as agreement from '#contract/sales/agreement.ts'
import * as opportunity from '#contract/sales/opportunity.ts'
import { changeRecord, createRecord, readRecord, removeRecord, restoreRecord } from '#server/dyads/keep-record.ts'
import { groupRecords, listRecords } from '#server/dyads/list-records.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { serve } from '#server/platform/serve.ts'
import { agreements } from './agreements.sql.ts'
import { agreementRules } from './keep-agreement.ts'
import { opportunityRules } from './keep-opportunity.ts'
import { readStages, saveStages } from './keep-stages.ts'
import { opportunities } from './opportunities.sql.ts'
import { readBoard } from './read-board.ts'
import { readYield } from './read-yield.ts'

type Opportunity = opportunity.Opportunity
type Agreement = agreement.Agreement

function opportunityRoutes(app: FastifyInstance, revalue: Revalue): void {
  const rules = opportunityRules(revalue)
  serve(app, opportunity.listOpportunities, ({ query }, ctx) => ctx.inTenant(tx => listRecords<Opportunity>(tx, ctx, opportunities, query)))
  serve(app, opportunity.groupOpportunities, ({ query }, ctx) => groupRecords(ctx, opportunities, query))
  serve(app, opportunity.readBoard, ({ query }, ctx) => readBoard(ctx, query))
  serve(app, opportunity.readYield, ({ query }, ctx) => readYield(ctx, query))
  serve(app, opportunity.readOpportunity, ({ params }, ctx) => readRecord<Opportunity>(ctx, rules, params.dyadId, params.opportunityId))
  serve(app, opportunity.createOpportunity, ({ params, body }, ctx) => createRecord<Opportunity>(ctx, rules, params.dyadId, body))
  serve(app, opportunity.updateOpportunity, ({ params, body }, ctx) =>
    changeRecord<Opportunity>(ctx, rules, params.dyadId, params.opportunityId, body),
  )
  serve(app, opportunity.removeOpportunity, ({ params }, ctx) => removeRecord(ctx, rules, params.dyadId, params.opportunityId))
  serve(app, opportunity.restoreOpportunity, ({ params }, ctx) =>
    restoreRecord<Opportunity>(ctx, rules, params.dyadId, params.opportunityId),
  )
  serve(app, opportunity.readStages, (_, ctx) => readStages(ctx))
  serve(app, opportunity.saveStages, ({ body }, ctx) => saveStages(ctx, body))
}

function agreementRoutes(app: FastifyInstance): void {
  const rules = agreementRules
  serve(app, agreement.listAgreements, ({ query }, ctx) => ctx.inTenant(tx => listRecords<Agreement>(tx, ctx, agreements, query)))
  serve(app, agreement.groupAgreements, ({ query }, ctx) => groupRecords(ctx, agreements, query))
  serve(app, agreement.readAgreement, ({ params }, ctx) => readRecord<Agreement>(ctx, rules, params.dyadId, params.agreementId))
  serve(app, agreement.createAgreement, ({ params, body }, ctx) => createRecord<Agreement>(ctx, rules, params.dyadId, body))
  serve(app, agreement.updateAgreement, ({ params, body }, ctx) =>
    changeRecord<Agreement>(ctx, rules, params.dyadId, params.agreementId, body),
  )
  serve(app, agreement.removeAgreement, ({ params }, ctx) => removeRecord(ctx, rules, params.dyadId, params.agreementId))
  serve(app, agreement.restoreAgreement, ({ params }, ctx) => restoreRecord<Agreement>(ctx, rules, params.dyadId, params.agreementId))
}

/** Opportunities with their stages, and agreements. */
export function salesRoutes(app: FastifyInstance, revalue: Revalue): void {
  opportunityRoutes(app, revalue)
  agreementRoutes(app)
}
