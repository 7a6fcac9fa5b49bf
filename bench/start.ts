import { setTimeout as wait } from 'node:timers/promises'
import { databasePids, removeFolder, residentMb, rounded, startProduct, temporaryFolder } from './product.ts'

/** First start with the demo company, second start, and what is resident a minute after it. */
export async function bench(): Promise<object> {
  const folder = temporaryFolder()
  try {
    const first = await startProduct(folder, [])
    await first.stop()
    const second = await startProduct(folder, [])
    await wait(60_000)
    const database = databasePids(folder).map(residentMb)
    const figures = {
      firstStartWithDemoSeconds: rounded(first.readySeconds),
      secondStartSeconds: rounded(second.readySeconds),
      serverMb: rounded(residentMb(second.pid), 0),
      databaseMb: rounded(
        database.reduce((sum, mb) => sum + mb, 0),
        0,
      ),
      databaseProcesses: database.length,
    }
    await second.stop()
    return figures
  } finally {
    removeFolder(folder)
  }
}
