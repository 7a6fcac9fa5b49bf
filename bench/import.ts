import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Call, signedIn, untilJobsRest } from './caller.ts'
import {
  type BenchProduct,
  databaseMb,
  peakMb,
  productCpuSeconds,
  productMb,
  removeFolder,
  residentMb,
  rounded,
  startProduct,
  temporaryFolder,
} from './product.ts'

/** Asks for something small again and again while the import runs. Answers the waits, in milliseconds. */
async function watchOthers(call: Call, until: { done: boolean }): Promise<number[]> {
  const waits: number[] = []
  while (!until.done) {
    const begun = performance.now()
    await call('GET', '/api/session')
    waits.push(performance.now() - begun)
    await wait(20)
  }
  return waits
}

type Peak = { readonly at: number; readonly mb: number; readonly databaseMb: number }

/** Looks at the memory of the whole product again and again. Answers the most, in MB, when that was, and what the database had of it. */
async function watchMemory(product: BenchProduct, until: { done: boolean }): Promise<Peak> {
  let most: Peak = { at: 0, mb: 0, databaseMb: 0 }
  for (; !until.done; await wait(200)) {
    const mb = productMb(product)
    if (mb > most.mb) most = { at: Date.now(), mb, databaseMb: databaseMb(product) }
  }
  return most
}

const runningAt = (jobs: readonly Record<string, unknown>[], at: number) =>
  jobs.filter(job => Date.parse(String(job.startedAt)) <= at && at <= Date.parse(String(job.finishedAt))).map(({ kind }) => kind)

/** When the first map stood: the end of the recalculation after the import. What follows it (wallets, the test of the forecast) leaves it as it is or comes after. */
const mappedAt = (jobs: readonly Record<string, unknown>[]) =>
  Math.min(...jobs.filter(job => job.kind === 'identify').map(job => Date.parse(String(job.finishedAt))))

async function upload(call: Call, files: readonly string[]): Promise<string> {
  const form = new FormData()
  for (const file of files) form.append('files', await openAsBlob(file), basename(file))
  return String((await call('POST', '/api/imports', form)).importId)
}

/** Files from the upload to the finished map, and until no job is left, on the embedded database with someone else at work: `import [--currency GBP] FILE...`. */
export async function bench(args: readonly string[]): Promise<object> {
  const at = args.indexOf('--currency')
  const currency = at === -1 ? 'CNY' : (args[at + 1] ?? 'CNY')
  const files = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1))
  const folder = temporaryFolder()
  const product = await startProduct(folder)
  try {
    const call = await signedIn(product, currency)
    await wait(3000)
    const [idleMb, productIdleMb] = [residentMb(product.pid), productMb(product)]
    const until = { done: false }
    const others = watchOthers(call, until)
    const memory = watchMemory(product, until)
    const [begun, begunAt] = [performance.now(), Date.now()]
    const importId = await upload(call, files)
    await call('PATCH', `/api/imports/${importId}`, { settings: { currency, setsBaseCurrency: true } })
    const uploaded = performance.now()
    await call('POST', `/api/imports/${importId}/publish`, {})
    const jobs = await untilJobsRest(call)
    const rested = performance.now()
    until.done = true
    const peak = await memory
    const waits = (await others).sort((a, b) => a - b)
    const { counts } = (await call('GET', `/api/imports/${importId}`)) as { counts: Record<string, unknown> }
    return {
      counts: { read: counts.read, accepted: counts.accepted, rejected: counts.rejected },
      jobs: jobs.map(job => ({
        kind: job.kind,
        state: job.state,
        seconds: rounded((Date.parse(String(job.finishedAt)) - Date.parse(String(job.startedAt))) / 1000),
      })),
      uploadSeconds: rounded((uploaded - begun) / 1000),
      uploadToMapSeconds: rounded((mappedAt(jobs) - begunAt) / 1000),
      uploadToRestSeconds: rounded((rested - begun) / 1000),
      cpuSeconds: rounded(productCpuSeconds(product), 1),
      otherRequests: waits.length,
      otherRequestMedianMs: rounded(waits[Math.floor(waits.length / 2)] ?? 0, 1),
      otherRequestP99Ms: rounded(waits[Math.floor(waits.length * 0.99)] ?? 0, 1),
      otherRequestWorstMs: rounded(waits.at(-1) ?? 0, 1),
      serverIdleMb: rounded(idleMb, 0),
      serverPeakMb: rounded(peakMb(product.pid), 0),
      productIdleMb: rounded(productIdleMb, 0),
      productPeakMb: rounded(peak.mb, 0),
      productPeakOfDatabaseMb: rounded(peak.databaseMb, 0),
      productPeakDuring: runningAt(jobs, peak.at),
    }
  } finally {
    await product.stop()
    removeFolder(folder)
  }
}
