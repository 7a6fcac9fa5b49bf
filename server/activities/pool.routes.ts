import type { FastifyInstance } from 'fastify'
import * as ownership from '#contract/activities/ownership.ts'
import * as pool from '#contract/activities/pool.ts'
import { serve } from '#server/platform/serve.ts'
import { claimCustomers } from './claim-customers.ts'
import { keepCollaborator, removeCollaborator } from './keep-collaborators.ts'
import { createPool, listPools, removePool, updatePool } from './keep-pools.ts'
import { listPooled, listResting } from './list-pooled.ts'
import { lockCustomer } from './lock-customer.ts'
import { assignCustomers, releaseCustomers } from './move-customers.ts'
import { previewTransfer } from './plan-transfer.ts'
import { definePoolJobs } from './pool.jobs.ts'
import { readOwnership } from './read-ownership.ts'
import { listOwners, listTransfers, startTransfer, undoTransfer } from './start-transfer.ts'

/** Public pools, who owns and shares a customer, and handing over. */
export function poolRoutes(app: FastifyInstance): void {
  definePoolJobs(app.platform)
  serve(app, pool.listPools, (_, ctx) => listPools(ctx))
  serve(app, pool.createPool, ({ body }, ctx) => createPool(ctx, body))
  serve(app, pool.updatePool, ({ params, body }, ctx) => updatePool(ctx, params.poolId, body))
  serve(app, pool.removePool, ({ params, body }, ctx) => removePool(ctx, params.poolId, body.moveTo))
  serve(app, pool.listPooled, ({ params, query }, ctx) => listPooled(ctx, params.poolId, query))
  serve(app, pool.claimCustomers, ({ params, body }, ctx) => claimCustomers(ctx, params.poolId, body))
  serve(app, pool.releaseCustomers, ({ body }, ctx) => releaseCustomers(ctx, body))
  serve(app, pool.assignCustomers, ({ body }, ctx) => assignCustomers(ctx, body))
  serve(app, pool.listResting, (_, ctx) => listResting(ctx))
  serve(app, ownership.readOwnership, ({ params }, ctx) => readOwnership(ctx, params.dyadId))
  serve(app, ownership.lockCustomer, ({ params, body }, ctx) => lockCustomer(ctx, params.dyadId, true, body.reason))
  serve(app, ownership.unlockCustomer, ({ params, body }, ctx) => lockCustomer(ctx, params.dyadId, false, body.reason))
  serve(app, ownership.keepCollaborator, ({ params, body }, ctx) => keepCollaborator(ctx, params.dyadId, params.userId, body.mayWrite))
  serve(app, ownership.removeCollaborator, ({ params }, ctx) => removeCollaborator(ctx, params.dyadId, params.userId))
  serve(app, ownership.previewTransfer, ({ body }, ctx) => previewTransfer(ctx, body))
  serve(app, ownership.startTransfer, ({ body }, ctx) => startTransfer(ctx, body))
  serve(app, ownership.listTransfers, ({ query }, ctx) => listTransfers(ctx, query.after))
  serve(app, ownership.undoTransfer, ({ params }, ctx) => undoTransfer(ctx, params.transferId))
  serve(app, ownership.listOwners, (_, ctx) => listOwners(ctx))
}
