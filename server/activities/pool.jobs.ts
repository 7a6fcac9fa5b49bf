import type { Platform } from '#server/platform/context.ts'
import { recycleKind, recycleOverdue, recyclePools } from './recycle-pools.ts'
import { runTransfer, runUndo, transferKind, type TransferOrder, undoTransferKind } from './run-transfer.ts'

const lookMillis = 15 * 60_000

/** Names the work of pools and transfers, and looks four times an hour whether a firm's day has begun. */
export function definePoolJobs(platform: Platform): void {
  platform.jobs.define<TransferOrder>(transferKind, job => runTransfer(platform, job))
  platform.jobs.define<TransferOrder>(undoTransferKind, job => runUndo(platform, job))
  platform.jobs.define<object>(recycleKind, job => recyclePools(platform, job))
  const look = () => {
    if (platform.jobs.isRunning()) recycleOverdue(platform).catch(error => platform.log.warn({ err: error }, 'nightly look at pools'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
