import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type * as mapping from '#contract/segments/map.ts'
import type * as movement from '#contract/segments/movement.ts'
import type * as places from '#contract/segments/place.ts'
import type * as drafts from '#contract/segments/settings.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'
import { enqueueIdentify } from './enqueue-identify.ts'

const until = dayOf(2026, 10, 20)
let now = new Date('2026-10-20T04:00:00Z')
const owner = newId()
let product: TestApp
let tenantId: string
let dyads: ReadonlyMap<string, string>
let boss: Browser & { userId: string }

/** Waits for the recalculation that is under way. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const [row] = await query<{ open: number }>(
      product.database.admin,
      `select count(*)::int as open from app.job where state in ('queued', 'running')`,
    )
    if (row?.open === 0) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the job has not ended')
}

const get = async <T>(browser: Browser, url: string): Promise<T> => {
  const answer = await browser.call('GET', url)
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as T
}
type MapAnswer = NonNullable<Answer<typeof mapping.readMap>['map']>
const map = async (browser: Browser, search = '') =>
  (await get<Answer<typeof mapping.readMap>>(browser, `/api/map${search}`)).map as MapAnswer

beforeAll(async () => {
  product = await testApp({ now: () => now })
  const planted = await plantTrade(product.database.admin, inventTrade(160, until, [owner, newId()]))
  ;({ tenantId, dyads } = planted)
  await product.platform.jobs.start()
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

test('before the first run there is no map, and it says that there are facts', async () => {
  expect(await get(boss, '/api/map')).toEqual({ map: null, jobId: null, hasFacts: true })
  expect(await get(boss, '/api/map/months')).toEqual({ rows: [], generation: null })
})

test('several wishes before the work begins are one job', async () => {
  const actor = { tenantId, userId: boss.userId }
  const ids = await inTenant(product.platform.db, actor, async tx => [
    await enqueueIdentify(product.platform.jobs, tx, actor, 'import'),
    await enqueueIdentify(product.platform.jobs, tx, actor, 'evidence'),
    await enqueueIdentify(product.platform.jobs, tx, actor, 'asked'),
    await enqueueIdentify(product.platform.jobs, tx, actor, 'import'),
    await enqueueIdentify(product.platform.jobs, tx, actor, 'asked'),
  ])
  expect(new Set(ids).size).toBe(1)
  await settled()
  const [job] = await query<{ state: string; subject: object; result: object }>(
    product.database.admin,
    'select state, subject, result from app.job where job_id = $1',
    [ids[0]],
  )
  // Each reason is told once, so that whoever asked finds the job that does it.
  expect(job).toMatchObject({
    state: 'done',
    subject: { reason: 'import', also: ['evidence', 'asked'] },
    result: { generation: 1, customers: 160 },
  })
  const audit = await query(
    product.database.admin,
    `select action, entity, rows_affected::int as rows from app.audit_entry where entity = 'valuation'`,
  )
  expect(audit).toEqual([{ action: 'recalculate', entity: 'valuation', rows: 160 }])
})

test('right: cells, pyramid and dots tell the same customers and money as the standings', async () => {
  const shown = await map(boss)
  const rows = await query<{ type: string; count: number; value: string }>(
    product.database.admin,
    `select type, count(*)::int as count, sum(net_contribution_minor) as value from app.customer_standing where type is not null group by 1`,
  )
  for (const type of customerTypes) {
    const row = rows.find(found => found.type === type)
    expect(shown.cells.find(cell => cell.type === type)).toMatchObject({ count: row?.count ?? 0, value: Number(row?.value ?? 0) })
  }
  const placed = rows.reduce((sum, row) => sum + row.count, 0)
  expect(placed).toBeGreaterThan(100)
  expect([shown.placed, shown.placed + shown.unplaced, shown.visible, shown.points.id.length]).toEqual([placed, 160, 160, placed])
  expect(shown.pyramid.reduce((sum, layer) => sum + layer.count, 0)).toBe(placed)
  expect(shown.pyramid.reduce((sum, layer) => sum + layer.value, 0)).toBe(shown.cells.reduce((sum, cell) => sum + cell.value, 0))
  expect(shown).toMatchObject({
    asOf: '2026-10-20',
    isLatest: true,
    currency: 'CNY',
    settingsVersion: 1,
    cuts: { scale: 'percentile', highScore: 80 },
  })
})

test('a migration backwards in time is refused with both days named', async () => {
  for (const query of ['from=2026-03-31&to=2025-09-30', 'from=2026-12-31']) {
    const refused = await boss.call('GET', `/api/map/migration?${query}`)
    expect([refused.statusCode, refused.json().details.fields[0].path]).toEqual([422, 'query.from'])
    expect(refused.json().message).toContain(query.slice(5, 15))
  }
})

test('a past month-end is shown as it was, and compared: flows add up to the same customers', async () => {
  const { rows } = await get<Answer<typeof mapping.listMonths>>(boss, '/api/map/months')
  expect(rows.at(-1)).toMatchObject({ asOf: '2026-10-20', isMonthEnd: false })
  expect(rows.at(-2)).toMatchObject({ asOf: '2026-09-30', isMonthEnd: true })
  const then = await map(boss, '?asOf=2026-03-31&compare=2025-09-30')
  const counts = rows.find(row => row.asOf === '2026-03-31')?.counts
  expect(then.cells.map(cell => cell.count)).toEqual(counts)
  expect(then.cells.map(cell => cell.before)).toEqual(rows.find(row => row.asOf === '2025-09-30')?.counts)
  const migration = await get<Answer<typeof movement.readMigration>>(boss, '/api/map/migration?from=2025-09-30&to=2026-03-31')
  const [flow] = migration.flows
  expect(migration.flows.filter(({ to }) => to === 'gold').reduce((sum, { count }) => sum + count, 0)).toBe(
    counts?.[customerTypes.indexOf('gold')],
  )
  const inFlow = await get<Answer<typeof movement.listPlaced>>(
    boss,
    `/api/map/customers?asOf=2026-03-31&compare=2025-09-30&from=${flow?.from}&to=${flow?.to}&limit=500`,
  )
  expect(inFlow.rows.length).toBe(flow?.count)
  expect(inFlow.rows.reduce((sum, row) => sum + (row.netContribution ?? 0), 0)).toBe(flow?.value)
})

test('the list beside the map is read by key without a gap or a repetition', async () => {
  const all = await get<Answer<typeof movement.listPlaced>>(boss, '/api/map/customers?limit=500')
  const paged: string[] = []
  let after: string | null = null
  do {
    const page: Answer<typeof movement.listPlaced> = await get(
      boss,
      `/api/map/customers?limit=23${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    )
    paged.push(...page.rows.map(row => row.dyadId))
    after = page.next
  } while (after !== null)
  expect(paged).toEqual(all.rows.map(row => row.dyadId))
  expect(new Set(paged).size).toBe(160)
})

test('filters narrow dots and counts alike', async () => {
  const gold = await map(boss, '?type=gold')
  const whole = await map(boss)
  expect(gold.placed).toBe(whole.cells.find(cell => cell.type === 'gold')?.count)
  expect(new Set(gold.points.type)).toEqual(new Set([customerTypes.indexOf('gold')]))
  expect((await map(boss, `?owner=${owner}&tier=mvc&tier=mgc`)).placed).toBeLessThan(whole.placed)
  expect((await boss.call('GET', '/api/map?type=silver')).statusCode).toBe(422)
})

test('someone who sees only their own customers sees their dots, under the cuts of the whole firm', async () => {
  const seller = await memberBrowser(product, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await map(seller)).points.id).toEqual([])
  await query(product.database.admin, 'update app.dyad set owner_id = $1 where owner_id = $2', [seller.userId, owner])
  const [own, whole] = [await map(seller), await map(boss)]
  expect([own.placed > 0, own.placed < whole.placed, own.visible]).toEqual([true, true, 80])
  expect(own.cuts).toEqual(whole.cuts)
  const theirs = whole.points.id.find(id => !own.points.id.includes(id))
  for (const path of ['place', 'value']) expect((await seller.call('GET', `/api/customers/${theirs}/${path}`)).statusCode).toBe(404)
  expect((await seller.call('POST', `/api/customers/${theirs}/override`, { type: 'gold', reason: '不该看到' })).statusCode).toBe(404)
})

test('another firm sees nothing of it', async () => {
  const other = await memberBrowser(product, (await plantTrade(product.database.admin, { customers: [] })).tenantId)
  expect(await get(other, '/api/map')).toEqual({ map: null, jobId: null, hasFacts: false })
  expect((await other.call('GET', `/api/customers/${dyads.get('K0001')}/place`)).statusCode).toBe(404)
})

test('a customer’s place says why in both languages, with its path, and its value opens to parts that add up', async () => {
  const dyadId = dyads.get('K0009')
  const place = await get<Answer<typeof places.readPlace>>(boss, `/api/customers/${dyadId}/place`)
  expect(place.standing?.type).toBe(place.path.at(-1)?.type)
  expect(place.because.length).toBeGreaterThan(2)
  for (const { zh, en } of place.because)
    expect([/[\u4e00-\u9fff]/.test(zh), /[a-z]/.test(en), /[{}]/.test(zh + en)]).toEqual([true, true, false])
  const earlier = await get<Answer<typeof places.readPlace>>(boss, `/api/customers/${dyadId}/place?asOf=2026-05-31`)
  expect(earlier.standing?.asOf).toBe('2026-05-31')
  expect(earlier.because.length).toBeGreaterThan(1)
  const value = await get<{
    now: { total: number; from: string; to: string; parts: { amount: number | null }[] }
    months: { netSales: number }[]
  }>(boss, `/api/customers/${dyadId}/value`)
  expect(value.now).toMatchObject({ from: '2025-10-20', to: '2026-10-20', total: place.standing?.netContribution })
  expect(value.now.parts.reduce((sum, part) => sum + (part.amount ?? 0), 0)).toBe(value.now.total)
  expect(place.stages.reduce((sum, stay) => sum + stay.netSales, 0)).toBe(value.months.reduce((sum, month) => sum + month.netSales, 0))
})

test('a type set by hand is shown until it ends, and leaves its trail', async () => {
  const dyadId = dyads.get('K0010')
  const before = await get<Answer<typeof places.readPlace>>(boss, `/api/customers/${dyadId}/place`)
  const type = before.standing?.type === 'gold' ? 'mature' : 'gold'
  expect((await boss.call('POST', `/api/customers/${dyadId}/override`, { type, reason: ' ' })).statusCode).toBe(422)
  expect((await boss.call('POST', `/api/customers/${dyadId}/override`, { type, reason: '太早', expiresOn: '2026-10-20' })).statusCode).toBe(
    422,
  )
  const answer = await boss.call('POST', `/api/customers/${dyadId}/override`, { type, reason: '总经理拜访后确认' })
  expect(answer.statusCode).toBe(200)
  await settled()
  const shown = await get<Answer<typeof places.readPlace>>(boss, `/api/customers/${dyadId}/place`)
  expect(shown.standing).toMatchObject({ type, overridden: true })
  expect(shown.overrides[0]).toMatchObject({ type, reason: '总经理拜访后确认', active: true, expiresOn: '2027-01-18' })
  expect((await boss.call('DELETE', `/api/customers/${dyadId}/override`)).statusCode).toBe(200)
  await settled()
  const after = await get<Answer<typeof places.readPlace>>(boss, `/api/customers/${dyadId}/place`)
  expect(after.standing).toMatchObject({ type: before.standing?.type, overridden: false })
  expect((await boss.call('DELETE', `/api/customers/${dyadId}/override`)).statusCode).toBe(409)
  const trail = await query(
    product.database.admin,
    `select action from app.audit_entry where entity = 'type_override' and dyad_id = $1 order by audit_id`,
    [dyadId],
  )
  expect(trail).toEqual([{ action: 'create' }, { action: 'end' }])
  const viewer = await memberBrowser(product, tenantId, { role: 'viewer' })
  expect((await viewer.call('POST', `/api/customers/${dyadId}/override`, { type, reason: '无权' })).statusCode).toBe(403)
})

test('months in a type and stages count the customers of the map', async () => {
  const { rows } = await get<Answer<typeof movement.readTimeInClass>>(boss, '/api/map/time-in-class?asOf=2026-09-30')
  const { cells } = await map(boss, '?asOf=2026-09-30')
  expect(rows.map(row => row.now)).toEqual(cells.map(cell => cell.count))
  expect(rows.some(row => row.ended > 0 && (row.monthsEnded ?? 0) >= 1)).toBe(true)
  const stages = await get<Answer<typeof movement.readStages>>(boss, '/api/map/stages')
  expect(stages.rows.reduce((sum, row) => sum + row.count, 0)).toBeGreaterThan(100)
})

test('the export is the list, harmless in a spreadsheet, and written down', async () => {
  await query(
    product.database.admin,
    `update app.party p set name = '=1+1' from app.dyad d where d.buyer_id = p.party_id and d.dyad_id = $1`,
    [dyads.get('K0009')],
  )
  const answer = await boss.call('GET', '/api/map/export')
  expect(answer.body.split('\r\n').length).toBe(162)
  expect(answer.body).toContain("\n'=1+1,K0009,")
  const trail = await query(product.database.admin, `select count(*)::int as n from app.audit_entry where action = 'export'`)
  expect(trail).toEqual([{ n: 1 }])
})

test('settings: a draft is checked and previewed without a trace; saved, it is a version that everything is computed with', async () => {
  const draft = { margin: 0.4, cuts: { current: { method: 'money', high: 30_000_000, medium: 5_000_000 } } }
  const wrong = await boss.call('POST', '/api/value/settings/check', { draft: { margin: 3, colour: 'red' } })
  expect(
    wrong
      .json()
      .problems.map((problem: { field: string }) => problem.field)
      .sort(),
  ).toEqual(['colour', 'margin'])
  const before = await map(boss)
  const jobs = 'select count(*)::int as n from app.job'
  const [count] = await query(product.database.admin, jobs)
  const preview = (await boss.call('POST', '/api/value/settings/preview', { draft })).json() as Answer<typeof drafts.previewSettings>
  expect(await query(product.database.admin, jobs)).toEqual([count])
  expect(await map(boss)).toEqual(before)
  expect(preview.types.slice(0, 9).map(type => type.now)).toEqual(before.cells.map(cell => cell.count))
  expect(preview.moved).toBeGreaterThan(0)
  expect(preview.valueThen).toBeGreaterThan(preview.valueNow)
  const save = { draft, base: 1, note: '新的毛利率' }
  expect((await boss.call('POST', '/api/value/settings', { ...save, draft: { margin: 3 } })).statusCode).toBe(422)
  expect((await boss.call('POST', '/api/value/settings', save)).json().version).toMatchObject({
    version: 2,
    note: '新的毛利率',
    inUse: false,
  })
  expect((await boss.call('POST', '/api/value/settings', save)).statusCode).toBe(409)
  await settled()
  const after = await map(boss)
  expect(after.settingsVersion).toBe(2)
  expect(after.cells.map(cell => cell.count)).toEqual(preview.types.slice(0, 9).map(type => type.after))
  expect(after.cuts).toMatchObject({ scale: 'money', highValue: 30_000_000 })
  const { rows } = (await boss.call('GET', '/api/value/settings/versions')).json()
  expect(rows).toMatchObject([
    { version: 2, inUse: true },
    { version: 1, note: null },
  ])
  const { rows: generations } = await get<Answer<typeof mapping.listGenerations>>(boss, '/api/map/generations')
  expect(generations.map(row => row.isCurrent)).toEqual([true, false])
})

test('weights by pairs: the weights add up, and a contradiction is told by its ratio', async () => {
  const even = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 1))
  const fair = (await boss.call('POST', '/api/value/settings/ahp', { matrix: even })).json()
  expect(fair).toMatchObject({ consistencyRatio: 0, accepted: true, weights: { headroom: 0.2 } })
  const circle = even.map(row => [...row])
  const judge = (a: number, b: number) => {
    Object.assign(circle[a] as number[], { [b]: 9 })
    Object.assign(circle[b] as number[], { [a]: 1 / 9 })
  }
  judge(0, 1)
  judge(1, 2)
  judge(2, 0)
  expect((await boss.call('POST', '/api/value/settings/ahp', { matrix: circle })).json().accepted).toBe(false)
})

test('a day later the map moves on by itself', async () => {
  const { identifyOverdue } = await import('./segments.jobs.ts')
  expect(await identifyOverdue(product.platform)).toBe(0)
  now = new Date('2026-10-22T04:00:00Z')
  await query(product.database.admin, `update app.generation set created_at = '2026-10-20T04:00:00Z' where state = 'current'`)
  expect(await identifyOverdue(product.platform)).toBe(1)
  await settled()
  expect((await map(boss)).asOf).toBe('2026-10-22')
})
