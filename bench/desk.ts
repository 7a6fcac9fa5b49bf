import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { csvOf } from '#core/demo/csv.ts'
import { generate } from '#core/demo/generate.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { type Call, caller, signedIn, untilJobsRest } from './caller.ts'
import { countBook, fillBook, sampleCustomers, withDatabase } from './desk-book.sql.ts'
import { desksOf, measure } from './desk-calls.ts'
import { type BenchProduct, productCpuSeconds, removeFolder, rounded, startProduct, temporaryFolder } from './product.ts'

const [calls, warm, sampled] = [500, 80, 2000]
const password = 'a bench of figures 1'
const manager = { name: '经理', email: 'manager@lianke.example.com', password }
const seconds = (job: Record<string, unknown>) => rounded((Date.parse(String(job.finishedAt)) - Date.parse(String(job.startedAt))) / 1000)

/** The customers of the demo as a file, each an invented firm. */
function customerFile(customers: number): Blob {
  const demo = generate({ seed: 1, endDate: dayOf(2026, 6, 30), language: 'zh-CN', customers })
  const table = demo.tables.find(each => each.name === 'customers')
  if (table === undefined) throw new Error('the demo has no customers')
  return new Blob([...csvOf(table)])
}

/** Customer rows from the upload to the end of the last job: read, staged, published with what undoing needs, and compared for duplicates. */
async function importCustomers(product: BenchProduct, call: Call, customers: number): Promise<object> {
  const file = customerFile(customers)
  const [begun, cpu] = [performance.now(), productCpuSeconds(product)]
  const form = new FormData()
  form.append('files', file, '客户.csv')
  const { importId } = await call('POST', '/api/imports', form)
  await call('PATCH', `/api/imports/${String(importId)}`, { settings: { currency: 'CNY', setsBaseCurrency: true } })
  const asked = performance.now()
  await call('POST', `/api/imports/${String(importId)}/publish`, {})
  const jobs = await untilJobsRest(call)
  const [wall, spent] = [(performance.now() - begun) / 1000, productCpuSeconds(product) - cpu]
  const { counts } = (await call('GET', `/api/imports/${String(importId)}`)) as { counts: Record<string, unknown> }
  return {
    counts: { read: counts.read, accepted: counts.accepted, rejected: counts.rejected },
    uploadSeconds: rounded((asked - begun) / 1000),
    wallSeconds: rounded(wall),
    cpuSeconds: rounded(spent),
    jobs: jobs.map(job => ({ kind: job.kind, state: job.state, seconds: seconds(job) })),
    loadAverage: loadavg().map(load => rounded(load)),
  }
}

/** A department with a manager who sees it alone, and a colleague who owns customers of it. */
async function addPeople(call: Call) {
  const { departmentId } = await call('POST', '/api/departments', { name: '华东' })
  const place = { scope: 'department_tree', departmentId }
  const { userId } = await call('POST', '/api/users', { ...manager, ...place, role: 'manager' })
  const colleague = { name: '同事', email: 'colleague@lianke.example.com', password, role: 'account_manager', ...place, scope: 'own' }
  const { userId: colleagueId } = await call('POST', '/api/users', colleague)
  return { departmentId: String(departmentId), userId: String(userId), colleagueId: String(colleagueId) }
}

async function makeBook(product: BenchProduct, customers: number): Promise<object> {
  const call = await signedIn(product, 'CNY')
  const imported = await importCustomers(product, call, customers)
  const people = await addPeople(call)
  await withDatabase(product.folder, client => fillBook(client, people))
  return imported
}

async function departmentOf(call: Call): Promise<string> {
  const { session } = (await call('POST', '/api/session', { email: manager.email, password })) as {
    session: { place: { departmentId: string } }
  }
  return session.place.departmentId
}

/**
 * The desk at work: `desk [customers] [folder]`, 100,000 unless said otherwise. Imports that many invented customers and does each thing 500 times as a
 * manager who sees half of them by department, under the usual rules on fields and with the audit trail. With a folder the book is kept there, and
 * is not made again where it is.
 */
export async function bench(args: readonly string[]): Promise<object> {
  const customers = Number(args[0] ?? 100_000)
  const folder = args[1] ?? temporaryFolder()
  const isThere = existsSync(join(folder, '.lianke'))
  const product = await startProduct(folder)
  try {
    const imported = isThere ? undefined : await makeBook(product, customers)
    const call = await caller(product)
    const departmentId = await departmentOf(call)
    const [samples, book] = await withDatabase(folder, async client => [
      await sampleCustomers(client, departmentId, sampled),
      await countBook(client),
    ])
    const acts: object[] = []
    for (const desk of desksOf(samples, Date.now())) acts.push(await measure(product, call, desk, calls, warm))
    return { book, imported, acts, loadAverage: loadavg().map(load => rounded(load)) }
  } finally {
    await product.stop()
    if (args[1] === undefined) removeFolder(folder)
  }
}
