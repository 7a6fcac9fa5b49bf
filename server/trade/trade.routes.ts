import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/trade.ts'
import { serve } from '#server/platform/serve.ts'
import { listCosts, listDeliveries, listOrders, listPayments, readOrder } from './list-trade.ts'
import { listFacts, listItems, readTrade } from './read-trade.ts'

/** What flowed between us and a customer, and the rows behind every number. */
export function tradeRoutes(app: FastifyInstance): void {
  serve(app, contract.listOrders, ({ params, query }, ctx) => listOrders(ctx, params.dyadId, query))
  serve(app, contract.readOrder, ({ params }, ctx) => readOrder(ctx, params.dyadId, params.orderId))
  serve(app, contract.listFacts, ({ params, query }, ctx) => listFacts(ctx, params.dyadId, query))
  serve(app, contract.listDeliveries, ({ params, query }, ctx) => listDeliveries(ctx, params.dyadId, query))
  serve(app, contract.listPayments, ({ params, query }, ctx) => listPayments(ctx, params.dyadId, query))
  serve(app, contract.listCosts, ({ params, query }, ctx) => listCosts(ctx, params.dyadId, query))
  serve(app, contract.listItems, ({ params, query }, ctx) => listItems(ctx, params.dyadId, query))
  serve(app, contract.readTrade, ({ params, query }, ctx) => readTrade(ctx, params.dyadId, query.to))
}
