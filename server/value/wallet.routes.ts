import type { FastifyInstance } from 'fastify'
import * as wallet from '#contract/value/wallet.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { serve, serveFile } from '#server/platform/serve.ts'
import { enterWallet } from './enter-wallet.ts'
import { exportHeadRoom } from './export-head-room.ts'
import { listHeadRoom, readWalletRun } from './list-head-room.ts'
import { openWallet, readWallet } from './read-wallet.ts'
import { reckonWallets } from './reckon-wallets.ts'
import { walletsKind } from './wallet-jobs.sql.ts'

/** Wallets and what is to be won of them; names the work of reckoning them. */
export function walletRoutes(app: FastifyInstance, revalue: Revalue): void {
  app.platform.jobs.define(walletsKind, job => reckonWallets(app.platform, job))
  serve(app, wallet.readWalletRun, (_, ctx) => readWalletRun(ctx))
  serve(app, wallet.listHeadRoom, ({ query }, ctx) => listHeadRoom(ctx, query))
  serveFile(app, wallet.exportHeadRoom, ({ query }, ctx) => exportHeadRoom(ctx, query))
  serve(app, wallet.readWallet, ({ params }, ctx) => readWallet(ctx, params.dyadId))
  serve(app, wallet.openWallet, ({ params }, ctx) => openWallet(ctx, params.dyadId, params.categoryId))
  serve(app, wallet.enterWallet, ({ params, body }, ctx) => enterWallet(ctx, revalue, params.dyadId, body))
}
