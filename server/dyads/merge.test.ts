import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { importFiles } from '#testing/import-files.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

type Row = { dyadId: string; partyId: string; name: string }
type Preview = {
  survivor: { partyId: string; version: number }
  merged: { partyId: string; version: number }
  lines: { field: string; side: string }[]
  obstacle: string | null
}

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

async function idle(): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    const [row] = await query<{ n: number }>(
      door.database.admin,
      `select count(*)::int as n from app.job where state in ('queued', 'running')`,
    )
    if (row?.n === 0) return
    await wait(25)
  }
  throw new Error('the jobs have not ended')
}

const book = `订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价
A1,1,KA,上海精工轴承有限公司,2025-03-05,6204,轴承,轴承,10,12.50
A2,1,KA,上海精工轴承有限公司,2026-03-05,6204,轴承,轴承,20,12.50
B1,1,KB,上海精工轴承（集团）有限公司,2025-09-05,6205,轴承,轴承,4,100
B2,1,KB,上海精工轴承（集团）有限公司,2026-04-05,6205,轴承,轴承,5,100
C1,1,KC,上海精工轴承,2026-02-05,6205,轴承,轴承,6,100
D1,1,KD,宁波东方机械厂,2026-02-05,6205,轴承,轴承,7,100
`

const customers = async (browser: Browser = boss): Promise<Row[]> =>
  (await ask<{ rows: Row[] }>(browser, 'GET', '/api/customers?sort=name&limit=200')).rows
const named = async (name: string): Promise<Row> => {
  const found = (await customers()).find(row => row.name === name)
  if (found === undefined) throw new Error(`no customer ${name}`)
  return found
}
const preview = (browser: Browser, survivorId: string, mergedId: string) =>
  ask<Preview>(browser, 'GET', `/api/merges/preview?survivorId=${survivorId}&mergedId=${mergedId}`)

async function bodyOf(survivorId: string, mergedId: string, more: object = {}) {
  const { survivor, merged } = await preview(boss, survivorId, mergedId)
  return { survivorId, mergedId, survivorVersion: survivor.version, mergedVersion: merged.version, ...more }
}
async function merge(survivorId: string, mergedId: string, more: object = {}): Promise<string> {
  return (await ask<{ mergeId: string }>(boss, 'POST', '/api/merges', await bodyOf(survivorId, mergedId, more))).mergeId
}
const undo = (mergeId: string) => boss.call('POST', `/api/merges/${mergeId}/undo`)

const tables = [
  'party',
  'dyad',
  'party_role',
  'contact',
  'sales_order',
  'order_line',
  'dyad_day',
  'dyad_item_month',
  'dyad_current',
  'dyad_collaborator',
  'business_key',
]
/** Every row of what a merge reaches; versions and times of writing of the survivor's two rows aside. */
async function records(): Promise<Record<string, string[]>> {
  const all = await Promise.all(
    tables.map(async table => {
      const rows = await query<{ row: string }>(
        door.database.admin,
        `select (to_jsonb(t) - 'version' - 'updated_at')::text as row from app.${table} t where tenant_id = $1 order by 1`,
        [tenantId],
      )
      return [table, rows.map(each => each.row)] as const
    }),
  )
  return Object.fromEntries(all)
}

async function sums() {
  const [days] = await query(
    door.database.admin,
    `select sum(net_sales_minor)::int8 as net, sum(orders)::int as orders, sum(lines)::int as lines from app.dyad_day where tenant_id = $1`,
    [tenantId],
  )
  const [facts] = await query(
    door.database.admin,
    `select md5(string_agg(o::text, ',' order by order_id)) as hash from app.sales_order o where tenant_id = $1`,
    [tenantId],
  )
  return { days, facts }
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-05-02T02:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  await door.platform.jobs.start()
  await importFiles(boss, { 'book.csv': book }, { source: 'erp' })
  await idle()
})
afterAll(() => door.close())

test('an import proposes its duplicates, of the import, once each', async () => {
  const { rows } = await ask<{ rows: { one: Row; other: Row; foundBy: string; strength: string }[] }>(boss, 'GET', '/api/duplicates')
  expect(rows).toHaveLength(3)
  expect(new Set(rows.map(row => row.foundBy))).toEqual(new Set(['import']))
  expect(rows.flatMap(row => [row.one.name, row.other.name])).not.toContain('宁波东方机械厂')
})

test('one kept apart stays apart, whatever a sweep finds', async () => {
  const { rows } = await ask<{ rows: { one: Row; other: Row }[] }>(boss, 'GET', '/api/duplicates')
  const [pair] = rows
  const at = `/api/duplicates/${pair?.one.partyId}/${pair?.other.partyId}/decision`
  await ask(boss, 'POST', at, { state: 'dismissed', reason: '两家门店' })
  await ask(boss, 'POST', '/api/duplicates/sweep')
  await idle()
  expect((await ask<{ rows: object[] }>(boss, 'GET', '/api/duplicates')).rows).toHaveLength(2)
  await ask(boss, 'POST', at, { state: 'open' })
})

test('a merge counts everything once for the survivor, and undoing it leaves every record as it was', async () => {
  const [a, b] = [await named('上海精工轴承有限公司'), await named('上海精工轴承（集团）有限公司')]
  await ask(boss, 'POST', `/api/customers/${b.dyadId}/contacts`, { name: '李雷', phone: '13800000000', isPrimary: true })
  await ask(boss, 'PATCH', `/api/customers/${b.dyadId}`, {
    version: (await ask<{ version: number }>(boss, 'GET', `/api/customers/${b.dyadId}`)).version,
    city: '上海',
  })
  await idle()
  const [before, summed] = [await records(), await sums()]
  const mergeId = await merge(a.partyId, b.partyId, { choices: { name: 'merged' }, reason: '同一家' })
  expect(await sums()).toEqual(summed)
  const survivor = await ask<{ name: string; city: string; merged: boolean; contacts: object[]; standing: { netSalesMinor: number } }>(
    boss,
    'GET',
    `/api/customers/${b.dyadId}`,
  )
  expect(survivor).toMatchObject({ dyadId: a.dyadId, merged: true, name: b.name, city: '上海', contacts: [{ name: '李雷' }] })
  const orders = await ask<{ rows: { number: string }[] }>(boss, 'GET', `/api/dyads/${a.dyadId}/orders`)
  expect(orders.rows.map(row => row.number).toSorted()).toEqual(['A1', 'A2', 'B1', 'B2'])
  expect((await customers()).map(row => row.dyadId)).not.toContain(b.dyadId)
  await idle()
  const value = await ask<{ standing: { netSalesMinor: number } }>(boss, 'GET', `/api/customers/${a.dyadId}`)
  expect(value.standing.netSalesMinor).toBe(25000 + 40000 + 50000)
  const undone = await undo(mergeId)
  expect(undone.statusCode, undone.body).toBe(200)
  expect(undone.json()).toMatchObject({ dyadId: a.dyadId, kept: [] })
  expect(await records()).toEqual(before)
  await idle()
  expect((await ask<{ standing: { netSalesMinor: number } }>(boss, 'GET', `/api/customers/${b.dyadId}`)).standing.netSalesMinor).toBe(90000)
  expect((await undo(mergeId)).statusCode).toBe(409)
})

test('found by the name of the merged one, too; facts that come later under its code count for the survivor', async () => {
  const [a, c] = [await named('上海精工轴承有限公司'), await named('上海精工轴承')]
  const mergeId = await merge(c.partyId, a.partyId)
  const found = await ask<{ rows: Row[] }>(boss, 'GET', `/api/customers?q=${encodeURIComponent('精工轴承有限公司')}`)
  expect(found.rows.map(row => row.dyadId)).toContain(c.dyadId)
  const later = `订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价\nA9,1,KA,上海精工轴承有限公司,2026-04-20,6204,轴承,轴承,1,10\n`
  await importFiles(boss, { 'later.csv': later }, { source: 'erp' })
  await idle()
  const orders = await ask<{ rows: { number: string }[] }>(boss, 'GET', `/api/dyads/${c.dyadId}/orders`)
  expect(orders.rows.map(row => row.number)).toContain('A9')
  expect((await undo(mergeId)).statusCode).toBe(200)
  await idle()
  const own = await ask<{ rows: { number: string }[] }>(boss, 'GET', `/api/dyads/${a.dyadId}/orders`)
  expect(own.rows.map(row => row.number)).toContain('A9')
})

test('a chain is read as its last survivor, and undone from the top', async () => {
  const [a, b, c] = [await named('上海精工轴承有限公司'), await named('上海精工轴承（集团）有限公司'), await named('上海精工轴承')]
  await idle()
  const before = await records()
  const first = await merge(b.partyId, a.partyId)
  const second = await merge(c.partyId, b.partyId)
  for (const { dyadId } of [a, b])
    expect(await ask(boss, 'GET', `/api/customers/${dyadId}`)).toMatchObject({ dyadId: c.dyadId, merged: true })
  const orders = await ask<{ rows: { number: string }[] }>(boss, 'GET', `/api/dyads/${c.dyadId}/orders`)
  expect(orders.rows).toHaveLength(6)
  const refused = await undo(first)
  expect(refused.statusCode).toBe(409)
  expect(refused.json().message).toContain('请先撤销')
  expect((await undo(second)).statusCode).toBe(200)
  expect(await ask(boss, 'GET', `/api/customers/${a.dyadId}`)).toMatchObject({ dyadId: b.dyadId })
  expect((await undo(first)).statusCode).toBe(200)
  expect(await records()).toEqual(before)
})

test('what somebody wrote since the merge stays when it is undone', async () => {
  const [a, b] = [await named('上海精工轴承有限公司'), await named('上海精工轴承（集团）有限公司')]
  const mergeId = await merge(a.partyId, b.partyId)
  const { version } = await ask<{ version: number }>(boss, 'GET', `/api/customers/${a.dyadId}`)
  await ask(boss, 'PATCH', `/api/customers/${a.dyadId}`, { version, city: '昆山' })
  expect((await undo(mergeId)).json()).toMatchObject({ kept: ['city'] })
  expect(await ask(boss, 'GET', `/api/customers/${a.dyadId}`)).toMatchObject({ city: '昆山' })
})

test('two at once: one merges, the other is told; so is whoever saves a page that was merged', async () => {
  const [b, d] = [await named('上海精工轴承（集团）有限公司'), await named('宁波东方机械厂')]
  const opened = await ask<{ version: number }>(boss, 'GET', `/api/customers/${d.dyadId}`)
  const body = await bodyOf(b.partyId, d.partyId)
  const both = await Promise.all([boss.call('POST', '/api/merges', body), boss.call('POST', '/api/merges', body)])
  expect(both.map(answer => answer.statusCode).toSorted((one, other) => one - other)).toEqual([200, 404])
  const saved = await boss.call('PATCH', `/api/customers/${d.dyadId}`, { version: opened.version, city: '宁波' })
  expect(saved.json()).toMatchObject({ code: 'stale' })
  const done = both.find(answer => answer.statusCode === 200)
  expect((await undo(done?.json().mergeId)).statusCode).toBe(200)
  const stale = await boss.call('POST', '/api/merges', body)
  expect(stale.json()).toMatchObject({ code: 'stale' })
})

test('nobody merges what they do not see or may not change, nor what is another firm’s', async () => {
  const [a, d] = [await named('上海精工轴承有限公司'), await named('宁波东方机械厂')]
  const body = await bodyOf(a.partyId, d.partyId)
  const own = await memberBrowser(door, tenantId, { role: 'manager', scope: 'own' })
  expect((await own.call('POST', '/api/merges', body)).statusCode).toBe(404)
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager' })
  expect((await seller.call('POST', '/api/merges', body)).statusCode).toBe(403)
  const analyst = await memberBrowser(door, tenantId, { role: 'analyst' })
  expect((await preview(analyst, a.partyId, d.partyId)).obstacle).toBeNull()
  const other = await memberBrowser(door, await plantTenant(door))
  expect((await other.call('POST', '/api/merges', body)).statusCode).toBe(404)
  expect((await other.call('POST', `/api/merges/${newId()}/undo`)).statusCode).toBe(404)
  const missing = await boss.call('POST', '/api/merges', { ...body, mergedId: newId() })
  expect(missing.statusCode).toBe(404)
})

test('two valid credit codes are two firms; a customer and a supplier become one party with both relations', async () => {
  const [a, d] = [await named('上海精工轴承有限公司'), await named('宁波东方机械厂')]
  const set = (uscc: string, partyId: string) =>
    query(door.database.admin, 'update app.party set uscc = $1 where party_id = $2', [uscc, partyId])
  await set('91999900AAAA000014', a.partyId)
  await set('91999900AAAA000027', d.partyId)
  expect((await preview(boss, a.partyId, d.partyId)).obstacle).toContain('两家企业')
  expect((await boss.call('POST', '/api/merges', await bodyOf(a.partyId, d.partyId))).statusCode).toBe(409)
  const [supplierId, dyadId] = [newId(), newId()]
  await query(
    door.database.admin,
    `insert into app.party (tenant_id, party_id, name, name_key) values ($1, $2, '上海精工轴承', '上海精工轴承')`,
    [tenantId, supplierId],
  )
  await query(door.database.admin, `insert into app.party_role values ($1, $2, 'supplier')`, [tenantId, supplierId])
  await query(
    door.database.admin,
    `insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side) select $1, $2, $3, own_party_id, 'supply' from app.tenant where tenant_id = $1`,
    [tenantId, dyadId, supplierId],
  )
  const before = await records()
  const mergeId = await merge(a.partyId, supplierId)
  expect(await ask(boss, 'GET', `/api/customers/${a.dyadId}`)).toMatchObject({ roles: ['customer', 'supplier'] })
  const [relation] = await query<{ seller_id: string; merged_into_id: string | null }>(
    door.database.admin,
    'select seller_id, merged_into_id from app.dyad where dyad_id = $1',
    [dyadId],
  )
  expect(relation).toEqual({ seller_id: a.partyId, merged_into_id: null })
  expect((await undo(mergeId)).statusCode).toBe(200)
  expect(await records()).toEqual(before)
})

test('the merge stands in the history of both, and in the list of merges', async () => {
  const { rows } = await ask<{ rows: { state: string; mergedName: string }[]; next: string | null }>(boss, 'GET', '/api/merges?limit=2')
  expect(rows).toHaveLength(2)
  const entries = await query(
    door.database.admin,
    `select action from app.audit_entry where tenant_id = $1 and action in ('merge', 'merged_into', 'undo_merge') group by 1 order by 1`,
    [tenantId],
  )
  expect(entries).toEqual([{ action: 'merge' }, { action: 'merged_into' }, { action: 'undo_merge' }])
})
