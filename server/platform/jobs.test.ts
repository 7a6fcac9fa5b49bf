import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '#contract/platform/jobs.ts'
import { type Browser, memberBrowser, plantTenant, signInAs, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inTenant } from './database.ts'
import { Refusal } from './errors.ts'
import { type Jobs, openJobs } from './jobs.ts'

let product: TestApp
let tenantId: string
let admin: Browser & { userId: string }
const tries: number[] = []
const atWork = { now: 0, most: 0 }

function defineKinds(jobs: Jobs): void {
  jobs.define<{ to: number }>('count', async ({ data, report, signal }) => {
    for (let done = 1; done <= data.to; done++) {
      report({ step: 'counting', done, total: data.to })
      await wait(10, undefined, { signal })
    }
    return { counted: data.to }
  })
  jobs.define('refuse', async () => {
    throw new Refusal('invalid', ['第 3 行没有日期。', 'Row 3 has no date.'])
  })
  jobs.define('break', async () => {
    throw new Error('a secret of the server')
  })
  for (const kind of ['here', 'there'])
    jobs.define(kind, async () => {
      atWork.now++
      atWork.most = Math.max(atWork.most, atWork.now)
      await wait(1500)
      atWork.now--
    })
  jobs.define('again', async ({ attempt, signal }) => {
    tries.push(attempt)
    if (attempt === 0) await wait(60_000, undefined, { signal })
    return attempt
  })
}

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  admin = await memberBrowser(product, tenantId)
  defineKinds(product.platform.jobs)
  await product.platform.jobs.start()
})
afterAll(() => product.close())

const enqueue = (kind: string, data: object = {}, userId = admin.userId) =>
  inTenant(product.platform.db, { tenantId, userId }, tx =>
    product.platform.jobs.enqueue(tx, { tenantId, userId }, { kind, data, subject: { about: kind } }),
  )
const read = async (jobId: string): Promise<Job> => (await admin.call('GET', `/api/jobs/${jobId}`)).json()

async function until(jobId: string, fits: (job: Job) => boolean): Promise<Job> {
  for (let n = 0; n < 400; n++) {
    const job = await read(jobId)
    if (fits(job)) return job
    await wait(50)
  }
  throw new Error(`the job never came there: ${JSON.stringify(await read(jobId))}`)
}
const ended = (job: Job) => ['done', 'failed', 'cancelled'].includes(job.state)

/** How many jobs of two kinds were at work at once. */
async function mostAtOnce(group: string | undefined): Promise<number> {
  atWork.most = 0
  const who = { tenantId, userId: admin.userId }
  const order = (kind: string) => ({ kind, ...(group === undefined ? {} : { group }) })
  const jobIds = await inTenant(product.platform.db, who, tx =>
    Promise.all(['here', 'there', 'here'].map(kind => product.platform.jobs.enqueue(tx, who, order(kind)))),
  )
  for (const jobId of jobIds) await until(jobId, job => job.state === 'done')
  return atWork.most
}

test('two kinds run beside each other, but not where they belong to one group', { timeout: 30_000 }, async () => {
  expect(await mostAtOnce(undefined)).toBe(2)
  expect(await mostAtOnce('both')).toBe(1)
})

test('a job runs, tells how far it is, and keeps its result', async () => {
  const jobId = await enqueue('count', { to: 50 })
  const running = await until(jobId, job => (job.progress.done ?? 0) > 3)
  expect(running).toMatchObject({ state: 'running', progress: { step: 'counting', total: 50 } })
  expect(await until(jobId, ended)).toMatchObject({
    state: 'done',
    result: { counted: 50 },
    error: null,
    subject: { about: 'count' },
    createdBy: admin.userId,
  })
})

test('what is enqueued in a transaction that fails never runs', async () => {
  let jobId = ''
  const work = inTenant(product.platform.db, { tenantId }, async tx => {
    jobId = await product.platform.jobs.enqueue(tx, { tenantId }, { kind: 'count', data: { to: 1 } })
    throw new Error('rolled back')
  })
  await expect(work).rejects.toThrow('rolled back')
  expect((await admin.call('GET', `/api/jobs/${jobId}`)).statusCode).toBe(404)
  expect(await query(product.database.admin, 'select 1 from job.job where id = $1', [jobId])).toEqual([])
})

test('a refusal is shown as the error in both languages, a fault only with its number', async () => {
  const refused = await until(await enqueue('refuse'), ended)
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'invalid', zh: '第 3 行没有日期。', en: 'Row 3 has no date.' } })
  const broken = await until(await enqueue('break'), ended)
  expect(broken).toMatchObject({ state: 'failed', error: { code: 'fault' } })
  expect(JSON.stringify(broken)).not.toContain('secret')
})

test('a running job stops when it is cancelled, and a waiting one never starts', async () => {
  const jobId = await enqueue('count', { to: 5000 })
  await until(jobId, job => job.state === 'running')
  expect((await admin.call('POST', `/api/jobs/${jobId}/cancel`, {})).json().cancelRequested).toBe(true)
  expect(await until(jobId, ended)).toMatchObject({ state: 'cancelled' })
  expect((await admin.call('POST', `/api/jobs/${jobId}/cancel`, {})).statusCode).toBe(409)
  const [first, second] = [await enqueue('count', { to: 100 }), await enqueue('count', { to: 100 })]
  expect((await admin.call('POST', `/api/jobs/${second}/cancel`, {})).json().state).toBe('cancelled')
  await until(first, ended)
  expect((await read(second)).startedAt).toBeNull()
})

test('the stream shows a job move to its end, and then ends', async () => {
  const jobId = await enqueue('count', { to: 120 })
  const answer = await admin.call('GET', `/api/jobs/${jobId}/events`)
  expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  const events = answer.body.split('\n\n').flatMap(part => (part.startsWith('data: ') ? [JSON.parse(part.slice(6)) as Job] : []))
  expect(events.length).toBeGreaterThan(2)
  expect(events.at(-1)).toMatchObject({ jobId, state: 'done' })
})

test('a stream ends when its session is ended, not at its next beat', { timeout: 12_000 }, async () => {
  const member = await memberBrowser(product, tenantId, { role: 'viewer' })
  const elsewhere = await signInAs(product, member.email)
  const watched = elsewhere.call('GET', '/api/jobs/events')
  const sessions = async () => (await member.call('GET', '/api/me/sessions')).json().rows as { sessionId: string; current: boolean }[]
  const other = (await sessions()).find(({ current }) => !current)
  expect((await member.call('DELETE', `/api/me/sessions/${other?.sessionId}`)).statusCode).toBe(200)
  expect((await watched).headers['content-type']).toBe('text/event-stream; charset=utf-8')
  const own = member.call('GET', '/api/jobs/events')
  await sessions()
  expect((await admin.call('PATCH', `/api/users/${member.userId}`, { version: 1, disabled: true })).statusCode).toBe(200)
  await own
})

test('others see only their own jobs, on every way', async () => {
  const jobId = await enqueue('count', { to: 1 })
  const viewer = await memberBrowser(product, tenantId, { role: 'viewer' })
  for (const url of [`/api/jobs/${jobId}`, `/api/jobs/${jobId}/events`]) expect((await viewer.call('GET', url)).statusCode).toBe(404)
  expect((await viewer.call('POST', `/api/jobs/${jobId}/cancel`, {})).statusCode).toBe(404)
  expect((await viewer.call('GET', '/api/jobs')).json().rows).toEqual([])
  const own = await enqueue('count', { to: 1 }, viewer.userId)
  expect((await viewer.call('GET', '/api/jobs')).json().rows.map((job: Job) => job.jobId)).toEqual([own])
})

test('a stop lets the job go, and the next start runs it again', async () => {
  const jobId = await enqueue('again')
  await until(jobId, job => job.state === 'running')
  await product.platform.jobs.stop()
  expect((await read(jobId)).state).toBe('queued')
  const { db, pool } = product.platform
  const next = openJobs({ db, pool, log: pino({ level: 'silent' }), now: () => new Date() })
  defineKinds(next)
  await next.start()
  expect(await until(jobId, ended)).toMatchObject({ state: 'done', result: 1 })
  expect(tries).toEqual([0, 1])
  await next.stop()
})

const program = (runtime: unknown) => `
import { pino } from 'pino'
import { openDatabase, openPool } from '#server/platform/database.ts'
import { openJobs } from '#server/platform/jobs.ts'
const pool = openPool(${JSON.stringify(runtime)})
const jobs = openJobs({ db: openDatabase(pool), pool, log: pino({ level: 'silent' }), now: () => new Date() })
jobs.define('killed', async job => {
  job.report({ done: 1 })
  console.log('running')
  await new Promise(resolve => setTimeout(resolve, 60_000))
})
await jobs.start()
`

test('a job whose process was killed runs again as soon as the product is back', async () => {
  const jobId = await enqueue('killed')
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program(product.database.runtime)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect((await read(jobId)).state).toBe('running')
  const { db, pool } = product.platform
  const next = openJobs({ db, pool, log: pino({ level: 'silent' }), now: () => new Date() })
  next.define('killed', async ({ attempt }) => ({ attempt }))
  await next.start()
  expect(await until(jobId, ended)).toMatchObject({ state: 'done', result: { attempt: 1 } })
  await next.stop()
})
