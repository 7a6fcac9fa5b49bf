import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type { listCustomers } from '#contract/dyads/customer-list.ts'
import type * as churn from '#contract/segments/churn.ts'
import type * as forecast from '#contract/segments/forecast.ts'
import type * as warnings from '#contract/segments/warnings.ts'
import type * as futures from '#contract/value/future.ts'
import { futureOf, futureRunOf, typeSharesOf } from '#core/segments/future-run.ts'
import { groundOf } from '#core/segments/ground.ts'
import { placeBook } from '#core/segments/place-book.ts'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { inTenant, inTenantClient } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { readBook } from '#server/value/read-book.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'
import type { ForecastChoice } from '#core/value/future-basis.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { choiceText } from './validate-forecast.sql.ts'

const until = dayOf(2026, 10, 20)
const now = new Date('2026-10-20T04:00:00Z')
const [owner, other] = [newId(), newId()]
let product: TestApp
let tenantId: string
let dyads: ReadonlyMap<string, string>
let boss: Browser & { userId: string }

const get = async <T>(browser: Browser, url: string): Promise<T> => {
  const answer = await browser.call('GET', url)
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as T
}

beforeAll(async () => {
  product = await testApp({ now: () => now })
  const planted = await plantTrade(product.database.admin, inventTrade(160, until, [owner, other]))
  ;({ tenantId, dyads } = planted)
  await product.platform.jobs.start()
  boss = await memberBrowser(product, tenantId)
  await recalculated()
}, 120_000)
afterAll(() => product.close())

/** Everything is computed anew, and what follows from it. */
async function recalculated(): Promise<void> {
  const actor = { tenantId, userId: boss.userId }
  await inTenant(product.platform.db, actor, tx => enqueueIdentify(product.platform.jobs, tx, actor, 'asked'))
  for (let tries = 0; tries < 4000; tries++) {
    const open = await query(product.database.admin, `select 1 from app.job where state in ('queued', 'running')`)
    if (open.length === 0) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the jobs have not ended')
}

const futureUrl = (code: string) => `/api/customers/${dyads.get(code)}/future`
const future = async (code: string, browser: Browser = boss) =>
  (await get<Answer<typeof futures.readFuture>>(browser, futureUrl(code))).future

/** What the test against the past has chosen to forecast with. */
async function chosen() {
  const [row] = await query<{ choice: ForecastChoice }>(product.database.admin, choiceText, [tenantId])
  return row?.choice
}

/** The same book by core alone. */
async function byCore() {
  const { book } = await inTenantClient(product.platform.pool, { tenantId }, client => readBook(client, { tenantId, now }))
  const { now: run, frozen } = placeBook(book, defaultSettings)
  const made = futureRunOf(groundOf(book, defaultSettings, {}), run, frozen, { choice: await chosen() })
  if (made === null) throw new Error('no future')
  return { book, run, made }
}

test('agrees: what stands in the database is what core says of the same book', async () => {
  const { book, run, made } = await byCore()
  for (const code of ['K0000', 'K0001', 'K0006', 'K0077', 'K0159']) {
    const dyad = book.keys.indexOf(dyads.get(code) ?? '')
    const [record, answer] = [futureOf(made, dyad), await future(code)]
    if (record === null || answer === null) throw new Error(`nothing of ${code}`)
    expect(answer.pAlive).toBeCloseTo(run.alive[dyad] ?? Number.NaN, 3)
    expect(answer.orders).toEqual({ expected: record.orders, low: record.ordersLow, high: record.ordersHigh, level: 0.9 })
    expect([answer.clv?.lowMinor, answer.clv?.amountMinor, answer.clv?.highMinor]).toEqual([record.clvLow, record.clv, record.clvHigh])
    expect(answer.nextOrder?.on).toBe(record.nextOn === null ? null : formatDay(record.nextOn))
    const shares = typeSharesOf(made, dyad) ?? new Float64Array(9)
    answer.typeProbabilities?.forEach(({ probability }, index) => expect(probability).toBeCloseTo(shares[index] ?? Number.NaN, 3))
    expect(answer.warning?.code ?? null).toBe(record.warning?.code ?? null)
  }
})

test('right: the parts of a lifetime value come to it, the range holds it, and the probabilities add up to 1', async () => {
  for (const code of ['K0001', 'K0010', 'K0099']) {
    const answer = await future(code)
    const clv = answer?.clv
    if (!clv || !answer) throw new Error(`no lifetime value of ${code}`)
    expect(clv.discountedOrders * clv.spendPerOrderMinor * clv.margin).toBeCloseTo(clv.amountMinor, -4)
    expect(clv.lowMinor).toBeLessThanOrEqual(clv.amountMinor)
    expect(clv.highMinor).toBeGreaterThanOrEqual(clv.amountMinor)
    expect(clv.discountedOrders).toBeLessThan(clv.expectedOrders)
    expect([clv.horizonYears, clv.discountRate, clv.state]).toEqual([5, 0.1, 'estimated'])
    expect(answer.typeProbabilities?.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 3)
  }
})

test('right: the model says what it was fitted to and why, in both languages', async () => {
  const { forecast: found } = await get<Answer<typeof forecast.readForecast>>(boss, '/api/forecast')
  if (!found) throw new Error('no forecast')
  expect(found.model).toMatchObject({ method: 'mbgcnbd', prior: 'weak', unit: 'day', fittedUntil: '2026-09-30', customers: 158 })
  expect(found.model.reason.zh).toContain('158 家客户')
  expect(found.model.reason.en).toContain('158 customers')
  expect(found.parameters.map(parameter => parameter.name)).toEqual(['r', 'alpha', 'a', 'b'])
  expect(found.orders?.low).toBeLessThanOrEqual(found.orders?.expected ?? 0)
  expect(found.aliveCustomers).toBeLessThan(158)
})

test('right: the forecast has been held against the past, with the baselines beside it and one method in use', async () => {
  const { forecast: found, jobId } = await get<Answer<typeof forecast.readForecast>>(boss, '/api/forecast')
  expect(jobId).toBeNull()
  const validation = found?.validation
  if (!validation) throw new Error('no validation')
  const inUse = validation.methods.filter(method => method.isInUse)
  expect(inUse.map(method => method.method)).toEqual([found.model.ordersBy])
  expect(found.model.ordersBy).toBe((await chosen())?.orders.method)
  expect(validation.methods.filter(method => method.isBaseline).length).toBeGreaterThanOrEqual(3)
  expect(validation.origins.length).toBeGreaterThanOrEqual(2)
  expect(validation.verdict.zh.length).toBeGreaterThan(20)
  expect(validation.calibration.length).toBeGreaterThan(3)
  const { quality } = await get<Answer<typeof warnings.readWarningQuality>>(boss, '/api/warnings/quality')
  expect(quality?.scores.map(score => score.kind)).toEqual(['model', 'rule', 'rule'])
  expect(quality?.verdict.en).toContain('month-ends')
})

test('right: who is late comes by money at stake, page by page, each with its reason; the list has the same customers', async () => {
  type Page = Answer<typeof warnings.listWarnings>
  const all = await get<Page>(boss, '/api/warnings?limit=200')
  expect(all.rows.length).toBe(all.total?.count)
  expect(all.rows.length).toBeGreaterThan(3)
  const stakes = all.rows.map(row => row.warning.atStakeMinor ?? -1)
  expect(stakes).toEqual(stakes.toSorted((a, b) => b - a))
  for (const row of all.rows) expect(row.warning.zh).toMatch(/\d+ 天/)
  const paged: Page['rows'][number][] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Page = await get<Page>(boss, `/api/warnings?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    paged.push(...page.rows)
    after = page.next
  }
  expect(paged.map(row => row.dyadId)).toEqual(all.rows.map(row => row.dyadId))
  const list = await get<Answer<typeof listCustomers>>(boss, '/api/customers?warned=true&sort=atStake&limit=200')
  expect(list.rows.map(row => row.dyadId).toSorted()).toEqual(all.rows.map(row => row.dyadId).toSorted())
})

test('right: the list is filtered and sorted by P(alive), lifetime value and the next order', async () => {
  type List = Answer<typeof listCustomers>
  const doubtful = await get<List>(boss, '/api/customers?pAliveTo=0.5&sort=pAlive&direction=asc&limit=200')
  const sure = await get<List>(boss, '/api/customers?pAliveFrom=0.5001&limit=200')
  expect(doubtful.rows.length + sure.rows.length).toBe(158)
  const chances = doubtful.rows.map(row => row.standing?.pAlive ?? -1)
  expect(chances).toEqual(chances.toSorted((a, b) => a - b))
  const rich = await get<List>(boss, '/api/customers?sort=clv&limit=50')
  const values = rich.rows.map(row => row.standing?.clvMinor ?? 0)
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  const soon = await get<List>(boss, '/api/customers?nextOrderTo=2026-11-05&sort=nextOrder&direction=asc&limit=200')
  expect(soon.rows.length).toBeGreaterThan(10)
  expect(soon.rows.every(row => (row.standing?.nextOrder ?? '9') <= '2026-11-05')).toBe(true)
})

test('right: losses by month add up to those by quarter and to the list of customers', async () => {
  const [months, quarters] = await Promise.all(
    ['month', 'quarter'].map(by => get<Answer<typeof churn.readChurn>>(boss, `/api/churn?by=${by}`)),
  )
  const sum = (periods: Answer<typeof churn.readChurn>['periods'] = []) =>
    periods.reduce(
      (total, { churned, partial }) => [total[0] + churned.customers, total[1] + churned.lostMinor, total[2] + partial.customers] as const,
      [0, 0, 0] as readonly [number, number, number],
    )
  expect(sum(months?.periods)).toEqual(sum(quarters?.periods))
  expect(sum(months?.periods)[0]).toBeGreaterThan(10)
  expect(months?.definition.length).toBe(3)
  const rows: Answer<typeof churn.listChurned>['rows'][number][] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Answer<typeof churn.listChurned> = await get(
      boss,
      `/api/churn/customers?limit=7${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    )
    rows.push(...page.rows)
    after = page.next
  }
  const count = sum(months?.periods)
  expect([rows.filter(row => row.kind === 'churned').length, rows.filter(row => row.kind === 'partial').length]).toEqual([
    count[0],
    count[2],
  ])
  expect(new Set(rows.map(row => `${row.dyadId} ${row.on} ${row.kind}`)).size).toBe(rows.length)
  const gone = await get<Answer<typeof listCustomers>>(boss, '/api/customers?churn=churned&limit=200')
  expect(gone.rows.length).toBeGreaterThan(5)
})

test('right: the same facts are tested once; a rebuild after that takes the test over', async () => {
  const tests = () =>
    query<{ result: { reckoned: boolean } }>(
      product.database.admin,
      `select result from app.job where tenant_id = $1 and kind = 'validate_forecast' order by job_id`,
      [tenantId],
    )
  const before = await tests()
  expect(before.filter(({ result }) => result.reckoned).length).toBe(1)
  await recalculated()
  const after = await tests()
  expect(after.length).toBe(before.length + 1)
  expect(after.at(-1)?.result.reckoned).toBe(false)
  const { forecast: found } = await get<Answer<typeof forecast.readForecast>>(boss, '/api/forecast')
  expect(found?.validation?.methods.length).toBeGreaterThan(5)
})

test('refuses: a person sees the future, the warnings and the losses of their own customers alone; another firm none', async () => {
  const own = await memberBrowser(product, tenantId, { role: 'account_manager', scope: 'own' })
  await query(product.database.admin, 'update app.dyad set owner_id = $2 where tenant_id = $1 and owner_id = $3', [
    tenantId,
    own.userId,
    owner,
  ])
  const mine = (await get<Answer<typeof warnings.listWarnings>>(own, '/api/warnings?limit=200')).rows
  const all = (await get<Answer<typeof warnings.listWarnings>>(boss, '/api/warnings?limit=200')).rows
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.map(row => row.dyadId)).toEqual(all.filter(row => row.ownerId === own.userId).map(row => row.dyadId))
  expect((await own.call('GET', futureUrl('K0001'))).statusCode).toBe(404)
  expect((await own.call('GET', futureUrl('K0000'))).statusCode).toBe(200)
  const active = async (browser: Browser) => (await get<Answer<typeof churn.readChurn>>(browser, '/api/churn')).periods.at(-1)?.active ?? 0
  expect(await active(own)).toBeGreaterThan(0)
  expect(await active(own)).toBeLessThan(await active(boss))
  const idle = await memberBrowser(product, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await get<Answer<typeof churn.listChurned>>(idle, '/api/churn/customers')).rows).toEqual([])
  const stranger = await memberBrowser(product, await plantTenant(product))
  expect((await stranger.call('GET', futureUrl('K0000'))).statusCode).toBe(404)
  expect((await get<Answer<typeof warnings.listWarnings>>(stranger, '/api/warnings')).rows).toEqual([])
  expect((await get<Answer<typeof forecast.readForecast>>(stranger, '/api/forecast')).forecast).toBeNull()
})
