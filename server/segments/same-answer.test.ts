import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { upload } from '#testing/import-files.ts'
import { inventTrade } from '#testing/plant-trade.ts'

// A file read by `lianke identify` and the same file imported must give the same answer for every customer.

const data = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const until = dayOf(2026, 10, 20)
let product: TestApp
let folder: string

beforeAll(async () => {
  product = await testApp({ now: () => new Date('2026-10-20T04:00:00Z') })
  await product.platform.jobs.start()
  folder = mkdtempSync(join(tmpdir(), 'lianke-same-'))
})
afterAll(async () => {
  await product.close()
  rmSync(folder, { recursive: true, force: true })
})

type Said = Readonly<Record<string, unknown>> & { readonly customer: string }

/** What the command line says of files. */
function told(files: readonly string[], options: readonly string[]): readonly Said[] {
  const done = spawnSync(process.execPath, ['cli/lianke.ts', 'identify', ...files, ...options, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (done.status !== 0) throw new Error(`identify ended with ${done.status}: ${done.stderr}`)
  return JSON.parse(done.stdout).customers
}

/** What the database says after the import, in the same words. */
async function stored(tenantId: string): Promise<readonly Said[]> {
  return await query<Said>(
    product.database.admin,
    `select d.code as customer, s.orders, s.first_order::text as "firstOrder", s.last_order::text as "lastOrder", s.net_contribution_minor::float8 as "netContributionMinor",
      s.net_contribution_state as "netContributionState", s.current_band as "currentBand", s.potential_band as "potentialBand", s.raw_current_band as "rawCurrentBand",
      s.raw_potential_band as "rawPotentialBand", s.potential::float8 as potential, s.p_alive::float8 as "pAlive", s.type, s.tier, s.stage, s.is_below_zero as "belowZero", s.data_confidence::float8 as "dataConfidence"
    from app.customer_standing s join app.dyad d on d.tenant_id = s.tenant_id and d.dyad_id = s.dyad_id where s.tenant_id = $1 order by d.code collate "C"`,
    [tenantId],
  )
}

const fields = [
  'orders',
  'firstOrder',
  'lastOrder',
  'netContributionMinor',
  'netContributionState',
  'currentBand',
  'potentialBand',
] as const
const more = ['rawCurrentBand', 'rawPotentialBand', 'potential', 'pAlive', 'type', 'tier', 'stage', 'belowZero', 'dataConfidence'] as const

/** The fields compared, decimals to what a single-precision column holds. */
function compared(rows: readonly Said[]) {
  const shown = (value: unknown) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value)
  const pick = (row: Said): Said => ({
    customer: row.customer,
    ...Object.fromEntries([...fields, ...more].map(name => [name, shown(row[name])])),
  })
  return rows.map(pick).sort((a, b) => (a.customer < b.customer ? -1 : 1))
}

/** Imports, and waits until the map is there. */
async function imported(files: Readonly<Record<string, Buffer | string>>, currency: string): Promise<{ tenantId: string }> {
  const tenantId = await plantTenant(product)
  await query(product.database.admin, 'update app.tenant set base_currency = $2 where tenant_id = $1', [tenantId, currency])
  const boss = await memberBrowser(product, tenantId)
  const { importId } = (await upload(boss, files)).json()
  await boss.call('PATCH', `/api/imports/${importId}`, { settings: { currency } })
  await boss.call('POST', `/api/imports/${importId}/publish`, {})
  for (let tries = 0; tries < 6000; tries++) {
    const open = await query(product.database.admin, `select 1 from app.job where tenant_id = $1 and state in ('queued', 'running')`, [
      tenantId,
    ])
    if (open.length === 0) break
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  const { state, error } = (await boss.call('GET', `/api/imports/${importId}`)).json()
  expect({ state, error }).toEqual({ state: 'published', error: null })
  return { tenantId }
}

test('agrees: a made-up book with categories and costs', async () => {
  const { customers, items = [] } = inventTrade(90, until)
  const lines = customers.flatMap(({ code, orders }) =>
    orders.map(({ day, net, item = 0 }, n) =>
      [
        `${code}-${n}`,
        code,
        formatDay(day),
        items[item]?.code,
        items[item]?.category,
        1,
        net / 100,
        n % 3 === 0 ? (net * 0.6) / 100 : '',
      ].join(','),
    ),
  )
  const text = `order number,customer code,order date,item code,category,quantity,unit price,cost\n${lines.join('\n')}\n`
  const file = join(folder, 'book.csv')
  writeFileSync(file, text)
  const { tenantId } = await imported({ 'book.csv': text }, 'CNY')
  const answer = compared(told([file], ['--as-of', '2026-10-20', '--currency', 'CNY']))
  expect(answer.length).toBeGreaterThan(80)
  expect(compared((await stored(tenantId)).filter(row => row['orders'] !== 0))).toEqual(answer)
})

test.skipIf(!existsSync(join(data, 'northwind')))(
  'agrees: Northwind, several related files (skipped where ../shared is absent)',
  async () => {
    const names = readdirSync(join(data, 'northwind')).filter(name =>
      /^(Categories|Customers|OrderDetails|Orders|Products|Shippers|Suppliers)\.csv$/.test(name),
    )
    const files = Object.fromEntries(names.map(name => [name, readFileSync(join(data, 'northwind', name))]))
    const { tenantId } = await imported(files, 'USD')
    const answer = compared(
      told(
        names.map(name => join(data, 'northwind', name)),
        ['--currency', 'USD'],
      ),
    )
    expect(answer.filter(row => row['orders'] !== 0).length).toBe(89)
    expect(compared((await stored(tenantId)).filter(row => row['orders'] !== 0))).toEqual(answer.filter(row => row['orders'] !== 0))
  },
  60_000,
)

test.skipIf(!existsSync(join(data, 'online-retail')))(
  'agrees: Online Retail, half a million lines (skipped where ../shared is absent)',
  async () => {
    const file = join(data, 'online-retail', 'online_retail.csv.gz')
    const { tenantId } = await imported({ 'online_retail.csv.gz': readFileSync(file) }, 'GBP')
    const answer = compared(told([file], ['--currency', 'GBP']))
    expect(answer.length).toBeGreaterThan(4300)
    expect(compared((await stored(tenantId)).filter(row => row['orders'] !== 0))).toEqual(answer.filter(row => row['orders'] !== 0))
  },
  240_000,
)
