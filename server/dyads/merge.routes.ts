import type { FastifyInstance } from 'fastify'
import * as duplicate from '#contract/dyads/duplicate.ts'
import * as merge from '#contract/dyads/merge.ts'
import { serve } from '#server/platform/serve.ts'
import { decideDuplicate, listDuplicates } from './list-duplicates.ts'
import { mergeParties, type MergeFollowers } from './merge-parties.ts'
import { listMerges, previewMerge } from './read-merge.ts'
import { defineDuplicateJobs, sweepNow } from './sweep-duplicates.ts'
import { undoMerge } from './undo-merge.ts'

/** Those that may be one: found, kept apart, merged, and merged no more. */
export function mergeRoutes(app: FastifyInstance, followers: MergeFollowers): void {
  defineDuplicateJobs(app.platform)
  serve(app, duplicate.listDuplicates, ({ query }, ctx) => listDuplicates(ctx, query))
  serve(app, duplicate.decideDuplicate, ({ params, body }, ctx) => decideDuplicate(ctx, params, body))
  serve(app, duplicate.sweepDuplicates, (_, ctx) => sweepNow(ctx))
  serve(app, merge.previewMerge, ({ query }, ctx) => previewMerge(ctx, query))
  serve(app, merge.listMerges, ({ query }, ctx) => listMerges(ctx, query))
  serve(app, merge.mergeParties, ({ body }, ctx) => mergeParties(ctx, followers, body))
  serve(app, merge.undoMerge, ({ params }, ctx) => undoMerge(ctx, followers, params.mergeId))
}
