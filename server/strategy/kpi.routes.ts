import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/strategy/kpi.ts'
import { serve } from '#server/platform/serve.ts'
import { listKpiLines, readKpis, setKpiTarget } from './read-kpi.ts'

/** The key figures of the firm, their targets, and the customers behind them. */
export function kpiRoutes(app: FastifyInstance): void {
  serve(app, contract.readKpis, (_, ctx) => readKpis(ctx))
  serve(app, contract.setKpiTarget, ({ body }, ctx) => setKpiTarget(ctx, body))
  serve(app, contract.listKpiLines, ({ query }, ctx) => listKpiLines(ctx, query))
}
