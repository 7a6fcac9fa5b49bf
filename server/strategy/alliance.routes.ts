import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/relationships/alliance.ts'
import * as lists from '#contract/relationships/alliance-list.ts'
import { serve } from '#server/platform/serve.ts'
import { bindRegister } from '#server/relationships/bond.routes.ts'
import {
  allianceRegister,
  itemRegister,
  measureRegister,
  milestoneRegister,
  problemRegister,
  reviewRegister,
} from './alliance-registers.ts'
import { groupAlliances, groupProblems, listAlliances, listProblems } from './list-alliances.ts'
import { proposeAlliances, readAllianceWays } from './propose-alliances.ts'
import { readAlliance } from './read-alliance.ts'

/** Alliances with customers, all that hangs on them, and the problems that both sides solve. */
export function allianceRoutes(app: FastifyInstance): void {
  bindRegister(app, contract.alliances, allianceRegister)
  bindRegister(app, contract.allianceMeasures, measureRegister)
  bindRegister(app, contract.allianceMilestones, milestoneRegister)
  bindRegister(app, contract.allianceReviews, reviewRegister)
  bindRegister(app, contract.allianceItems, itemRegister)
  bindRegister(app, contract.jointProblems, problemRegister)
  serve(app, lists.listAlliances, ({ query }, ctx) => listAlliances(ctx, query))
  serve(app, lists.groupAlliances, ({ query }, ctx) => groupAlliances(ctx, query))
  serve(app, lists.listJointProblems, ({ query }, ctx) => listProblems(ctx, query))
  serve(app, lists.groupJointProblems, ({ query }, ctx) => groupProblems(ctx, query))
  serve(app, lists.readAlliance, ({ params }, ctx) => readAlliance(ctx, params.allianceId))
  serve(app, lists.readAllianceWays, ({ params }, ctx) => readAllianceWays(ctx, params.dyadId))
  serve(app, lists.listAllianceProposals, (_, ctx) => proposeAlliances(ctx))
}
