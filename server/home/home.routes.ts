import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/home.ts'
import * as digest from '#contract/platform/digest.ts'
import { serve } from '#server/platform/serve.ts'
import { readDigest, setDigest } from './keep-digest.ts'
import { listWork } from './list-work.ts'
import { readHome } from './read-home.ts'
import { searchAll } from './search-all.ts'
import { startDigests } from './send-digests.ts'

/** The page one comes to, and the search that reaches everything. */
export function homeRoutes(app: FastifyInstance): void {
  serve(app, contract.readHome, (_, ctx) => readHome(ctx))
  serve(app, contract.listWork, ({ query }, ctx) => listWork(ctx, query))
  serve(app, digest.readDigest, (_, ctx) => readDigest(ctx))
  serve(app, digest.setDigest, ({ body }, ctx) => setDigest(ctx, body.isWanted))
  startDigests(app.platform)
  serve(app, contract.search, ({ query }, ctx) => searchAll(ctx, query))
}
