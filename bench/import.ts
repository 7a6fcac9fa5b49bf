import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  databasePids,
  cpuSeconds,
  type BenchProduct,
  peakMb,
  productMb,
  removeFolder,
  residentMb,
  rounded,
  startProduct,
  temporaryFolder,
} from './product.ts'

type Call = (method: string, path: string, body?: object | FormData) => Promise<Record<string, unknown>>

/** Founds a company and answers a function that calls the API as its administrator. */
async function signedIn({ address }: BenchProduct, currency: string): Promise<Call> {
  let cookie = ''
  let csrf = ''
  const call: Call = async (method, path, body) => {
    const isForm = body instanceof FormData
    const headers = { cookie, 'x-lianke-csrf': csrf, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) }
    const answer = await fetch(`${address}${path}`, { method, headers, ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}) })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookie = [...cookie.split('; ').filter(each => each !== '' && each.split('=')[0] !== pair.split('=')[0]), pair].join('; ')
      if (pair.startsWith('lianke_csrf=')) csrf = decodeURIComponent(pair.slice('lianke_csrf='.length))
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  await call('GET', '/api/session')
  const administrator = { name: 'Bench', email: 'bench@lianke.example.com', password: 'a bench of figures 1' }
  await call('POST', '/api/company', { company: { name: 'Bench', baseCurrency: currency, timeZone: 'Asia/Shanghai' }, administrator })
  return call
}

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

/** Looks at the memory of the whole product again and again. Answers the most, in MB. */
async function watchMemory(product: BenchProduct, until: { done: boolean }): Promise<number> {
  let most = 0
  for (; !until.done; await wait(200)) most = Math.max(most, productMb(product))
  return most
}

async function untilJobsRest(call: Call): Promise<Record<string, unknown>[]> {
  for (;;) {
    const { rows } = (await call('GET', '/api/jobs')) as { rows: Record<string, unknown>[] }
    if (rows.length > 0 && rows.every(job => job.state !== 'queued' && job.state !== 'running')) return rows
    await wait(100)
  }
}

async function upload(call: Call, files: readonly string[]): Promise<string> {
  const form = new FormData()
  for (const file of files) form.append('files', await openAsBlob(file), basename(file))
  return String((await call('POST', '/api/imports', form)).importId)
}

/** Files from the upload to the finished map on the embedded database, with someone else at work: `import [--currency GBP] FILE...`. */
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
    const begun = performance.now()
    const importId = await upload(call, files)
    await call('PATCH', `/api/imports/${importId}`, { settings: { currency, setsBaseCurrency: true } })
    const uploaded = performance.now()
    await call('POST', `/api/imports/${importId}/publish`, {})
    const jobs = await untilJobsRest(call)
    const mapped = performance.now()
    until.done = true
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
      uploadToMapSeconds: rounded((mapped - begun) / 1000),
      cpuSeconds: rounded(cpuSeconds(product.pid) + databasePids(folder).reduce((sum, pid) => sum + cpuSeconds(pid), 0), 1),
      otherRequests: waits.length,
      otherRequestMedianMs: rounded(waits[Math.floor(waits.length / 2)] ?? 0, 1),
      otherRequestP99Ms: rounded(waits[Math.floor(waits.length * 0.99)] ?? 0, 1),
      otherRequestWorstMs: rounded(waits.at(-1) ?? 0, 1),
      serverIdleMb: rounded(idleMb, 0),
      serverPeakMb: rounded(peakMb(product.pid), 0),
      productIdleMb: rounded(productIdleMb, 0),
      productPeakMb: rounded(await memory, 0),
    }
  } finally {
    await product.stop()
    removeFolder(folder)
  }
}
