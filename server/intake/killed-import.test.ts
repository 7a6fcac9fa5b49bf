import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import } from '#contract/intake.ts'
import { importSteps } from '#server/trade/import-steps.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { upload } from '#testing/import-files.ts'
import { folderOf, type ImportEngine } from './import-run.ts'
import { holdImport } from './import-lock.sql.ts'
import { recoverImports } from './recover-imports.ts'
import { discardImport, publishImport } from './work-import.ts'

let product: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const lines = 40_000
const line = (at: number) =>
  `${Math.floor(at / 5)},${at % 5},K${at % 700},2026-0${1 + (at % 9)}-1${Math.floor(at / 5) % 9},I${at % 300},2,${(at % 97) + 1}.50`
/** Each order has one customer and day; every 5,000th line has a date that is none. */
const file = (mark: string) =>
  `Order,Line,Customer,Date,Item,Quantity,Unit price\n${Array.from({ length: lines }, (_, at) => {
    const order = Math.floor(at / 5) * 5
    const text = `${mark}${line(order).replace(/^(\d+),\d+/, `$1,${at % 5}`)}`
    return at % 5_000 === 4_999 ? text.replace(/2026-\d\d-\d\d/, 'soon') : text
  }).join('\n')}\n`

const engine = (): ImportEngine => ({
  db: product.platform.db,
  pool: product.platform.pool,
  data: product.platform.config.data,
  steps: importSteps,
  onFactsChanged: async () => {},
  now: () => new Date(),
  log: pino({ level: 'silent' }),
})

const folder = (importId: string) => folderOf(product.platform.config.data, importId)

async function killAt(importId: string, step: string, count: number): Promise<void> {
  const { runtime } = product.database
  const told = { runtime, data: product.platform.config.data, actor: { tenantId, userId: boss.userId }, importId, step, count }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../testing/import-until-killed.ts'), JSON.stringify(told)], {
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal, `${step} ${count}`).toBe('SIGKILL')
}

const published = `exists (select 1 from app.import i where i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published')`
const seen = async (importId: string) =>
  (
    await query(
      product.database.admin,
      `select (select count(*)::int from app.sales_order o where o.tenant_id = $1 and o.import_id = $2 and ${published}) as orders,
        (select count(*)::int from app.order_line o where o.tenant_id = $1 and o.import_id = $2 and ${published}) as lines,
        (select count(*)::int from app.dyad o where o.tenant_id = $1 and o.import_id = $2 and o.is_published) as dyads,
        (select count(*)::int from app.import_rejection r where r.tenant_id = $1 and r.import_id = $2) as rejected,
        (select coalesce(sum(net_sales_minor), 0)::float8 from app.dyad_day d where d.tenant_id = $1) as net`,
      [tenantId, importId],
    )
  )[0] as { orders: number; lines: number; dyads: number; rejected: number; net: number }

const publish = (importId: string) =>
  publishImport(engine(), { actor: { tenantId, userId: boss.userId }, importId, signal: new AbortController().signal, report: () => {} })

const moments: readonly (readonly [string, number])[] = [
  ['reading', 1],
  ['reading', 3],
  ['matching', 1],
  ['writing', 1],
  ['totals', 1],
]

let net = 0
for (const [at, [step, count]] of moments.entries())
  test(`killed at ${step} ${count}, nothing is seen; started again, it is all there, once`, { timeout: 60_000 }, async () => {
    const { importId } = (await upload(boss, { 'lines.csv': file(`${at}-`) }, { source: `killed ${at}` })).json() as Import
    await killAt(importId, step, count)
    expect(await seen(importId)).toMatchObject({ orders: 0, lines: 0, dyads: 0, net: net * at })
    const counts = await publish(importId)
    expect(counts).toMatchObject({ read: lines, accepted: lines - 8, rejected: 8, unchanged: 0 })
    const now = await seen(importId)
    expect(now).toMatchObject({ orders: lines / 5, lines: lines - 8, rejected: 8 })
    if (at === 0) net = now.net
    expect(now.net).toBe(net * (at + 1))
    expect(await publish(importId)).toEqual(counts)
    const [left] = await query(product.database.admin, `select count(*)::int as rows from app.staged_line where import_id = $1`, [importId])
    expect(left).toEqual({ rows: 0 })
  })

test('what a crash of the database took from the staging tables is read again', { timeout: 60_000 }, async () => {
  const { importId } = (await upload(boss, { 'lines.csv': file('x-') }, { source: 'crashed' })).json() as Import
  await killAt(importId, 'writing', 1)
  for (const table of ['staged_line', 'staged_order', 'staged_party', 'staged_item', 'import_step'])
    await query(product.database.admin, `delete from app.${table} where import_id = $1`, [importId])
  expect(await publish(importId)).toMatchObject({ read: lines, accepted: lines - 8, rejected: 8 })
  expect(await seen(importId)).toMatchObject({ orders: lines / 5, lines: lines - 8 })
})

test('at a start, an import in the middle that nobody goes on with says that it was interrupted; published again, it is whole', {
  timeout: 60_000,
}, async () => {
  const { importId } = (await upload(boss, { 'lines.csv': file('i-') }, { source: 'interrupted' })).json() as Import
  await killAt(importId, 'writing', 1)
  const { signal } = new AbortController()
  await holdImport(product.platform.db, importId, () => recoverImports(engine(), signal))
  expect(((await boss.call('GET', `/api/imports/${importId}`)).json() as Import).state).toBe('publishing')
  await recoverImports(engine(), signal)
  const told = (await boss.call('GET', `/api/imports/${importId}`)).json() as Import
  expect(told).toMatchObject({ state: 'failed', error: { code: 'conflict' } })
  expect(told.error?.zh).toContain('中途被打断')
  const [left] = await query(product.database.admin, 'select count(*)::int as lines from app.order_line where import_id = $1', [importId])
  expect(left).toEqual({ lines: 0 })
  expect(await publish(importId)).toMatchObject({ read: lines, accepted: lines - 8, rejected: 8 })
})

test('cancelled while it writes, it is gone', { timeout: 60_000 }, async () => {
  const { importId } = (await upload(boss, { 'lines.csv': file('c-') }, { source: 'cancelled' })).json() as Import
  const stop = new AbortController()
  const report = ({ step }: { step?: string }) => {
    if (step === 'writing') stop.abort('cancel')
  }
  await expect(
    publishImport(engine(), { actor: { tenantId, userId: boss.userId }, importId, signal: stop.signal, report }),
  ).rejects.toBeDefined()
  const [left] = await query(
    product.database.admin,
    `select (select count(*)::int from app.order_line where import_id = $1) as lines, (select count(*)::int from app.dyad where import_id = $1) as dyads, (select count(*)::int from app.party where import_id = $1) as parties,
      (select count(*)::int from app.staged_line where import_id = $1) as staged, (select state from app.import where import_id = $1) as state`,
    [importId],
  )
  expect(left).toEqual({ lines: 0, dyads: 0, parties: 0, staged: 0, state: 'cancelled' })
  expect(existsSync(folder(importId))).toBe(false)
})

test('an import that a dead process left makes way for another, and its files go; those of a published one stay', {
  timeout: 60_000,
}, async () => {
  const dead = ((await upload(boss, { 'lines.csv': file('d-') }, { source: 'dead' })).json() as Import).importId
  const next = ((await upload(boss, { 'lines.csv': file('n-') }, { source: 'next' })).json() as Import).importId
  await killAt(dead, 'reading', 1)
  expect(existsSync(folder(dead))).toBe(true)
  expect(await publish(next)).toMatchObject({ accepted: lines - 8, rejected: 8 })
  const states = await query(
    product.database.admin,
    `select import_id = $1 as dead, state from app.import where import_id in ($1, $2) order by 1`,
    [dead, next],
  )
  expect(states).toEqual([
    { dead: false, state: 'published' },
    { dead: true, state: 'cancelled' },
  ])
  expect([dead, next].map(importId => existsSync(folder(importId)))).toEqual([false, true])
  const told = await boss.call('GET', `/api/imports/${next}/rejections.csv`)
  expect(told.body.trimEnd().split('\n')).toHaveLength(9)
  expect((await boss.call('GET', `/api/imports/${dead}/rejections.csv`)).statusCode).toBe(404)
  await discardImport(engine(), {
    actor: { tenantId, userId: boss.userId },
    importId: next,
    signal: new AbortController().signal,
    report: () => {},
  })
  expect(existsSync(folder(next))).toBe(true)
})
